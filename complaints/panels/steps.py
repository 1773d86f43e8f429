"""What may be done with a complaint now, and what of it is next on its way."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models.records import submission_key
from accounts.permissions.actions import Can
from complaints import transitions
from complaints.choices import Step
from complaints.models import Complaint
from complaints.services import enders

# The next on the way, of these the first that is open.
NEXT = (Step.TAKE_BACK, Step.RESUME, Step.ANSWER, Step.ACKNOWLEDGE, Step.ASSESS,
        Step.INVESTIGATE, Step.PROPOSE, Step.TELL, Step.VERIFY, Step.CLOSE)  # fmt: skip
# Beside it, where they are open: what one does most.
OFTEN = (Step.RESOLVE, Step.TRY, Step.PROGRESS, Step.NOTE)
# Done by pressing a button; they ask for nothing.
AT_ONCE = frozenset({Step.INVESTIGATE})
# Addresses that are not called as their step.
ADDRESSES = {Step.TRY: "miss"}
CANS = (Can.HANDLE_COMPLAINTS, Can.ASSIGN_COMPLAINTS, Can.REGISTER_COMPLAINTS,
        Can.LEAD_MAJORS)  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """One step as the panel offers it."""

    step: Step
    label: str
    url: str

    @property
    def is_at_once(self) -> bool:
        return self.step in AT_ONCE


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `steps`; six queries at most.

    Its `next` is the one primary action, `often` stand beside it, `others` in a menu.
    """
    may = _may(complaint, user)
    may_end = not enders.needs_others(complaint) or _may_end(complaint, user, may)
    steps = [step for step in offered(complaint, user, may)
             if may_end or step not in transitions.ENDING]  # fmt: skip
    first = next((step for step in NEXT if step in steps), None)
    often = [step for step in OFTEN if step in steps]
    rest = [step for step in steps if step != first and step not in often]
    told = {
        "next": _offer(first, complaint) if first else None,
        "often": [_offer(step, complaint) for step in often],
        "others": [_offer(step, complaint) for step in rest],
        "key": submission_key(),
        "is_about_me": complaint.is_about(user),
        "waits_for_another": complaint.is_told and not may_end,
        "tries": complaint.lines.tries().count() if complaint.is_told else 0,
        "most_tries": transitions.MOST_TRIES,
    }
    return {"steps": told}


def next_of(complaint: Complaint, user) -> Offer | None:
    """Return the next step of a card of the board, which bears what `CANS` allow.

    Who ends a major one asks for its history: of that its own page tells. No query.
    """
    may = {can: user.may(can) and getattr(complaint, f"may_{can.lower()}")
           for can in CANS}  # fmt: skip
    steps = offered(complaint, user, may)
    first = next((step for step in NEXT if step in steps), None)
    if first is None or complaint.is_major and first in transitions.ENDING:
        return None
    return _offer(first, complaint)


def offered(complaint: Complaint, user, may: dict[Can, bool]) -> list[Step]:
    """Return the steps open to `user`; who looks through another's eyes has none."""
    if user.seen_by:
        return []
    steps = [s for s in transitions.steps(complaint) if may[transitions.asks(s)]]
    if complaint.is_about(user):
        return [step for step in steps if step == Step.ADD]
    if complaint.merged_into_id:
        return [step for step in steps if step == Step.NOTE]
    return steps


def _may(complaint: Complaint, user) -> dict[Can, bool]:
    """Return what `user` may do with it; one query."""
    row = Complaint.objects.with_may(user, *CANS).get(pk=complaint.pk)
    return {can: user.may(can) and getattr(row, f"may_{can.lower()}") for can in CANS}


def _may_end(complaint: Complaint, user, may: dict[Can, bool]) -> bool:
    """Say whether `user` had no part in it, and leads major ones where it is one."""
    is_free = may[Can.LEAD_MAJORS] or not complaint.is_major
    return is_free and user.pk not in enders.barred(complaint)


def _offer(step: Step, complaint: Complaint) -> Offer:
    name = ADDRESSES.get(step, step.lower())
    url = reverse(f"complaints:{name}", args=[complaint.code])
    return Offer(step, transitions.label(step, complaint), url)
