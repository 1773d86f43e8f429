"""Taking in what a customer says: a number, a handler, and the clocks begin to run."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Branch, User, WorkingCalendar
from accounts.refused import Refused
from complaints.choices import Deed, MajorReason, Metric, Severity
from complaints.models import Clock, Complaint, Line, Number, Policy
from complaints.services import (
    assigning,
    clocks,
    evidence,
    lines,
    majors,
    merging,
    notes,
)
from customers.models import Customer, TierStrategy
from customers.services.editing import one_at_a_time
from customers.uploads import Upload
from visits import cadence

# What a form may say of a complaint.
FIELDS = ("kind", "channel", "words", "facts", "category", "severity", "remedy",
          "remedy_words", "claimed", "happened_on", "asset", "said_by", "reply_phone",
          "reply_email", "agency", "agency_number", "agency_received_on",
          "department", "about_user")  # fmt: skip


class AlreadyRegistered(Refused):
    """The form was sent before with other words; `complaint` is what stands."""

    def __init__(self, complaint: Complaint):
        super().__init__(_("This was registered already. Add to it instead."))
        self.complaint = complaint


@dataclass(frozen=True)
class Foreseen:
    """Who would get it, and until when: what a form shows before it is sent."""

    handler: User | None
    due: dict[Metric, datetime | None]


@transaction.atomic
def register(
    customer: Customer | None,
    *,
    actor: User | None,
    key: uuid.UUID,
    said: dict,
    at: datetime,
    received_at: datetime | None = None,
    branch: Branch | None = None,
    uploads: Sequence[Upload] = (),
    taker: User | None = None,
    **origin,
) -> Complaint:
    """Take in what `said` holds of FIELDS; without a customer nobody gave his name.

    `origin` is the `visit` and the `feedback` it was said in. Who heard it is `taker`;
    the clock registers without an `actor`. The same `key` and words again return what
    stands. Raises AlreadyRegistered for other words, Refused with its field for what
    cannot be. TypeError for other fields.
    """
    if unknown := set(said) - set(FIELDS):
        raise TypeError(f"not to be written: {', '.join(sorted(unknown))}")
    one_at_a_time(key)
    if made := Complaint.objects.filter(submission_key=key).first():
        return _as_it_stands(made, actor=actor, customer=customer, said=said)
    if line := lines.sent_before(key):
        raise AlreadyRegistered(line.complaint)
    complaint = _drafted(
        customer, taker=taker or actor, said=said, branch=branch, at=at,
        received_at=received_at or at, submission_key=key, registered_by=actor,
        **origin,
    )  # fmt: skip
    with evidence.stored(uploads, at=at) as files:
        # Nobody registers anything while this one holds the number.
        line = _inserted(complaint, actor=actor, at=at)
        evidence.keep(line, files, actor=actor)
    return complaint


@transaction.atomic
def add(
    complaint: Complaint, *, actor: User, key: uuid.UUID, text: str, at: datetime,
    channel: str = "", uploads: Sequence[Upload] = (),
) -> Line:  # fmt: skip
    """Add what the customer said now to an open complaint of his, as a line of it.

    Sent twice, added once. Raises Refused once it is closed, AlreadyRegistered where
    the form was registered by itself.
    """
    one_at_a_time(key)
    if line := lines.sent_before(key):
        return line
    if made := Complaint.objects.filter(submission_key=key).first():
        raise AlreadyRegistered(made)
    now = lines.locked(merging.standing_one(complaint))
    if now.is_closed:
        said = _("%(code)s was closed meanwhile. Save this as a new one.")
        raise Refused(said % {"code": now.code})
    line = notes.take_in(now, actor=actor, at=at, text=text, channel=channel, key=key)
    evidence.attach(line, uploads, actor=actor, at=at)
    return line


def foreseen(
    customer: Customer | None, *, taker: User, said: dict, at: datetime,
    branch: Branch | None = None,
) -> Foreseen | None:  # fmt: skip
    """Return what registering this now would come to; None where no branch is known.

    Costs eight queries at most.
    """
    try:
        draft = _drafted(
            customer, taker=taker, said=said, branch=branch, at=at, received_at=at
        )
    except Refused:
        return None
    limits = clocks.limits_of(draft)
    hours = WorkingCalendar.objects.hours_for(draft.branch_id)
    ends = {
        metric: clocks.of(Clock(metric=metric, started_at=at), draft, limits, [], hours)
        for metric in clocks.at_first(draft)
    }
    return Foreseen(draft.handler, {metric: end.at for metric, end in ends.items()})


def _drafted(
    customer: Customer | None, *, taker: User, said: dict, branch: Branch | None,
    at: datetime, **facts,
) -> Complaint:  # fmt: skip
    """Return the row as it would be registered, without its number and not saved."""
    branch = branch or (customer.branch if customer else taker.branch)
    if branch is None:
        raise Refused(_("Say which branch it concerns."), "branch")
    complaint = Complaint(
        **said, **_promised(customer), **facts, customer=customer, branch=branch,
        handler=assigning.handler_for(branch, taker, said.get("about_user")),
        policy=Policy.objects.in_force(at), registered_at=at, updated_at=at,
    )  # fmt: skip
    _grade(complaint)
    return complaint


def _inserted(complaint: Complaint, *, actor: User | None, at: datetime) -> Line:
    """Give it its number and its first line, clocks and handler."""
    complaint.code = _next_code(at)
    complaint.save(force_insert=True)
    line = lines.write(complaint, Deed.REGISTERED, actor=actor, at=at)
    clocks.registered(complaint)
    majors.judge(complaint, actor=actor, at=at)
    if complaint.handler:
        assigning.tell(complaint, complaint.handler, line=line, actor=actor, at=at)
    return line


def _as_it_stands(made: Complaint, *, actor, customer, said: dict) -> Complaint:
    who = actor.pk if actor else None
    is_same = made.words == said["words"] and made.registered_by_id == who
    if not is_same or made.customer_id != (customer.pk if customer else None):
        raise AlreadyRegistered(made)
    return made


def _next_code(at: datetime) -> str:
    """Return the next number of the year; whoever takes one holds it until it commits.

    So there is no gap: what is not registered gives its number back.
    """
    year = cadence.day_of(at).year
    Number.objects.bulk_create([Number(year=year)], ignore_conflicts=True)
    row = Number.objects.select_for_update().get(pk=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"CMP-{year}-{row.last:06d}"


def _promised(customer: Customer | None) -> dict:
    """Return what the tier of a customer promises on this day."""
    if customer is None:
        return {}
    strategy = TierStrategy.objects.filter(tier=customer.tier).first()
    return {
        "tier": customer.tier,
        "tier_reply_hours": strategy and strategy.reply_hours,
        "tier_resolve_days": strategy and strategy.resolve_days,
    }


def _grade(complaint: Complaint) -> None:
    """Give what is said to be major its reason."""
    if complaint.severity == Severity.MAJOR and not complaint.major_reasons:
        complaint.major_reasons = [MajorReason.JUDGED]
