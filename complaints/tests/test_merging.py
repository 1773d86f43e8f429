"""Complaints merged into another, and parted again exactly as they were."""

import uuid
from datetime import timedelta

import pytest

from accounts.refused import Refused
from complaints.models import Complaint
from complaints.services import facts, lines, merging, offers
from complaints.services.lines import Merged, SentBefore, Stale
from complaints.tests.complaint_builders import do as step
from complaints.tests.complaint_builders import fresh, make_complaint
from complaints.tests.offer_builders import decide_offer, propose_offer, standing
from complaints.tests.part_builders import ask
from crm.testing.builders import make_customer
from crm.testing.cast import NOON

LATER = NOON + timedelta(hours=2)


@pytest.fixture
def pair(cast) -> tuple[Complaint, Complaint]:
    """Return two complaints of one customer of anna's."""
    customer = make_customer(cast.anna)
    return tuple(make_complaint(cast.anna, customer=customer) for _ in range(2))


def merge(complaint, into, actor, **told):
    now = fresh(complaint)
    told = {"standing": now.standing, "key": uuid.uuid4(), "at": LATER} | told
    return merging.merge(now, actor=actor, into=into, **told)


def part(complaint, actor, **told):
    now = fresh(complaint)
    told = {"standing": now.standing, "key": uuid.uuid4()} | told
    return merging.part(now, actor=actor, at=LATER + timedelta(hours=1), **told)


def clocks_of(complaint) -> list[tuple]:
    names = ("metric", "started_at", "due_at", "ended_at", "is_met", "warned_at",
             "step", "next_step_at")  # fmt: skip
    return list(complaint.clocks.order_by("pk").values_list(*names))


def stands(complaint) -> dict:
    names = ("state", "handler_id", "due_at", "waiting_since", "verify_on", "ending",
             "closed_at", "merged_into_id", "severity")  # fmt: skip
    return Complaint.objects.values(*names).get(pk=complaint.pk)


def test_the_one_closes_and_says_where_it_goes_on(cast, pair):
    first, second = pair
    merge(second, first, cast.max, text="同一件事")
    now = fresh(second)
    assert (now.state, now.ending, now.merged_into) == ("CLOSED", "MERGED", first)
    assert not now.clocks.running().exists()
    assert now.due_at is None
    line = first.lines.get(deed="MERGED")
    assert (line.text, line.told["from"]) == (second.words, second.code)
    assert fresh(first).state == "REGISTERED"


def test_an_undo_restores_state_handler_and_clocks_exactly(cast, pair):
    first, second = pair
    step("acknowledge", second, cast.anna)
    step("wait", second, cast.anna, text="等照片")
    before, ran = stands(second), clocks_of(second)
    merge(second, first, cast.max)
    part(second, cast.max)
    assert stands(second) == before
    assert clocks_of(second) == ran
    assert second.pauses.filter(ended_at=None).count() == 1
    deeds = second.lines.in_order().values_list("deed", flat=True)
    assert list(deeds)[-2:] == ["MERGED", "UNMERGED"]
    assert first.lines.filter(deed="UNMERGED").count() == 1


def test_it_can_be_merged_anew_and_parted_anew(cast, pair):
    first, second = pair
    for _round in range(2):
        merge(second, first, cast.max)
        part(second, cast.max)
    assert fresh(second).state == "REGISTERED"
    assert fresh(second).merged_into is None


def test_what_is_merged_takes_no_writing_and_says_where_to_go(cast, pair):
    first, second = pair
    merge(second, first, cast.max)
    before = fresh(second).line_count
    with pytest.raises(Merged, match=first.code) as refused:
        step("reopen", second, cast.anna, text="还响")
    assert refused.value.complaint == first
    assert fresh(second).line_count == before


def test_what_belongs_to_it_goes_on_in_the_other(cast, pair):
    first, second = pair
    third = make_complaint(cast.anna, customer=first.customer)
    merge(second, first, cast.max)
    merge(first, third, cast.max)
    assert merging.standing_one(fresh(second)) == third
    assert merging.standing_one(third) == third


def test_what_departments_owe_it_is_called_off(cast, pair):
    first, second = pair
    owed = ask(second, cast.anna)
    merge(second, first, cast.max)
    owed.refresh_from_db()
    assert owed.state == "CALLED_OFF"


def test_it_is_merged_neither_with_itself_nor_with_what_is_closed(cast, pair):
    first, second = pair
    with pytest.raises(Refused):
        merge(first, first, cast.max)
    step("withdraw", second, cast.anna, text="电话说不用了")
    for one, other in ((first, second), (second, first)):
        with pytest.raises(Refused):
            merge(one, other, cast.max)
    assert fresh(first).merged_into is None


def test_complaints_of_two_customers_are_no_one_complaint(cast, pair):
    stranger = make_complaint(cast.anna)
    with pytest.raises(Refused, match="different|不同"):
        merge(stranger, pair[0], cast.max)


def test_what_nobody_gave_his_name_to_may_turn_out_to_be_his(cast, pair):
    nameless = make_complaint(cast.anna, customer=None)
    merge(nameless, pair[0], cast.max)
    assert fresh(nameless).merged_into == pair[0]


def test_a_major_one_does_not_vanish_in_a_lesser_one(cast, pair):
    first, _second = pair
    major = make_complaint(cast.anna, customer=first.customer, severity=4)
    with pytest.raises(Refused):
        merge(major, first, cast.max)
    merge(first, major, cast.max)
    assert fresh(first).merged_into == major


def test_a_stale_or_repeated_merge_changes_nothing_more(cast, pair):
    first, second = pair
    seen, key = second.standing, uuid.uuid4()
    step("acknowledge", second, cast.anna)
    with pytest.raises(Stale):
        merge(second, first, cast.max, standing=seen)
    merge(second, first, cast.max, key=key)
    count = fresh(first).line_count
    with pytest.raises(SentBefore):
        merge(second, first, cast.max, key=key)
    assert fresh(first).line_count == count


def test_what_was_not_merged_is_not_parted(cast, pair):
    with pytest.raises(Refused):
        part(pair[0], cast.max)


def test_history_has_no_gap_through_merging_and_parting(cast, pair):
    first, second = pair
    merge(second, first, cast.max)
    part(second, cast.max)
    for complaint in pair:
        places = list(complaint.lines.in_order().values_list("place", flat=True))
        assert places == list(range(1, fresh(complaint).line_count + 1))
        last = complaint.lines.in_order().last()
        assert last.state == fresh(complaint).state
    assert lines.sent_before(None) is None


def test_what_others_decide_is_merged_and_is_theirs_again_after_an_undo(cast, pair):
    first, second = pair
    step("send_out", second, cast.anna, text="市场监管局受理")
    since = fresh(second).external_since
    merge(second, first, cast.max)
    assert fresh(second).external_since is None
    part(second, cast.max)
    assert fresh(second).external_since == since


@pytest.mark.parametrize("is_approved", [False, True])
def test_nothing_is_merged_while_money_of_it_is_on_its_way(cast, pair, is_approved):
    first, second = pair
    offer = propose_offer(second, cast.anna)
    if is_approved:
        decide_offer(offer, cast.max)
    with pytest.raises(Refused, match="compensation|补偿|赔偿"):
        merge(second, first, cast.max)
    now = standing(offer)
    offers.withdraw(now, actor=cast.anna, version=now.version, at=LATER)
    merge(second, first, cast.max)
    assert fresh(second).merged_into == first


def test_whom_it_is_about_gets_it_by_no_merge(cast, pair):
    first, second = pair
    about = {"facts": {"about_user": cast.carol}}
    step_of = fresh(second)
    facts.correct(step_of, actor=cast.anna, standing=step_of.standing, at=NOON, **about)
    with pytest.raises(Refused, match="colleague|同事"):
        merge(second, first, cast.max)
    now = fresh(first)
    facts.correct(now, actor=cast.anna, standing=now.standing, at=NOON, **about)
    merge(second, first, cast.max)
    assert fresh(second).merged_into == first
