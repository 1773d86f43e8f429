"""Use of the product: rolled up from the trail, told by person and by team."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts import audit
from accounts.models import AuditEntry, UsageDay, User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.services import usage
from accounts.tasks import roll_up_usage
from crm import adoption
from crm.services.adoption import remind
from crm.testing.builders import make_customer, make_visit
from crm.testing.cast import NOON
from customers.models import Completeness

pytestmark = pytest.mark.django_db
# Monday noon; the 30 days before hold 21 working days of the shipped calendar.
FRIDAY, SATURDAY = NOON - timedelta(days=3), NOON - timedelta(days=2)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def did(user, action, at):
    audit.record(user, action, user, at=at)


def use_of(person, at=NOON) -> adoption.Use:
    return adoption.of_people([person], at, reader=person)[0]


def test_the_days_looked_at_end_where_the_readers_yesterday_ends():
    early = datetime(2026, 3, 8, 23, tzinfo=UTC)
    assert adoption.span(early) == (date(2026, 2, 7), date(2026, 3, 8))


def test_days_are_rolled_up_once_and_again_to_the_same(cast):
    did(cast.anna, "visit.logged", FRIDAY)
    did(cast.anna, "visit.logged", FRIDAY)
    did(cast.anna, "user.signed_in", FRIDAY)
    did(cast.ben, "user.signed_in", NOON)
    assert usage.roll_up(at=NOON) == 1
    row = UsageDay.objects.get()
    assert (row.user, row.day, row.deeds) == (cast.anna, FRIDAY.date(), 3)
    assert row.actions == ["user.signed_in", "visit.logged"]
    assert usage.roll_up(at=NOON) == 0
    assert roll_up_usage() == 0


def test_nights_that_were_missed_are_caught_up(cast):
    did(cast.anna, "user.signed_in", NOON - timedelta(days=10))
    usage.roll_up(at=NOON - timedelta(days=9))
    did(cast.anna, "user.signed_in", NOON - timedelta(days=8))
    did(cast.anna, "user.signed_in", FRIDAY)
    assert usage.roll_up(at=NOON) == 2
    assert UsageDay.objects.count() == 3


def test_looking_through_anothers_eyes_is_no_use_of_either(cast):
    AuditEntry.objects.create(
        at=FRIDAY, actor=cast.adam, seen_as=cast.anna, action="customer.viewed"
    )
    assert usage.roll_up(at=NOON) == 0


def test_active_days_are_working_days_and_functions_those_of_ones_role(cast):
    for moment in (FRIDAY, SATURDAY, FRIDAY - timedelta(days=1)):
        did(cast.anna, "visit.logged", moment)
    did(cast.anna, "lead.call", FRIDAY)
    usage.roll_up(at=NOON)
    use = use_of(cast.anna)
    assert (use.active, use.working) == (2, 20)
    assert [one.can for one in use.used] == [Can.LOG_VISITS, Can.EDIT_LEADS]
    unused = {one.can for one in use.unused}
    assert Can.EDIT_CUSTOMERS in unused
    assert Can.IMPORT_CUSTOMERS not in unused
    assert use.is_seldom


def test_a_director_is_expected_to_do_nothing_of_it(cast):
    assert use_of(cast.dan).expected == 0


def test_late_entries_and_incomplete_customers_are_counted(cast):
    customer = make_customer(cast.anna)
    Completeness.objects.filter(customer=customer).update(score=59)
    make_visit(cast.anna, customer=customer)
    late = make_visit(cast.anna, customer=customer)
    type(late).objects.filter(pk=late.pk).update(happened_at=NOON - timedelta(hours=25))
    use = use_of(cast.anna)
    assert (use.late, use.unfilled) == (1, 1)


@pytest.mark.parametrize(("who", "size"), [("carol", 2), ("anna", 2), ("adam", None)])
def test_incomplete_customers_lead_to_exactly_their_list(client, cast, who, size):
    for _each in range(2):
        make_customer(cast.anna)
    make_customer(cast.ben)
    Completeness.objects.update(score=59)
    client.force_login(getattr(cast, who))
    uses = {use.person: use for use in client.get("/adoption/").context["uses"]}
    assert uses[cast.anna].unfilled == 2
    if size is None:
        assert uses[cast.anna].unfilled_url == ""
        return
    page = client.get(uses[cast.anna].unfilled_url)
    assert len(page.context["page"].rows) == size


def test_a_team_is_told_by_the_days_of_its_people(cast):
    did(cast.anna, "user.signed_in", FRIDAY)
    did(cast.ben, "user.signed_in", FRIDAY)
    usage.roll_up(at=NOON)
    told = {team.name: team for team in adoption.of_teams(cast.dan, NOON)}
    assert set(told) == {"一组", "二组"}
    size = told["一组"].people
    assert told["一组"].percent == 100 * 2 // (size * 20)
    assert told["二组"].percent == 0


@pytest.mark.parametrize(
    ("who", "seen"), [("dan", 15), ("nina", 11), ("anna", 1), ("carol", 5)]
)
def test_one_sees_the_people_one_answers_for(client, cast, who, seen):
    client.force_login(getattr(cast, who))
    page = client.get("/adoption/")
    assert len(page.context["uses"]) == seen


def test_unused_accounts_are_those_of_whom_there_is_nothing(client, cast):
    long_ago = NOON - timedelta(days=100)
    User.objects.update(created_at=long_ago, last_login=FRIDAY)
    User.objects.filter(pk__in=[cast.ben.pk, cast.sam.pk]).update(last_login=long_ago)
    did(cast.sam, "visit.logged", FRIDAY)
    usage.roll_up(at=NOON)
    client.force_login(cast.nina)
    people = [
        use.person for use in client.get("/adoption/?only=unused").context["uses"]
    ]
    assert people == [cast.ben]


def test_a_kind_word_is_said_once_a_week_whoever_says_it(client, cast):
    client.force_login(cast.nina)
    page = f"/adoption/{cast.anna.pk}/remind/"
    assert client.post(page).status_code == 302
    assert client.post(page).status_code == 302
    notice = cast.anna.notices.get(kind="crm.reminded")
    assert notice.params["from"] == "倪娜"
    with pytest.raises(Refused, match="一周"):
        remind(cast.anna, actor=cast.max, at=NOON + timedelta(days=6))
    remind(cast.anna, actor=cast.max, at=NOON + timedelta(days=7, minutes=1))
    assert cast.anna.notices.filter(kind="crm.reminded").count() == 2
    assert AuditEntry.objects.filter(action="user.reminded").count() == 2


def test_nobody_reminds_himself_or_while_he_looks_as_another(client, cast):
    with pytest.raises(Refused):
        remind(cast.nina, actor=cast.nina, at=NOON)
    client.force_login(cast.adam)
    assert client.post(reverse("see_as", args=[cast.nina.pk])).status_code == 302
    client.post(f"/adoption/{cast.anna.pk}/remind/")
    assert not cast.anna.notices.exists()


def test_where_one_comes_back_to_is_never_elsewhere(client, cast):
    client.force_login(cast.nina)
    page = f"/adoption/{cast.anna.pk}/remind/"
    assert client.post(page, {"back": "/today/"}).url == "/today/"
    assert client.post(page, {"back": "https://evil.example/"}).url == "/adoption/"
    assert client.post(page, {"back": "//evil.example/"}).url == "/adoption/"


def test_the_monitor_costs_the_same_for_few_and_for_many(client, cast, count_queries):
    User.objects.exclude(pk__in=[cast.dan.pk, cast.anna.pk]).update(
        is_active=False, deactivated_at=NOON
    )
    client.force_login(cast.dan)
    little = count_queries(lambda: client.get("/adoption/"))
    User.objects.update(is_active=True, deactivated_at=None)
    did(cast.anna, "visit.logged", FRIDAY)
    usage.roll_up(at=NOON)
    assert count_queries(lambda: client.get("/adoption/")) == little <= 25
