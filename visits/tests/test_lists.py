"""The lists of visits and the week: narrowed, remembered, paged, flat in cost."""

import re
import uuid
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Reach
from accounts.models import Grant
from accounts.permissions.actions import Can
from crm.testing.builders import make_customer, make_plan, make_visit
from customers import pictures
from customers.models import Customer
from visits.models import Visit
from visits.services import amendments
from visits.tests.forms import KEY, photo

ABC = {"甲", "乙", "丙"}


def test_planning_at_the_same_hour_warns_once_and_then_obeys(client, cast, rows):
    client.force_login(cast.anna)
    moment = timezone.localtime(Visit.objects.get(pk=rows["plan"]).planned_at)
    said = {
        "customer": rows["customer_pk"], "day": moment.strftime("%Y-%m-%d"),
        "time": moment.strftime("%H:%M"), "purpose": "CARE", "channel": "VISIT",
        "submission_key": KEY,
    }  # fmt: skip
    warned = client.post(reverse("visits:plan"), said)
    assert len(warned.context["close"]) == 1
    assert Visit.objects.planned().count() == 1

    client.post(reverse("visits:plan"), said | {"anyway": "on"})
    assert Visit.objects.planned().count() == 2


@pytest.mark.parametrize("door", ["", "?customer={pk}", "?customer={pk}&back=customer"])
def test_planning_leads_back_to_where_one_came_from(client, cast, rows, door):
    client.force_login(cast.anna)
    pk, day = rows["customer_pk"], timezone.localdate() + timedelta(days=9)
    url = reverse("visits:plan") + door.format(pk=pk)
    page = client.get(url).content.decode()
    is_first = page.index('id="plan-head"') < page.index('id="week"')
    assert is_first == bool(door)
    said = {"customer": pk, "day": day.isoformat(), "time": "10:00"}
    said |= {"purpose": "CARE", "channel": "VISIT", "submission_key": KEY}
    led = client.post(url, said).url
    assert led == (f"/customers/{pk}/" if "back" in door else reverse("visits:plan"))


def test_a_visit_planned_for_another_is_told_in_full(client, cast):
    client.force_login(cast.carol)
    mine, day = make_customer(cast.carol, name="远帆"), timezone.localdate()
    said = {"customer": mine.pk, "day": (day + timedelta(days=9)).isoformat()}
    said |= {"time": "10:00", "purpose": "CARE", "channel": "VISIT"}
    said |= {"submission_key": KEY, "owner": cast.ben.pk}
    page = client.post(reverse("visits:plan"), said, follow=True).content.decode()
    assert re.search("陈本.{1,9}远帆.{1,20}10:00", page)


def test_nobody_plans_for_whom_he_may_not_watch_whatever_he_was_granted(client, cast):
    """So a warning of the same hour never names a customer out of reach."""
    Grant.objects.filter(role__code="supervisor", action=Can.ASSIGN_VISITS).update(
        reach=Reach.ALL
    )
    moment = timezone.localtime() + timedelta(days=1)
    for owner, name in ((cast.dora, "西城的客户"), (cast.ben, "一组的客户")):
        customer = make_customer(owner, name=name)
        make_plan(owner, customer=customer, planned_at=moment)
    mine = make_customer(cast.carol)
    client.force_login(cast.carol)
    said = {
        "customer": mine.pk, "day": moment.strftime("%Y-%m-%d"),
        "time": moment.strftime("%H:%M"), "purpose": "CARE", "channel": "VISIT",
        "submission_key": KEY,
    }  # fmt: skip
    page = client.post(reverse("visits:plan"), said | {"owner": cast.dora.pk})
    assert "owner" in page.context["form"].errors
    assert "西城的客户" not in page.content.decode()
    page = client.post(reverse("visits:plan"), said | {"owner": cast.ben.pk})
    assert [each.planned_at for each in page.context["close"]] == [moment]
    assert "一组的客户" in page.content.decode()
    assert not Visit.objects.filter(customer=mine).exists()


def test_only_customers_one_may_visit_are_due(client, cast):
    due = make_customer(
        cast.anna, name="会员客户", next_contact_on=timezone.localdate()
    )
    Customer.objects.filter(pk=due.pk).update(owner=cast.cleo)
    client.force_login(cast.cleo)
    assert not client.get(reverse("visits:plan")).context["due"]


def test_a_week_without_plans_names_who_is_due(client, cast):
    today = timezone.localdate()
    make_customer(cast.anna, name="到期客户", next_contact_on=today)
    make_customer(cast.ben, name="别人的", next_contact_on=today)
    client.force_login(cast.anna)
    text = client.get(reverse("visits:plan")).content.decode()
    assert "到期客户" in text
    assert "别人的" not in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("whose=all", ABC),
        ("whose=mine", set()),
        ("whose=team", ABC),
        ("state=PLANNED", {"丙"}),
        ("outcome=PROBLEM", {"乙"}),
        ("exceptional=True", {"乙"}),
        ("review=waiting", {"甲", "乙"}),
        ("review=done", set()),
        ("feedback=True", {"甲"}),
        ("since=2099-01-01", set()),
        ("until=2001-01-01", set()),
        ("outcome=NO&since=31.31.31&owner=x&customer=99999999999999999999", ABC),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(client, cast, query, names):
    at = timezone.now()
    told = {"甲": {"feedback": {"NEED": "油"}}, "乙": {"outcome": "PROBLEM"}}
    for name, more in told.items():
        customer = make_customer(cast.anna, name=name, at=at)
        make_visit(cast.anna, customer=customer, at=at, **more)
    make_plan(cast.anna, customer=make_customer(cast.anna, name="丙", at=at), at=at)
    client.force_login(cast.carol)
    page = client.get(f"/visits/?{query}").context["page"]
    assert {visit.customer.name for visit in page.rows} == names


@pytest.mark.parametrize("customer", ["1", "x", "-1", "9" * 30, "\x00", "five"])
def test_a_customer_in_the_address_narrows_and_costs_nothing(
    client, cast, count_queries, customer
):
    for name in "甲乙丙丁":
        make_visit(cast.anna, customer=make_customer(cast.anna, name=name))
    client.force_login(cast.dan)
    said = f"whose=all&customer={quote(customer)}"
    costs = []
    for query in ("whose=all", said):
        client.get(f"/visits/?{query}")
        costs.append(count_queries(lambda q=query: client.get(f"/visits/?{q}")))
    assert costs[0] == costs[1]
    assert len(client.get("/visits/", follow=True).context["page"].rows) == 4


def test_a_maker_in_the_address_is_looked_up_and_said_by_name(
    client, cast, count_queries
):
    make_visit(cast.anna)
    client.force_login(cast.carol)
    plain = "/visits/?whose=all"
    narrowed = f"{plain}&owner={cast.anna.pk}"
    said = [words for words, _url in client.get(narrowed).context["filters"]]
    assert "王安娜" in said[0]
    costs = [count_queries(lambda u=url: client.get(u)) for url in (plain, narrowed)]
    assert costs[1] == costs[0] + 1


def test_the_list_opens_as_it_was_left(client, cast):
    client.force_login(cast.anna)
    assert client.get("/visits/").url == "/visits/?state=LOGGED&whose=mine"
    client.get("/visits/?outcome=PROBLEM&whose=mine")
    assert client.get("/visits/").url == "/visits/?outcome=PROBLEM&whose=mine"


@pytest.mark.parametrize(
    ("query", "is_offered"), [("whose=all", False), ("outcome=PROBLEM", True)]
)
def test_an_empty_list_offers_to_clear_only_what_is_set(
    client, cast, query, is_offered
):
    client.force_login(cast.cleo)
    text = client.get(f"/visits/?{query}").content.decode()
    empty = text[text.index('class="empty"') :]
    empty = empty[: empty.index("</div>")]
    assert ('class="btn btn-secondary"' in empty) == is_offered


def test_a_long_list_is_paged_both_ways(client, cast):
    at = timezone.now()
    customer = make_customer(cast.anna, at=at)
    for minutes in range(27):
        make_visit(cast.anna, customer=customer, at=at - timedelta(minutes=minutes))
    client.force_login(cast.anna)
    first = client.get("/visits/?whose=mine").context
    second = client.get(f"/visits/{first['older_url']}").context
    assert [len(c["page"].rows) for c in (first, second)] == [25, 2]
    assert second["newer_url"]
    assert not second["older_url"]


def flat(client, count_queries, more, url) -> list[int]:
    costs = []
    for count in (2, 10):
        for _ in range(count):
            more()
        client.get(url)
        costs.append(count_queries(lambda: client.get(url)))
    return costs


@pytest.mark.parametrize(
    "url", ["/visits/?whose=all", "/visits/?whose=team&feedback=True", "/visits/plan/"]
)
def test_a_list_costs_the_same_for_two_rows_as_for_twelve(
    client, cast, count_queries, url
):
    at = timezone.now()

    def more():
        make_visit(cast.anna, at=at, feedback={"NEED": "油"})
        make_plan(cast.carol, customer=make_customer(cast.carol, at=at), at=at)

    client.force_login(cast.carol)
    costs = flat(client, count_queries, more, url)
    assert costs[0] == costs[1]


def test_a_visit_with_much_on_it_costs_what_a_bare_one_costs(
    client, cast, count_queries
):
    at = timezone.now()
    picture = pictures.plain_jpeg(photo())
    bare = make_visit(cast.anna, at=at, feedback={"NEED": "a"}, pictures=(picture,))
    full = make_visit(
        cast.anna, at=at, pictures=(picture,) * 5,
        feedback={"NEED": "a", "INTENT": "b", "PRAISE": "c"},
    )  # fmt: skip
    for visit, times in ((bare, 1), (full, 5)):
        for _ in range(times):
            key = uuid.uuid4()
            amendments.add(visit, actor=cast.ben, text="x", submission_key=key, at=at)
    client.force_login(cast.anna)
    costs = [
        count_queries(lambda url=url: client.get(url))
        for url in (bare.get_absolute_url(), full.get_absolute_url())
    ]
    assert costs[0] == costs[1]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_nobody_can_mean_is_told_of(client, cast, rows, day):
    client.force_login(cast.anna)
    asked = {"submission_key": KEY, "customer": rows["customer_pk"], "day": day}
    asked |= {"time": "23:59", "purpose": "CARE", "channel": "VISIT"}
    page = client.post("/visits/plan/", asked)
    assert "1900" in page.context["form"].errors["day"][0]
    for field in ("since", "until"):
        assert client.get(f"/visits/?state=LOGGED&{field}={day}").status_code == 200


@pytest.mark.parametrize("pk", ["9" * 5000, "²", "-1", "x"])
def test_no_number_of_a_customer_breaks_the_plan(client, cast, pk):
    client.force_login(cast.anna)
    assert client.get("/visits/plan/", {"customer": pk}).status_code == 200
    assert client.post("/visits/plan/", {"customer": pk}).status_code < 500
    for told in ({"customer": pk}, {"customer": pk, "again": pk, "gone": pk}):
        assert client.post("/visits/new/", told).status_code < 500
        assert client.get("/visits/new/", told).status_code == 200
