"""Two merge at once, truly: each in a connection of its own."""

import uuid

import pytest

from crm.services import merging
from crm.testing.races import at_once, refused
from crm.tests.doubles_builders import LATER, make_twins, merge
from customers.models import Customer, Merge

TRIES = 3


@pytest.mark.parametrize("attempt", range(TRIES))
def test_a_double_click_merges_once(committed_cast, attempt):
    winner, loser = make_twins(committed_cast.anna)
    key = uuid.uuid4()

    def click():
        return merge(winner, loser, committed_cast.max, submission_key=key)

    first, second = at_once(click, click)
    assert first == second
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("attempt", range(TRIES))
def test_two_who_merge_the_same_two_each_way_leave_one(committed_cast, attempt):
    one, other = make_twins(committed_cast.anna)
    results = at_once(
        lambda: merge(one, other, committed_cast.max),
        lambda: merge(other, one, committed_cast.nina),
    )
    assert refused(results) == 1
    assert Customer.objects.count() == 1


@pytest.mark.parametrize("attempt", range(TRIES))
def test_undone_twice_at_once_it_is_undone_once(committed_cast, attempt):
    made = merge(*make_twins(committed_cast.anna), committed_cast.max)

    def tab():
        return merging.undo(made, actor=committed_cast.max, at=LATER)

    assert refused(at_once(tab, tab)) == 1
    assert Customer.objects.count() == 2
