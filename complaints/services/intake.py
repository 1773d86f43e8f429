"""Taking in what a customer says: a number, a handler, and the clocks begin to run."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Branch, User
from accounts.refused import Refused
from complaints.choices import Deed, Kind, MajorReason, Metric, Severity
from complaints.models import Complaint, Number, Policy
from complaints.services import assigning, clocks, lines, majors
from customers.models import Customer, TierStrategy
from customers.services.editing import one_at_a_time
from visits import cadence

# What a form may say of a complaint.
FIELDS = ("kind", "channel", "words", "facts", "category", "severity", "remedy",
          "remedy_words", "claimed", "happened_on", "asset", "said_by", "reply_phone",
          "reply_email", "agency", "agency_number", "agency_received_on",
          "department")  # fmt: skip


class AlreadyRegistered(Refused):
    """The form was sent before with other words; `complaint` is what stands."""

    def __init__(self, complaint: Complaint):
        super().__init__(_("This was registered already. Add to it instead."))
        self.complaint = complaint


@transaction.atomic
def register(
    customer: Customer | None,
    *,
    actor: User,
    key: uuid.UUID,
    said: dict,
    at: datetime,
    received_at: datetime | None = None,
    branch: Branch | None = None,
    visit=None,
    feedback=None,
) -> Complaint:
    """Take in what `said` holds of FIELDS; without a customer nobody gave his name.

    The same `key` and words again return what stands. Raises AlreadyRegistered for
    other words, Refused with its field for what cannot be. TypeError for other fields.
    """
    if unknown := set(said) - set(FIELDS):
        raise TypeError(f"not to be written: {', '.join(sorted(unknown))}")
    one_at_a_time(key)
    if made := Complaint.objects.filter(submission_key=key).first():
        return _as_it_stands(made, actor=actor, customer=customer, said=said)
    branch = branch or (customer.branch if customer else actor.branch)
    if branch is None:
        raise Refused(_("Say which branch it concerns."), "branch")
    complaint = Complaint(
        **said, **_promised(customer), code=_next_code(at), customer=customer,
        branch=branch, handler=assigning.handler_for(branch, actor),
        policy=Policy.objects.in_force(at), received_at=received_at or at,
        visit=visit, feedback=feedback, submission_key=key,
        registered_by=actor, registered_at=at, updated_at=at,
    )  # fmt: skip
    _grade(complaint)
    complaint.save(force_insert=True)
    line = lines.write(complaint, Deed.REGISTERED, actor=actor, at=at)
    majors.judge(complaint, actor=actor, at=at)
    clocks.begin(complaint, *_metrics(complaint), at=complaint.received_at)
    clocks.recompute(complaint)
    if complaint.handler:
        assigning.tell(complaint, complaint.handler, line=line, actor=actor, at=at)
    return complaint


def _as_it_stands(made: Complaint, *, actor, customer, said: dict) -> Complaint:
    is_same = made.words == said["words"] and made.registered_by_id == actor.pk
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


def _metrics(complaint: Complaint) -> list[Metric]:
    """Return what runs from the first moment on: of praise nothing is resolved."""
    if complaint.kind == Kind.PRAISE:
        return [Metric.ACKNOWLEDGE]
    return list(Metric)
