"""The prospecting plan: a target a month, what counts, who sets it, what is behind."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.models import AuditEntry
from accounts.refused import Refused
from accounts.working_time import Hours
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers import prospects
from customers.models import ProspectTarget
from customers.services.leads import conversion, prospecting, work
from customers.tests.lead_builders import DAY, make_lead

pytestmark = pytest.mark.django_db
URL = "/leads/prospecting/"
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def set_target(person, actor, count=10, month=NOVEMBER):
    prospecting.set_target(person, actor=actor, count=count, month=month, at=NOON)


def of(person, month=NOVEMBER) -> prospects.Progress:
    [progress] = prospects.of_people([person], month)
    return progress


def test_leads_and_customers_count_once_each_for_who_found_them(cast):
    converted = make_lead(cast.anna)
    conversion.convert(converted, actor=cast.anna, at=NOON)
    double = make_lead(cast.anna)
    work.lose(double, actor=cast.anna, reason="DOUBLE", at=NOON)
    make_lead(cast.ben, actor=cast.anna)
    make_lead(cast.anna, actor=cast.ben)
    make_lead(cast.anna, at=NOON + 10 * DAY)
    make_customer(cast.anna)
    progress = of(cast.anna)
    assert (progress.leads, progress.customers, progress.found) == (2, 1, 3)
    assert of(cast.anna, DECEMBER).found == 1
    assert of(cast.ben).found == 1


def test_a_month_begins_and_ends_where_the_company_is(cast):
    shanghai = ZoneInfo("Asia/Shanghai")
    for at in (datetime(2026, 10, 31, 23, 59, tzinfo=shanghai),
               datetime(2026, 11, 1, 0, 0, tzinfo=shanghai),
               datetime(2026, 11, 30, 23, 59, tzinfo=shanghai),
               datetime(2026, 12, 1, 0, 0, tzinfo=shanghai)):  # fmt: skip
        make_lead(cast.anna, at=at)
    assert of(cast.anna).found == 2


def test_a_target_stands_until_another_follows_and_the_past_keeps_its_own(cast):
    set_target(cast.anna, cast.carol)
    set_target(cast.anna, cast.max, count=12, month=DECEMBER)
    set_target(cast.anna, cast.max, count=0, month=date(2027, 2, 1))
    months = [date(2026, 10, 1), NOVEMBER, DECEMBER, date(2027, 1, 1), date(2027, 3, 1)]
    targets = [of(cast.anna, month).target for month in months]
    assert targets == [0, 10, 12, 12, 0]


def test_setting_it_is_recorded_once_and_nobody_sets_his_own(cast):
    for _ in range(2):
        set_target(cast.anna, cast.carol)
    entry = AuditEntry.objects.about_settings().get(action="prospects.target_set")
    assert (entry.actor, entry.changes["prospects"]) == (cast.carol, [0, 10])
    with translation.override("en"), pytest.raises(Refused, match="superior"):
        set_target(cast.carol, cast.carol)
    with pytest.raises(Refused) as refusal:
        set_target(cast.anna, cast.carol, count=1000)
    assert refusal.value.field == "count"
    assert ProspectTarget.objects.count() == 1


@pytest.mark.parametrize(
    ("count", "percent", "reached"),
    [(4, 44, []), (5, 55, [50]), (8, 88, [50]), (9, 100, [50, 90, 100]),
     (12, 133, [50, 90, 100])],
)  # fmt: skip
def test_marks_are_reached_and_never_before(cast, count, percent, reached):
    progress = prospects.Progress(cast.anna, NOVEMBER, target=9, leads=count)
    assert progress.percent == percent
    assert [mark for mark, is_reached in progress.marks if is_reached] == reached
    assert progress.shown <= 9


def test_the_days_left_are_working_days_today_among_them(db):
    weekly = dict.fromkeys(range(5), ((540, 1080),))
    hours = Hours(ZoneInfo("Asia/Shanghai"), weekly)
    assert prospects.days_left(hours, date(2026, 11, 23)) == 6
    assert prospects.days_left(hours, date(2026, 11, 28)) == 1
    assert prospects.days_left(hours, date(2026, 11, 30)) == 1


def test_the_lead_list_says_how_far_one_is_and_leads_to_them(client, cast):
    at = timezone.now()
    make_lead(cast.anna, at=at, name="新客一")
    client.force_login(cast.anna)
    assert "plan" not in client.get("/leads/?tab=all").context
    set_target(cast.anna, cast.carol, month=at.date())
    page = client.get("/leads/?tab=all")
    assert page.context["plan"].found == 1
    behind = client.get(page.context["plan"].url)
    assert [row.name for row in behind.context["page"].rows] == ["新客一"]


def test_every_figure_leads_to_exactly_what_it_counts(client, cast):
    at = timezone.now()
    lead = make_lead(cast.anna, at=at)
    # Given to somebody of another team he is still who found him.
    make_lead(cast.sam, at=at, actor=cast.anna, name="钱外人", phone="13912345678")
    make_customer(cast.anna, at=at)
    client.force_login(cast.anna)
    page = client.get(URL)
    [row] = [each for each in page.context["rows"] if each.person == cast.anna]
    for url, count in ((row.leads_url, 2), (row.customers_url, 1)):
        behind = client.get(url)
        assert len(behind.context["page"].rows) == count
    behind = client.get(row.leads_url)
    assert behind.context["seen"] == {lead.pk}
    page = behind.content.decode()
    assert ("钱**" in page, "钱外人" in page, "5678" in page) == (True, False, False)


@pytest.mark.parametrize(
    ("who", "shown"),
    [("anna", {"anna"}), ("carol", {"anna", "ben", "carol", "sam", "vera"}),
     ("dora", {"dora"})],
)  # fmt: skip
def test_one_sees_ones_own_plan_and_that_of_those_one_leads(client, cast, who, shown):
    client.force_login(getattr(cast, who))
    people = {row.person.username for row in client.get(URL).context["rows"]}
    assert people == shown


def test_the_superior_sets_it_on_the_page_and_others_do_not(client, cast):
    address = f"{URL}{cast.anna.pk}/target/"
    client.force_login(cast.anna)
    assert client.post(address, {"count": 1}).status_code == 403
    client.force_login(cast.eve)
    assert client.post(address, {"count": 1}).status_code == 404
    client.force_login(cast.carol)
    assert address in client.get(URL).content.decode()
    for wrong in ("", "-1", "1000", "十"):
        client.post(address, {"count": wrong})
    assert not ProspectTarget.objects.exists()
    client.post(address, {"count": 10})
    target = ProspectTarget.objects.get()
    assert (target.user, target.count, target.set_by) == (cast.anna, 10, cast.carol)


def test_nobody_sets_the_target_of_those_above_him(client, cast):
    client.force_login(cast.sam)
    page = client.get(URL).content.decode()
    for above in (cast.carol, cast.max):
        address = f"{URL}{above.pk}/target/"
        assert address not in page
        assert client.post(address, {"count": 7}).status_code == 404
    assert f"{URL}{cast.ben.pk}/target/" in page
    assert not ProspectTarget.objects.exists()


def test_the_plan_costs_the_same_for_few_prospects_as_for_many(
    client, cast, count_queries
):
    client.force_login(cast.carol)
    at, pages = timezone.now(), (URL, f"{URL}{cast.anna.pk}/")
    costs = []
    for more in (2, 10):
        for _ in range(more):
            make_lead(cast.anna, at=at)
        costs.append([count_queries(lambda url=url: client.get(url)) for url in pages])
    assert costs[0] == costs[1]


@pytest.mark.parametrize("wrong", [{"from_month": date(2026, 11, 2)}, {"count": 1000}])
def test_the_database_refuses_a_target_that_cannot_be(cast, wrong):
    set_target(cast.anna, cast.carol)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProspectTarget.objects.update(**wrong)
