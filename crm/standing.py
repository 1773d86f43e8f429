"""What to mind about one customer right now. No rows are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.models import Complaint
from customers.models import Customer
from visits import cadence
from visits.choices import FeedbackKind
from visits.models import FeedbackItem, Visit


@dataclass(frozen=True)
class Remark:
    """One thing to mind; `is_grave` ones cannot wait."""

    text: str
    is_grave: bool = False


def remarks(
    customer: Customer,
    planned: list[Visit],
    said: list[FeedbackItem],
    at: datetime,
    *,
    has_plan: bool,
    tier: str,
    interval_days: int,
    open_complaints: Sequence[Complaint] = (),
) -> list[Remark]:
    """Return what stands out, the grave first.

    `planned`, `said`, `open_complaints` are what the reader may see; `has_plan` speaks
    of any plan. `tier` is like which he is cared for, `interval_days` how long that
    one may wait.
    """
    found = [
        *_of_complaints(open_complaints, at),
        *_of_words(said),
        *_of_plans(customer, planned, at, has_plan),
        *_of_silence(customer, at, tier, interval_days),
    ]
    if not customer.phone:
        found.append(Remark(_("No phone number is known.")))
    return sorted(found, key=lambda one: not one.is_grave)


def days_quiet(customer: Customer, at: datetime) -> int | None:
    """Return for how many days nobody was in contact; None if nobody ever was."""
    if customer.last_contact_at is None:
        return None
    last = cadence.day_of(customer.last_contact_at)
    return max((cadence.day_of(at) - last).days, 0)


def _of_complaints(
    open_complaints: Sequence[Complaint], at: datetime
) -> Iterator[Remark]:
    if any(each.is_major for each in open_complaints):
        yield Remark(_("A major complaint is open."), is_grave=True)
    elif any(each.is_late(at) for each in open_complaints):
        yield Remark(_("A complaint of his is overdue."), is_grave=True)
    elif open_complaints:
        yield Remark(_("A complaint of his is open."))


def _of_words(said: list[FeedbackItem]) -> Iterator[Remark]:
    if any(item.kind == FeedbackKind.COMPLAINT for item in said):
        yield Remark(_("A complaint waits for an answer."), is_grave=True)


def _of_plans(
    customer: Customer, planned: list[Visit], at: datetime, has_plan: bool
) -> Iterator[Remark]:
    today = cadence.day_of(at)
    if any(cadence.day_of(visit.planned_at) < today for visit in planned):
        yield Remark(_("A planned visit was not logged."), is_grave=True)
    elif customer.next_contact_on and customer.next_contact_on < today:
        yield Remark(_("The day of the next contact has passed."), is_grave=True)
    elif not has_plan and customer.next_contact_on is None:
        yield Remark(_("Nothing is planned with this customer."))


def _of_silence(
    customer: Customer, at: datetime, tier: str, interval_days: int
) -> Iterator[Remark]:
    quiet = days_quiet(customer, at)
    if quiet is None:
        yield Remark(_("Nobody has been in contact yet."))
    elif quiet > interval_days:
        text = ngettext(
            "No contact for %(count)s day, longer than tier %(tier)s allows.",
            "No contact for %(count)s days, longer than tier %(tier)s allows.",
            quiet,
        )
        yield Remark(text % {"count": quiet, "tier": tier})
