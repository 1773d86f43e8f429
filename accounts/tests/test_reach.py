"""Cells of the role table compared, and each action cut to what it presupposes."""

import pytest

from accounts.models import Grant, User
from accounts.permissions.actions import PRESUPPOSES, Can
from accounts.permissions.shipped import GRANTS, ROLES
from accounts.reach import covers, narrowed, narrower
from crm.testing.builders import make_customer, make_plan, make_visit


def cells(words):
    return frozenset(words.split())


@pytest.mark.parametrize(
    ("wide", "narrow", "said"),
    [
        ("ALL", "BRANCH MEMBERS ROUTED", True),
        ("BRANCH", "OWN", True),
        ("OWN", "TEAM", False),
        ("BRANCH", "MEMBERS", False),
        ("OWN MEMBERS", "MEMBERS", True),
        ("", "OWN", False),
        ("", "", True),
    ],
)
def test_one_reach_covers_another(wide, narrow, said):
    assert covers(cells(wide), cells(narrow)) is said


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("ALL", "BRANCH", "BRANCH"),
        ("OWN MEMBERS", "BRANCH MEMBERS", "OWN MEMBERS"),
        ("ALL", "MEMBERS", "MEMBERS"),
        ("BRANCH", "MEMBERS", ""),
        ("OWN", "", ""),
    ],
)
def test_two_reaches_allow_what_both_do(one, other, both):
    assert narrower(cells(one), cells(other)) == cells(both)
    assert narrower(cells(other), cells(one)) == cells(both)


def test_what_is_presupposed_stands_before_it_in_the_list():
    order = list(Can)
    assert all(
        order.index(need) < order.index(can) for can, need in PRESUPPOSES.items()
    )


@pytest.mark.parametrize("number", range(len(ROLES)), ids=list(ROLES))
def test_the_shipped_table_grants_nothing_beyond_seeing(number):
    held = {can: {row[number]} - {"NONE"} for can, row in GRANTS.items()}
    held = {can: each for can, each in held.items() if each}
    assert narrowed(held) == held


@pytest.fixture
def blind(cast):
    """Anna and what is hers, after the customers were taken from her role."""
    customer = make_customer(cast.anna)
    plan, visit = (
        make_plan(cast.anna, customer=customer),
        make_visit(cast.anna, customer=customer),
    )
    Grant.objects.filter(role__code="account", action="SEE_CUSTOMERS").delete()
    return cast.anna, customer, plan, visit


def test_without_seeing_customers_nothing_about_them_opens(client, blind):
    anna, customer, plan, visit = blind
    client.force_login(anna)
    his = f"/customers/{customer.pk}/"
    pages = [his, f"{his}profile/identity/", f"{his}contacts/new/", f"{his}history/",
             f"{his}visits/new/", "/customers/new/", "/visits/", "/visits/new/",
             "/visits/plan/", f"/visits/{plan.pk}/log/", f"/visits/{visit.pk}/edit/",
             f"/visits/{visit.pk}/"]  # fmt: skip
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(
        pages, 403
    )
    assert client.post(f"{his}reveal/", {"field": "phone"}).status_code == 403


def test_without_seeing_visits_none_is_logged_or_reviewed(client, blind):
    anna = User.objects.get(pk=blind[0].pk)
    role = anna.roles.get()
    role.grants.create(action="SEE_CUSTOMERS", reach="OWN")
    Grant.objects.filter(role=role, action="SEE_VISITS").delete()
    client.force_login(anna)
    assert client.get(f"/customers/{blind[1].pk}/").status_code == 200
    assert client.get(f"/visits/{blind[2].pk}/log/").status_code == 403


def test_an_action_reaches_no_customer_that_is_not_seen(client, cast):
    hers = make_customer(cast.ben)
    Grant.objects.filter(role__code="manager", action="SEE_CUSTOMERS").update(
        reach="OWN"
    )
    client.force_login(cast.max)
    assert client.get(f"/customers/{hers.pk}/profile/place/").status_code == 404
