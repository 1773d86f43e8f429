"""A customer's page: who may open it, what it answers, what it never shows."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.models import AuditEntry, User
from accounts.services import see_as
from crm import standing
from crm.testing.builders import make_contact, make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from crm.tests.test_timeline import make_invoice
from customers.services import reading
from visits.services import reviews

pytestmark = pytest.mark.django_db
SEE = {
    "anna": 200, "ben": 404, "carol": 200, "dora": 404, "eve": 404, "max": 200,
    "nina": 200, "dan": 200, "adam": 403, "stray": 404, "lia": 404, "cleo": 404,
    "clara": 404, "sam": 200, "vera": 200,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def opened(client, customer, user, address: str = "", **headers) -> str:
    client.force_login(user)
    page = client.get(f"/customers/{customer.pk}/{address}", headers=headers)
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize("address", ["", "timeline/"])
@pytest.mark.parametrize(("who", "code"), SEE.items())
def test_the_page_opens_for(client, cast, who, code, address):
    customer = make_customer(cast.anna)
    client.force_login(getattr(cast, who))
    assert client.get(f"/customers/{customer.pk}/{address}").status_code == code


@pytest.mark.parametrize("address", ["", "timeline/"])
def test_strangers_sign_in_first(client, cast, address):
    customer = make_customer(cast.anna)
    page = client.get(f"/customers/{customer.pk}/{address}")
    assert page.status_code == 302
    assert page.url.startswith(reverse("login"))


def test_a_customer_who_is_not_there_is_not_found(client, cast):
    client.force_login(cast.dan)
    assert client.get("/customers/99999999999999999999/").status_code == 404


def test_it_answers_who_what_worth_what_open_and_what_next(client, cast):
    customer = make_customer(cast.anna, name="王小明", tier="A", city="上海")
    make_contact(customer, name="胡春梅")
    make_visit(cast.anna, customer=customer, feedback={"NEED": "想换七座车"})
    make_plan(cast.anna, customer=customer, at=NOON)
    make_invoice(customer, "R1", NOON - timedelta(days=30), price=5000)
    make_invoice(customer, "R0", NOON - timedelta(days=500), price=70_000)
    page = opened(client, customer, cast.anna)
    for word in ("王小明", customer.code, "上海", "王安娜", "胡春梅", "想换七座车"):
        assert word in page
    assert "¥1万" in page or "10,000" in page
    assert f"/visits/{customer.visits.planned().get().pk}/log/" in page


def make_work(cast, maker, customer, words: str) -> list:
    """Return a visit of `maker` with words, grade and remark, and two plans of his."""
    told = {"note": f"{words}的记录", "feedback": {"COMPLAINT": f"{words}的话"}}
    visit = make_visit(maker, customer=customer, **told)
    said = {"grade": "POOR", "remark": f"{words}的批语"}
    reviews.review(visit, actor=cast.max, **said, at=NOON)
    return [visit, *(make_plan(maker, customer=customer) for _twice in range(2))]


@pytest.mark.parametrize("address", ["", "timeline/"])
def test_of_visits_the_page_shows_those_one_may_open_and_links_to_no_other(
    client, cast, address
):
    customer = make_customer(cast.anna)
    hers = make_work(cast, cast.anna, customer, "安娜")
    his = make_work(cast, cast.sam, customer, "萨姆")
    page = opened(client, customer, cast.sam, address)
    assert "安娜的" not in page
    assert not [visit for visit in hers if f'/visits/{visit.pk}/"' in page]
    shown = his if not address else his[:1]
    for visit in shown:
        assert f'/visits/{visit.pk}/"' in page
    for words in ("萨姆的记录", "萨姆的话", "萨姆的批语"):
        assert words in page


def test_what_is_no_record_is_known_to_all_who_see_the_customer(client, cast):
    at = NOON - timedelta(days=3)
    customer = make_customer(cast.anna)
    make_visit(cast.anna, customer=customer, at=at, next_step="NONE")
    plan = make_plan(cast.anna, customer=customer, at=NOON + timedelta(days=2))
    client.force_login(cast.sam)
    told = client.get(f"/customers/{customer.pk}/").context
    assert told["customer"].last_contact_at == at
    assert told["customer"].next_contact_on == plan.planned_at.date()
    assert told["has_plan"]
    assert not told["planned"]
    assert not told["sees_all"]


def test_a_plan_one_may_not_see_is_still_no_empty_calendar(client, cast):
    customer = make_plan(cast.anna).customer
    type(customer).objects.update(next_contact_on=None)
    customer.refresh_from_db()
    client.force_login(cast.sam)
    told = client.get(f"/customers/{customer.pk}/").context
    nothing = standing.remarks(
        customer, [], [], NOON, has_plan=False, tier="C", interval_days=180
    )
    assert len(told["remarks"]) == len(nothing) - 1


def test_no_full_number_stands_anywhere(client, cast):
    secrets = {
        "phone": "13812345678", "email": "ming.wang@example.com",
        "wechat": "wx_mingwang88", "id_number": "310104198611181234",
    }  # fmt: skip
    customer = make_customer(cast.anna, **secrets)
    make_contact(customer, phone="13987654321", email="hu.chunmei@example.com")
    for address in ("", "timeline/"):
        page = opened(client, customer, cast.anna, address)
        for secret in [*secrets.values(), "13987654321", "hu.chunmei"]:
            assert secret not in page
    assert "138****5678" in opened(client, customer, cast.anna)


@pytest.mark.parametrize(
    ("name", "seen"), [("wangxiaoming88", "w****8"), ("wx_88", "w****8")]
)
def test_a_wechat_name_is_masked_as_on_every_other_page(client, cast, name, seen):
    customer = make_customer(cast.anna, wechat=name)
    page = opened(client, customer, cast.anna)
    assert f"<dd>{seen}</dd>" in page


def test_buttons_are_those_of_what_one_may_do(client, cast):
    customer = make_customer(cast.anna)
    verbs = {
        "log": f"/customers/{customer.pk}/visits/new/",
        "edit": f"/customers/{customer.pk}/next-contact/",
        "assign": f"/customers/{customer.pk}/assign/",
    }
    expected = {
        "anna": {"log", "edit"}, "sam": set(), "dan": {"log", "assign"},
        "max": {"log", "edit", "assign"},
    }  # fmt: skip
    for who, offered in expected.items():
        page = opened(client, customer, getattr(cast, who))
        assert {verb for verb, url in verbs.items() if url in page} == offered


def test_a_fragment_is_the_entries_alone(client, cast):
    visit = make_visit(cast.anna, note="聊了续保")
    fragment = opened(client, visit.customer, cast.anna, "timeline/", HX_Request="true")
    assert "聊了续保" in fragment
    assert "<html" not in fragment


def test_while_looking_as_someone_else_content_is_veiled(client, cast):
    visit = make_visit(
        cast.anna, customer=make_customer(cast.anna, name="王小明"), note="聊了续保"
    )
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.anna.pk}/")
    for address in ("", "timeline/"):
        page = client.get(f"/customers/{visit.customer_id}/{address}").content.decode()
        assert "王小明" not in page
        assert "聊了续保" not in page
        assert "王**" in page


def test_a_look_at_anothers_customer_is_recorded_once_a_day(client, cast):
    customer = make_customer(cast.anna)
    seen = AuditEntry.objects.filter(action="customer.viewed", customer_id=customer.pk)
    opened(client, customer, cast.anna)
    assert not seen.exists()
    opened(client, customer, cast.max)
    opened(client, customer, cast.max)
    assert seen.get().actor == cast.max
    assert reading.record_view(customer, actor=cast.max, at=NOON + timedelta(days=1))
    assert seen.count() == 2


def test_looking_as_the_owner_is_no_look_of_the_owner(cast):
    customer = make_customer(cast.anna)
    anna = User.objects.get(pk=cast.anna.pk)
    see_as.start(anna, actor=cast.adam, at=NOON)
    anna.seen_by = cast.adam
    assert reading.record_view(customer, actor=anna, at=NOON)
    entry = AuditEntry.objects.get(action="customer.viewed")
    assert (entry.actor, entry.seen_as) == (cast.adam, anna)


@pytest.mark.parametrize("who", ["anna", "carol", "sam"])
def test_the_page_costs_the_same_for_two_of_everything_and_for_twelve(
    client, cast, count_queries, who
):
    costs = []
    for size in (2, 12):
        customer = make_customer(cast.anna)
        for number in range(size):
            make_visit(cast.anna, customer=customer, feedback={"NEED": "要"})
            make_plan(cast.anna, customer=customer)
            make_contact(customer)
            make_invoice(customer, f"R{customer.pk}-{number}", NOON)
        client.force_login(getattr(cast, who))
        costs.append(count_queries(lambda: client.get(customer.get_absolute_url())))  # noqa: B023 (called at once)
    assert costs[0] == costs[1] <= 28


def remarks(customer, planned=(), said=()) -> list[str]:
    customer.refresh_from_db()
    known = {"has_plan": bool(planned), "tier": "A", "interval_days": 30}
    found = standing.remarks(customer, list(planned), list(said), NOON, **known)
    return [remark.text for remark in found]


def test_a_customer_with_nothing_planned_stands_out(cast):
    customer = make_customer(cast.anna)
    assert len(remarks(customer)) == 2
    plan = make_plan(cast.anna, customer=customer)
    assert len(remarks(customer, planned=[plan])) == 1


def test_a_plan_of_yesterday_and_a_complaint_are_grave(cast):
    visit = make_visit(cast.anna, outcome="PROBLEM", feedback={"COMPLAINT": "还响"})
    plan = make_plan(cast.anna, customer=visit.customer, at=NOON - timedelta(days=2))
    said = list(visit.feedback.all())
    found = standing.remarks(
        visit.customer, [plan], said, NOON, has_plan=True, tier="C", interval_days=180
    )
    assert [remark.is_grave for remark in found] == [True, True]


def test_silence_longer_than_the_tier_allows_stands_out(cast):
    customer = make_customer(cast.anna, tier="A", next_contact_on=NOON.date())
    make_visit(
        cast.anna, customer=customer, at=NOON - timedelta(days=31), next_step="NONE"
    )
    assert any("31" in remark for remark in remarks(customer))
