"""Whose customers each of the cast reaches: own, team and below, branch, all, none."""

import pytest

from accounts.models import User
from accounts.permissions.actions import Can
from crm.testing.builders import make_customer, place_team
from crm.testing.cast import make_user
from customers.models import Customer


@pytest.fixture
def customers(cast):
    """One customer of each who owns some, by the owner's user name."""
    return {who: make_customer(getattr(cast, who)) for who in ("anna", "ben", "dora")}


def reached(user, can=Can.SEE_CUSTOMERS):
    """Return the owners whose customers `user` reaches, as the next request would."""
    fresh = User.objects.get(pk=user.pk)
    return {one.owner.username for one in Customer.objects.for_user(fresh, can)}


@pytest.mark.parametrize(
    ("who", "sees", "edits"),
    [
        ("anna", {"anna"}, {"anna"}),
        ("carol", {"anna", "ben"}, {"anna", "ben"}),
        ("eve", {"dora"}, {"dora"}),
        ("max", {"anna", "ben"}, {"anna", "ben"}),
        ("nina", {"anna", "ben"}, {"anna", "ben"}),
        ("dan", {"anna", "ben", "dora"}, set()),
        ("sam", {"anna", "ben"}, set()),
        ("stray", set(), set()),
        ("lia", set(), set()),
        ("cleo", set(), set()),
        ("adam", set(), set()),
    ],
)
def test_each_reaches_whom_his_role_and_place_reach(cast, customers, who, sees, edits):
    assert reached(getattr(cast, who)) == sees
    assert reached(getattr(cast, who), Can.EDIT_CUSTOMERS) == edits


def test_a_lead_reaches_the_teams_below_his(cast, customers):
    place_team(cast.other_team, actor=cast.adam, parent=cast.team)
    assert reached(cast.carol) == {"anna", "ben", "dora"}
    assert reached(cast.eve) == {"dora"}


def test_who_leads_nobody_reaches_no_customer_of_the_teamless(cast, customers):
    make_customer(make_user("teamless", "account", branch=cast.east))
    assert reached(cast.stray) == set()


def test_a_manager_without_a_branch_reaches_no_other_customer(cast, customers):
    assert reached(make_user("lost", "manager")) == set()


def test_a_second_role_widens_and_never_narrows(cast, customers):
    cast.anna.roles.add(*cast.max.roles.all())
    assert reached(cast.anna) == {"anna", "ben"}
