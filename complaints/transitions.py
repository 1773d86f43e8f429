"""The way of a complaint: which step is open where, and where it leads. No rows.

What somebody is dissatisfied with goes the whole way: looked into, told, verified. The
rest is answered and closed.
"""

from django.utils.translation import gettext as _

from accounts.permissions.actions import Can
from complaints.choices import IN_WORK, OPEN, PATH, TOLD, Kind, State, Step

# From where each step may be taken.
OPEN_AT: dict[Step, tuple[State, ...]] = {
    Step.ACKNOWLEDGE: (State.REGISTERED,),
    Step.ASSESS: (State.ACKNOWLEDGED,),
    Step.INVESTIGATE: (State.ASSESSED,),
    Step.PROPOSE: (State.INVESTIGATING,),
    Step.TELL: (State.PROPOSED,),
    Step.RESOLVE: IN_WORK,
    Step.VERIFY: TOLD,
    Step.TRY: TOLD,
    Step.REOPEN: (*TOLD, State.CLOSED),
    Step.WAIT: IN_WORK,
    Step.RESUME: IN_WORK,
    Step.ESCALATE: OPEN,
    Step.SEND_OUT: OPEN,
    Step.TAKE_BACK: OPEN,
    Step.WITHDRAW: OPEN,
    Step.CLOSE: TOLD,
    Step.ANSWER: IN_WORK,
    Step.PROGRESS: IN_WORK,
    Step.NOTE: PATH,
    Step.ADD: PATH,
    Step.CORRECT: OPEN,
    Step.REGRADE: OPEN,
    Step.CHANGE_KIND: IN_WORK,
    Step.ASSIGN: OPEN,
}
# Where each step leads; the rest stand beside the way.
LEADS_TO: dict[Step, State] = {
    Step.ACKNOWLEDGE: State.ACKNOWLEDGED,
    Step.ASSESS: State.ASSESSED,
    Step.INVESTIGATE: State.INVESTIGATING,
    Step.PROPOSE: State.PROPOSED,
    Step.TELL: State.TOLD,
    Step.REOPEN: State.INVESTIGATING,
    Step.WITHDRAW: State.CLOSED,
    Step.CLOSE: State.CLOSED,
}
# What each step asks of whoever takes it, where that is more, or less, than handling.
ASKS = {
    Step.REOPEN: Can.ASSIGN_COMPLAINTS,
    Step.ASSIGN: Can.ASSIGN_COMPLAINTS,
    Step.ADD: Can.REGISTER_COMPLAINTS,
}
# Only of what goes the whole way, and only of what is just answered.
WHOLE_WAY = frozenset({Step.ASSESS, Step.INVESTIGATE, Step.PROPOSE, Step.RESOLVE,
                       Step.VERIFY, Step.TRY})  # fmt: skip
SHORT_WAY = frozenset({Step.ANSWER})
# Nothing ends while others decide it.
ENDING = frozenset({Step.VERIFY, Step.TRY, Step.CLOSE, Step.WITHDRAW, Step.ANSWER})
# What is not offered while the customer owes an answer, and what only then.
NOT_WAITING = frozenset({Step.WAIT})
WAITING = frozenset({Step.RESUME})
# So often nobody was reached before it may end unverified.
MOST_TRIES = 3


def asks(step: Step) -> Can:
    """Return what one must be granted to take `step`."""
    return ASKS.get(step, Can.HANDLE_COMPLAINTS)


def is_open(step: Step, complaint) -> bool:
    """Say whether `step` may be taken where the complaint stands."""
    if complaint.state not in _open_at(step, complaint):
        return False
    if step in (SHORT_WAY if complaint.goes_whole_way else WHOLE_WAY):
        return False
    if complaint.is_waiting and step in NOT_WAITING:
        return False
    if not complaint.is_waiting and step in WAITING:
        return False
    if step == Step.CLOSE and complaint.goes_whole_way and complaint.is_reachable:
        return False
    if complaint.is_external:
        return step not in ENDING and step != Step.SEND_OUT
    return step != Step.TAKE_BACK


def _open_at(step: Step, complaint) -> tuple[State, ...]:
    """Return from where `step` may be taken; what is just answered, from anywhere."""
    if step == Step.TELL and not complaint.goes_whole_way:
        return IN_WORK
    return OPEN_AT[step]


def label(step: Step, complaint) -> str:
    """Return what `step` is called of this complaint."""
    if step == Step.ANSWER and complaint.kind == Kind.PRAISE:
        return _("Thank and pass on")
    return step.label


def shut(step: Step, complaint) -> str:
    """Return the sentence that says that `step` may not be taken now."""
    told = {"step": label(step, complaint), "state": complaint.get_state_display()}
    return _("“%(step)s” is not possible while it is %(state)s.") % told


def steps(complaint) -> list[Step]:
    """Return the steps open to a complaint, in the order of `Step`."""
    return [step for step in Step if is_open(step, complaint)]
