"""Nobody ends what he worked on himself: a major one, or one that he renames."""

import pytest

from accounts.models import User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from complaints.services import assigning, grading
from complaints.tests.complaint_builders import (
    do,
    found,
    fresh,
    make_complaint,
    resolve,
)
from crm.testing.cast import NOON

MAJOR = {"severity": 4}
SATISFIED = {"reaction": "SATISFIED"}
TOLD = {"channel": "PHONE", "reaction": "ACCEPTED"}


def act(verb, complaint, actor, **told):
    now = fresh(complaint)
    return verb(now, actor=actor, standing=now.standing, at=NOON, **told)


def given(complaint, actor, handler):
    act(assigning.assign, complaint, actor, handler=handler)


def found_by(complaint, actor):
    """Bring it to a solution, which `actor` proposes."""
    for step in ("acknowledge", "assess", "investigate"):
        do(step, complaint, actor)
    do("propose", complaint, actor, **found())


def test_who_proposed_and_gave_it_away_does_not_verify_it(cast):
    complaint = make_complaint(cast.max, **MAJOR)
    found_by(complaint, cast.max)
    given(complaint, cast.max, cast.anna)
    do("tell", complaint, cast.anna, **TOLD)
    with pytest.raises(Refused, match="somebody else"):
        do("verify", complaint, cast.max, **SATISFIED)
    do("verify", complaint, cast.dan, **SATISFIED)
    assert fresh(complaint).verifier == cast.dan


def test_who_once_handled_it_and_did_nothing_does_not_verify_it(cast):
    complaint = make_complaint(cast.max, **MAJOR)
    given(complaint, cast.max, cast.anna)
    resolve(complaint, cast.anna)
    for step, told in (("verify", SATISFIED), ("miss", {}),
                       ("withdraw", {"text": "不要了"})):  # fmt: skip
        with pytest.raises(Refused, match="somebody else"):
            do(step, complaint, cast.max, **told)
    assert fresh(complaint).state == "TOLD"


def test_who_told_the_result_before_it_was_told_anew_does_not_verify_it(cast):
    complaint = make_complaint(cast.anna, **MAJOR)
    do("resolve", complaint, cast.max, found=found(), **TOLD)
    do("reopen", complaint, cast.dan, text="还响")
    resolve(complaint, cast.anna)
    with pytest.raises(Refused, match="somebody else"):
        do("verify", complaint, cast.max, **SATISFIED)


def test_its_handler_does_not_make_a_major_one_less(cast):
    complaint = resolve(make_complaint(cast.max, **MAJOR), cast.max)
    less = {"severity": 2, "text": "没那么严重"}
    with pytest.raises(Refused) as refusal:
        act(grading.regrade, complaint, cast.max, **less)
    assert refusal.value.field == "severity"
    assert fresh(complaint).is_major
    act(grading.regrade, complaint, cast.dan, **less)
    assert not fresh(complaint).is_major


def test_what_was_ever_major_is_not_ended_by_whoever_worked_on_it(cast):
    complaint = resolve(make_complaint(cast.anna, **MAJOR), cast.anna)
    act(grading.regrade, complaint, cast.dan, severity=2, text="没那么严重")
    with pytest.raises(Refused, match="somebody else"):
        do("verify", complaint, cast.anna, **SATISFIED)
    # It is none any more: who leads majors is not needed.
    do("verify", complaint, cast.carol, **SATISFIED)
    assert fresh(complaint).state == "CLOSED"


def test_a_major_one_is_not_renamed_by_its_handler(cast):
    complaint = make_complaint(cast.max, **MAJOR)
    told = {"kind": "ENQUIRY", "text": "只是询问"}
    with pytest.raises(Refused) as refusal:
        act(grading.change_kind, complaint, cast.max, **told)
    assert refusal.value.field == "kind"
    act(grading.change_kind, complaint, cast.dan, **told)


@pytest.mark.parametrize("kind", ["COMPLAINT", "GRUMBLE"])
def test_a_complaint_is_not_ended_by_renaming_it(cast, kind):
    """Neither by who handles it, nor by who leads him and handled it before."""
    complaint = make_complaint(cast.anna, kind=kind)
    told = {"kind": "ENQUIRY", "text": "只是询问"}
    with pytest.raises(Refused) as refusal:
        act(grading.change_kind, complaint, cast.anna, **told)
    assert refusal.value.field == "kind"
    given(complaint, cast.carol, cast.carol)
    given(complaint, cast.carol, cast.anna)
    with pytest.raises(Refused):
        act(grading.change_kind, complaint, cast.carol, **told)
    assert fresh(complaint).kind == kind
    act(grading.change_kind, complaint, cast.max, **told)
    assert fresh(complaint).kind == "ENQUIRY"


def test_what_it_is_named_among_its_like_stays_with_its_handler(cast):
    complaint = make_complaint(cast.anna)
    act(grading.change_kind, complaint, cast.anna, kind="GRUMBLE", text="不要说法")
    assert fresh(complaint).kind == "GRUMBLE"


def test_where_nobody_else_is_left_who_only_had_it_for_a_while_ends_it(cast):
    complaint = make_complaint(cast.max, **MAJOR)
    given(complaint, cast.max, cast.anna)
    resolve(complaint, cast.anna)
    leading = User.objects.able_to(Can.LEAD_MAJORS)
    leading.exclude(pk=cast.max.pk).update(is_active=False, deactivated_at=NOON)
    do("verify", complaint, cast.max, **SATISFIED)
    assert fresh(complaint).verifier == cast.max
