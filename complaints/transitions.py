"""The way of a complaint: which step is open where, and where it leads. No rows."""

from complaints.choices import IN_WORK, OPEN, VERIFIED, State, Step

# From where each step may be taken.
OPEN_AT: dict[Step, tuple[State, ...]] = {
    Step.ACKNOWLEDGE: (State.REGISTERED,),
    Step.ASSESS: (State.ACKNOWLEDGED,),
    Step.INVESTIGATE: (State.ASSESSED,),
    Step.PROPOSE: (State.INVESTIGATING,),
    Step.TELL: (State.PROPOSED,),
    Step.RESOLVE: IN_WORK,
    Step.VERIFY: (State.TOLD, State.VERIFYING),
    Step.TRY: (State.TOLD, State.VERIFYING),
    Step.REOPEN: (State.TOLD, State.VERIFYING, State.CLOSED),
    Step.WAIT: IN_WORK,
    Step.RESUME: IN_WORK,
    Step.ESCALATE: OPEN,
    Step.SEND_OUT: OPEN,
    Step.TAKE_BACK: OPEN,
    Step.WITHDRAW: OPEN,
    Step.CLOSE: (State.TOLD, State.VERIFYING),
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
# What is not offered while the customer owes an answer, and what only then.
NOT_WAITING = frozenset({Step.WAIT})
WAITING = frozenset({Step.RESUME})
# So often nobody was reached before it may end unverified.
MOST_TRIES = 3


def is_open(step: Step, complaint) -> bool:
    """Say whether `step` may be taken where the complaint stands."""
    if complaint.state not in OPEN_AT[step]:
        return False
    if step in NOT_WAITING and complaint.is_waiting:
        return False
    if step in WAITING and not complaint.is_waiting:
        return False
    if step in {Step.VERIFY, Step.TRY} and complaint.kind not in VERIFIED:
        return False
    if step == Step.SEND_OUT:
        return not complaint.is_external
    return step != Step.TAKE_BACK or complaint.is_external


def steps(complaint) -> list[Step]:
    """Return the steps open to a complaint, in the order the panel offers them."""
    return [step for step in Step if is_open(step, complaint)]
