"""The list of customers: narrowed, sorted, remembered, whole page by page."""

import datetime
from urllib.parse import quote

import pytest

from accounts.models import ListState
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.filters import ORDERS
from customers.models import Customer

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
GARBAGE = [
    "%00", "%ED%A0%80", "9" * 40, "-1", "0", "1e999", "NaN", "'\";--", "%F0%9F%98%80",
    "../../etc", "[]", "null", "x" * 3000, "%E2%80%AE", "9223372036854775808",
]  # fmt: skip
PARAMETERS = [
    "q", "whose", "tier", "kind", "partner_kind", "owner", "branch", "city", "source",
    "next", "untouched", "sort", "cursor", "view", "nonsense",
]  # fmt: skip


def names(page) -> list[str]:
    return [row.name for row in page.context["page"].rows]


def listed(client, query="") -> list[str]:
    return sorted(names(client.get(f"/customers/?{query or 'whose=all'}")))


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_nothing_in_the_address_breaks_the_list(client, cast, parameter):
    make_customer(cast.anna)
    client.force_login(cast.dan)
    for garbage in GARBAGE:
        page = client.get(f"/customers/?{parameter}={garbage}")
        assert page.status_code == 200, garbage
    page = client.get(f"/customers/?{parameter}=a&{parameter}=b&{parameter}[]=c")
    assert page.status_code == 200


@pytest.mark.parametrize("page", ["purchases/", "history/"])
def test_no_cursor_breaks_a_page(client, cast, page):
    customer = make_customer(cast.anna)
    client.force_login(cast.anna)
    for garbage in GARBAGE:
        address = f"/customers/{customer.pk}/{page}?cursor={garbage}"
        assert client.get(address).status_code == 200, garbage


@pytest.mark.parametrize("parameter", ["phone", "name", "city"])
def test_nothing_typed_breaks_the_duplicate_warning(client, cast, parameter):
    client.force_login(cast.anna)
    for garbage in GARBAGE:
        page = client.get(f"/customers/duplicates/?{parameter}={garbage}")
        assert page.status_code == 200, garbage


@pytest.mark.parametrize("sort", ORDERS)
def test_every_customer_stands_on_exactly_one_page(client, cast, sort):
    for number in range(60):
        make_customer(
            cast.anna,
            name=f"客户{number % 4}",
            last_contact_at=NOON - DAY * (number % 3) if number % 5 else None,
            next_contact_on=NOON.date() + DAY * (number % 3) if number % 2 else None,
            purchase_total=number % 7 * 10,
        )
    client.force_login(cast.anna)
    there, back, query = [], [], f"?sort={sort}"
    while query:
        page = client.get(f"/customers/{query}")
        there.append([row.pk for row in page.context["page"].rows])
        query, last = page.context["older_url"], page
    query = last.context["newer_url"]
    while query:
        page = client.get(f"/customers/{query}")
        back.append([row.pk for row in page.context["page"].rows])
        query = page.context["newer_url"]
    everyone = sorted(Customer.objects.values_list("pk", flat=True))
    assert sorted(sum(there, [])) == everyone
    assert back == there[-2::-1]


def test_names_sort_as_they_are_spoken(client, cast):
    for name in ("张三", "安迪", "Bob", "曾国"):
        make_customer(cast.anna, name=name)
    client.force_login(cast.anna)
    page = client.get("/customers/?sort=name")
    assert names(page) == ["安迪", "Bob", "曾国", "张三"]
    assert names(client.get("/customers/?sort=-name")) == names(page)[::-1]


def test_who_was_never_met_comes_first_and_who_has_no_plan_last(client, cast):
    today = NOON.date()
    make_customer(cast.anna, name="met", last_contact_at=NOON, next_contact_on=today)
    make_customer(cast.anna, name="never")
    client.force_login(cast.anna)
    assert names(client.get("/customers/?sort=last")) == ["never", "met"]
    assert names(client.get("/customers/?sort=next")) == ["met", "never"]


def test_filters_narrow_the_list(client, cast):
    make_customer(cast.anna, name="甲", tier="S", city="上海市", source="EVENT")
    make_customer(cast.ben, name="乙", tier="A", kind="ORGANISATION")
    make_customer(cast.sam, name="丙", tier="B", partner_kind="DEALER")
    client.force_login(cast.max)
    assert listed(client) == ["丙", "乙", "甲"]
    for query, expected in {
        "tier=S&tier=A": ["乙", "甲"],
        "kind=ORGANISATION": ["乙"],
        f"city={quote('上海')}": ["甲"],
        "source=EVENT": ["甲"],
        "partner_kind=DEALER": ["丙"],
        f"owner={cast.ben.pk}": ["乙"],
        f"owner={cast.ben.pk}&tier=S": [],
        "whose=mine": [],
    }.items():
        assert listed(client, query) == expected, query


def test_next_and_last_contact_narrow_by_the_day(client, cast):
    now = datetime.datetime.now(datetime.UTC)
    today = now.astimezone(NOON.tzinfo).date()
    for name, days in (("yesterday", -1), ("today", 0), ("soon", 3), ("later", 30)):
        make_customer(cast.anna, name=name, next_contact_on=today + DAY * days)
    make_customer(cast.anna, name="never", last_contact_at=now - DAY * 50)
    Customer.objects.exclude(name="never").update(last_contact_at=now)
    client.force_login(cast.anna)
    for query, expected in {
        "next=overdue": ["yesterday"],
        "next=today": ["today"],
        "next=due": ["today", "yesterday"],
        "next=week": ["soon", "today"],
        "next=none": ["never"],
        "untouched=45": ["never"],
        "untouched=60": [],
    }.items():
        assert listed(client, query) == expected, query


def test_the_team_tab_shows_the_teams_customers(client, cast):
    for owner in (cast.anna, cast.ben, cast.dora, cast.max):
        make_customer(owner, name=owner.username)
    client.force_login(cast.carol)
    assert listed(client, "whose=team") == ["anna", "ben"]


def test_colleagues_one_does_not_see_cannot_be_chosen(client, cast):
    make_customer(cast.dora)
    client.force_login(cast.max)
    page = client.get(f"/customers/?owner={cast.dora.pk}")
    assert cast.dora not in page.context["filter"].form.fields["owner"].queryset
    assert names(page) == []


def test_the_list_one_left_comes_back_until_it_is_cleared(client, cast):
    client.force_login(cast.anna)
    assert client.get("/customers/").status_code == 200
    client.get("/customers/?tier=S&cursor=abc&q=")
    assert client.get("/customers/")["Location"] == "/customers/?tier=S"
    client.get("/customers/?whose=all")
    assert client.get("/customers/")["Location"] == "/customers/?whose=all"


def test_looking_as_someone_else_leaves_his_list_as_it_was(client, cast):
    client.force_login(cast.adam)
    session = client.session
    session["see_as"] = cast.anna.pk
    session.save()
    client.get("/customers/?tier=S")
    assert not ListState.objects.exists()


def test_filters_in_force_read_as_a_sentence_and_can_be_taken_away(client, cast):
    cast.anna.language = "en"
    cast.anna.save()
    client.force_login(cast.anna)
    page = client.get("/customers/?tier=S&tier=A&untouched=45&sort=last")
    assert page.context["filters"] == [
        ("Tier is S or A", "?untouched=45&sort=last"),
        ("No contact for 45 days", "?tier=S&tier=A&sort=last"),
    ]


def test_the_list_says_how_many_of_how_many(client, cast):
    for _number in range(26):
        make_customer(cast.anna)
    cast.anna.language = "en"
    cast.anna.save()
    client.force_login(cast.anna)
    assert client.get("/customers/?whose=all").context["text"] == "25 of 26"


def test_the_list_costs_the_same_for_two_rows_as_for_twelve(
    client, cast, count_queries
):
    client.force_login(cast.max)
    client.get("/customers/?whose=all")
    costs = []
    for more in (2, 10):
        for _number in range(more):
            make_customer(cast.anna)
        costs.append(count_queries(lambda: client.get("/customers/?whose=all")))
    assert costs[0] == costs[1]


def test_the_head_of_the_column_says_how_it_is_sorted(client, cast):
    make_customer(cast.anna)
    client.force_login(cast.anna)
    html = client.get("/customers/?sort=-last").content.decode()
    assert html.count('aria-sort="descending"') == 1
    assert html.count("aria-sort=") == 1


def test_an_empty_list_says_whose_customers_are_to_come(client, cast):
    said = {}
    for who in ("anna", "cleo", "lia"):
        client.force_login(getattr(cast, who))
        page = client.get("/customers/?whose=all")
        said[who] = page.context["whose_come"]
        assert said[who] in page.content.decode()
    assert len(set(said.values())) == 3


@pytest.mark.parametrize(
    "asked",
    [("rfm", "53"), ("falling", "true"), ("odd", "born"), ("imported", "7"),
     ("segment", "7"), ("whose", "mine")],
)  # fmt: skip
def test_what_a_figure_led_to_still_holds_when_one_looks_for_a_name(
    client, cast, asked
):
    client.force_login(cast.max)
    name, value = asked
    page = client.get(f"/customers/?{name}={value}").content.decode()
    assert f'<input type="hidden" name="{name}" value="{value}"' in page
