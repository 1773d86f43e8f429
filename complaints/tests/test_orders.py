"""Whatever is done to a complaint in whatever order by whomever: what must hold."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AuditEntry, Notice
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from complaints import transitions
from complaints.choices import CONTENT, PATH, Deed, Ending, State, Step
from complaints.models import Clock, Complaint, Line, Pause
from complaints.services import answers, assigning, facts, grading, notes, steps
from complaints.tests.complaint_builders import found, fresh, make_complaint
from crm.testing.cast import NOON

PEOPLE = ("anna", "ben", "carol", "max", "dan", "sam")
WORDS = {"text": "原因如此"}
TOLD = {"channel": "PHONE", "reaction": "ACCEPTED"}
# What each deed is told, besides who, when and how the page stood.
DEEDS = {
    "acknowledge": (Step.ACKNOWLEDGE, steps.acknowledge, {}),
    "assess": (Step.ASSESS, steps.assess, {"severity": 3}),
    "assess as major": (Step.ASSESS, steps.assess, {"severity": 4}),
    "investigate": (Step.INVESTIGATE, steps.investigate, {}),
    "propose": (Step.PROPOSE, steps.propose, "found"),
    "propose nothing": (Step.PROPOSE, steps.propose, {}),
    "tell": (Step.TELL, steps.tell, TOLD),
    "tell the answer": (Step.TELL, steps.tell, TOLD | {"solution": "营业到六点"}),
    "tell badly": (Step.TELL, steps.tell, TOLD | {"reaction": "DISSATISFIED"}),
    "resolve": (Step.RESOLVE, steps.resolve, "resolved"),
    "resolve without proofs": (Step.RESOLVE, steps.resolve, TOLD | {"found": {}}),
    "answer": (Step.ANSWER, answers.answer,
               {"solution": "营业到六点", "channel": "PHONE"}),
    "verify": (Step.VERIFY, steps.verify, {"reaction": "SATISFIED"}),
    "verify badly": (Step.VERIFY, steps.verify,
                     {"reaction": "DISSATISFIED", "text": "还响"}),
    "verify nothing": (Step.VERIFY, steps.verify, {"reaction": "UNKNOWN"}),
    "miss": (Step.TRY, steps.miss, {}),
    "close": (Step.CLOSE, steps.close, {}),
    "withdraw": (Step.WITHDRAW, steps.withdraw, WORDS),
    "withdraw without words": (Step.WITHDRAW, steps.withdraw, {"text": ""}),
    "reopen": (Step.REOPEN, steps.reopen, WORDS),
    "wait": (Step.WAIT, steps.wait, WORDS),
    "resume": (Step.RESUME, steps.resume, {}),
    "escalate": (Step.ESCALATE, steps.escalate, WORDS),
    "send_out": (Step.SEND_OUT, steps.send_out, WORDS),
    "take_back": (Step.TAKE_BACK, steps.take_back, WORDS),
    "note": (Step.NOTE, notes.note, WORDS),
    "add": (Step.ADD, notes.add, WORDS | {"channel": "PHONE"}),
    "progress": (Step.PROGRESS, notes.progress, WORDS | {"channel": "WECHAT"}),
    "regrade up": (Step.REGRADE, grading.regrade, WORDS | {"severity": 4}),
    "regrade down": (Step.REGRADE, grading.regrade, WORDS | {"severity": 1}),
    "to complaint": (Step.CHANGE_KIND, grading.change_kind,
                     WORDS | {"kind": "COMPLAINT"}),
    "to enquiry": (Step.CHANGE_KIND, grading.change_kind, WORDS | {"kind": "ENQUIRY"}),
    "to praise": (Step.CHANGE_KIND, grading.change_kind, WORDS | {"kind": "PRAISE"}),
    "correct": (Step.CORRECT, facts.correct, {"facts": {"facts": "右前轮"}}),
    "about": (Step.CORRECT, facts.correct, "about"),
    "assign": (Step.ASSIGN, assigning.assign, "handler"),
}  # fmt: skip
FREE = ("note", "add")
ACTS = st.lists(
    st.tuples(
        st.sampled_from(sorted(DEEDS)),
        st.sampled_from(PEOPLE),
        # Whom it is given to, whom it is about.
        st.sampled_from(PEOPLE),
        # Does the page show how it stands?
        st.booleans() | st.just(True),
        st.integers(0, 5 * 24),
    ),
    min_size=4,
    max_size=20,
)
# How far it is before chance sets in: else hardly any comes to its end.
BEGUN = st.sampled_from([
    (), ("acknowledge", "assess", "investigate", "propose"), ("resolve",),
    ("resolve", "miss", "miss"), ("resolve", "verify"), ("tell the answer",),
])  # fmt: skip
KINDS = st.sampled_from(["COMPLAINT", "COMPLAINT", "GRUMBLE", "ENQUIRY", "PRAISE"])


def told_of(name: str, person) -> dict:
    told = DEEDS[name][2]
    return {
        "found": found(),
        "resolved": TOLD | {"found": found()},
        "about": {"facts": {"about_user": person}},
        "handler": {"handler": person},
    }.get(told, told) if isinstance(told, str) else told  # fmt: skip


def digest() -> list:
    """Return every row that a step may touch."""
    kept = (Complaint, Line, Clock, Pause, AuditEntry, Notice)
    return [sorted(model.objects.values_list(), key=repr) for model in kept]


def attempt(complaint, name, actor, person, at, *, is_seen=True, key=None) -> bool:
    """Do it, as a view would; say whether it was done. Refused, it changes nothing."""
    now, before = fresh(complaint), digest()
    told = told_of(name, person) | {"actor": actor, "at": at, "key": key}
    if name not in FREE:
        told["standing"] = now.standing if is_seen else "REGISTERED:0"
    try:
        DEEDS[name][1](now, **told)
    except Refused:
        assert digest() == before, f"{name} was refused and left something"
        return False
    assert is_seen or name in FREE, f"{name} was done from a stale page"
    return True


def check(complaint: Complaint) -> None:
    """What must be true of a complaint after anything."""
    now = fresh(complaint)
    lines = list(now.lines.in_order())
    assert [line.place for line in lines] == list(range(1, now.line_count + 1))
    assert lines[-1].state == now.state
    for before, after in zip(lines, lines[1:], strict=False):
        assert is_way(before, after), f"{before.state} to {after.state}"
    assert now.handler_id is None or not now.is_about(now.handler)
    assert now.clocks.running().exists() <= now.is_open
    assert now.pauses.filter(ended_at=None).exists() == now.is_waiting
    if now.state == State.CLOSED:
        check_closed(now)


def is_way(before: Line, after: Line) -> bool:
    """Say whether a history may go on so: a stage on, answered, or reopened."""
    if after.deed == Deed.REOPENED:
        return before.state in (State.TOLD, State.VERIFYING, State.CLOSED)
    if before.state == State.CLOSED:
        return after.state == State.CLOSED and after.deed in (Deed.NOTED, Deed.ADDED)
    step = PATH.index(after.state) - PATH.index(before.state)
    return step in (0, 1) or after.deed in (Deed.TOLD, Deed.CLOSED)


def check_closed(now: Complaint) -> None:
    """Nothing is closed without its proofs."""
    assert now.closed_by is not None
    assert not now.is_about(now.closed_by)
    if now.is_major:
        assert now.closed_by_id != now.handler_id
        assert may_apply(now.closed_by, Can.LEAD_MAJORS, now)
    if now.ending == Ending.WITHDRAWN:
        return
    assert now.solution
    assert now.told_at
    assert now.told_by
    assert now.reaction
    teller = now.lines.last_told().first().actor_id
    assert not now.is_major or now.closed_by_id != teller
    if now.goes_whole_way:
        assert now.cause_id
        assert now.liability
    if now.goes_whole_way and now.ending == Ending.RESOLVED:
        assert now.reaction in CONTENT
        assert now.verified_at
        assert not now.is_major or now.verifier_id not in (now.handler_id, teller)
    if now.ending == Ending.UNVERIFIED:
        assert now.lines.tries().count() >= transitions.MOST_TRIES


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(kind=KINDS, severity=st.sampled_from([2, 2, 4]), begun=BEGUN, acts=ACTS)
def test_nothing_ends_without_its_proofs_whatever_is_done(
    cast, kind, severity, begun, acts
):
    with transaction.atomic():
        complaint = make_complaint(cast.anna, kind=kind, severity=severity)
        at = NOON
        for name in begun:
            at += timedelta(days=2)
            attempt(complaint, name, cast.anna, cast.ben, at)
        for name, who, whom, is_seen, hours in acts:
            at += timedelta(hours=hours)
            actor, person = getattr(cast, who), getattr(cast, whom)
            attempt(complaint, name, actor, person, at, is_seen=is_seen)
            check(complaint)
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_the_same_form_sent_twice_does_nothing_twice(cast, name):
    """From wherever it is open, each deed counts once for one key."""
    for kind, way in WAYS:
        with transaction.atomic():
            complaint = make_complaint(cast.anna, kind=kind)
            if done_twice(cast, complaint, way, name):
                transaction.set_rollback(True)
                return
            transaction.set_rollback(True)
    assert name in NEVER


def done_twice(cast, complaint, way, name) -> bool:
    """Go the way until `name` is done once; then do it again as it was sent."""
    at, key = NOON, uuid.uuid4()
    for each in (*way, name):
        at += timedelta(days=2)
        if attempt(complaint, name, cast.max, cast.ben, at, key=key):
            before = digest()
            assert not attempt(complaint, name, cast.max, cast.ben, at, key=key)
            assert digest() == before
            return True
        attempt(complaint, each, cast.max, cast.ben, at)
    return False


WAYS = [
    (
        "COMPLAINT",
        ["acknowledge", "assess", "investigate", "propose", "tell", "verify"],
    ),
    ("COMPLAINT", ["wait", "resume", "send_out", "take_back"]),
    ("ENQUIRY", ["tell the answer"]),
]
# What is never done as it is told here: it lacks its proof.
NEVER = {"propose nothing", "resolve without proofs", "verify nothing",
         "withdraw without words"}  # fmt: skip
