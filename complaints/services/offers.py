"""Compensation: proposed, decided by a second person within limits, given."""

import uuid
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Scope
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from accounts.refused import Conflict, Refused
from complaints.choices import Deed
from complaints.models import Compensation, Complaint, Line
from complaints.outcomes import DECIDED, OfferState
from complaints.services import lines, offer_notices
from customers.services.editing import one_at_a_time

FIELDS = ("kind", "amount", "reason")


@transaction.atomic
def propose(
    complaint: Complaint, *, actor: User, key: uuid.UUID, standing: str, kind: str,
    amount: Decimal, reason: str, at: datetime,
) -> Compensation:  # fmt: skip
    """Ask a second person for something for the customer; sent twice it is one.

    Raises Stale, and Refused of a closed complaint and of what is worth nothing.
    """
    one_at_a_time(key)
    mine = Compensation.objects.filter(complaint=complaint, proposed_by=actor)
    if made := mine.filter(submission_key=key).first():
        return made
    now = lines.locked(complaint, standing=standing)
    if now.is_closed:
        raise Refused(_("This complaint is closed. Reopen it first."))
    said = {"kind": kind, "amount": amount, "reason": reason}
    put(now, actor=actor, key=key, at=at, **said)
    return mine.get(submission_key=key)


def put(
    now: Complaint, *, actor: User, key: uuid.UUID, kind: str, amount: Decimal,
    reason: str, at: datetime,
) -> Line:  # fmt: skip
    """Propose something for the customer of a locked complaint; ask who decides."""
    _may(actor, Can.HANDLE_COMPLAINTS, now)
    _check(amount, reason)
    offer = Compensation.objects.create(
        complaint=now, kind=kind, amount=amount, reason=reason.strip(),
        proposed_by=actor, proposed_at=at, submission_key=key,
    )  # fmt: skip
    who = {"actor": actor, "at": at}
    line = _write(now, offer, Deed.OFFERED, text=offer.reason, key=key, **who)
    _ask(now, offer, **who)
    return line


@transaction.atomic
def revise(
    offer: Compensation, *, actor: User, version: int, kind: str, amount: Decimal,
    reason: str, at: datetime,
) -> Compensation:  # fmt: skip
    """Propose again what was returned; only whoever proposed it does, as his own."""
    now, complaint = _locked(offer, version)
    if now.proposed_by_id != actor.pk:
        raise Refused(_("Only whoever proposed it may change it."))
    if not now.is_unsettled or complaint.is_closed:
        raise Refused(_("Nothing of it can be changed any more."))
    _may(actor, Can.HANDLE_COMPLAINTS, complaint)
    _check(amount, reason)
    _change(
        now, kind=kind, amount=amount, reason=reason.strip(), proposed_at=at,
        state=OfferState.PROPOSED, decided_by=None, decided_at=None, decision="",
        limit=None,
    )  # fmt: skip
    _write(complaint, now, Deed.OFFERED, text=now.reason, actor=actor, at=at)
    _ask(complaint, now, actor=actor, at=at)
    return now


@transaction.atomic
def decide(
    offer: Compensation, *, actor: User, version: int, verdict: str, decision: str,
    at: datetime,
) -> Compensation:  # fmt: skip
    """Approve what another proposed, reject it, or send it back.

    All that was approved for the customer lately counts; above the limit only whoever
    decides everywhere does. Raises Conflict where it is not what was read any more,
    Refused.
    """
    now, complaint = _locked(offer, version)
    if complaint.is_closed:
        raise Refused(_("This complaint is closed. Reopen it first."))
    if not now.is_waiting:
        raise Refused(_("Somebody has decided on this proposal already."))
    if now.proposed_by_id == actor.pk:
        raise Refused(_("Nobody decides on his own proposal. Ask a colleague."))
    _may(actor, Can.DECIDE_COMPENSATION, complaint)
    if verdict not in DECIDED:
        raise Refused(_("Choose what you decide."), "verdict")
    if verdict != OfferState.APPROVED and not decision.strip():
        raise Refused(_("Say why, so that it can be put right."), "decision")
    if complaint.customer_id:
        # Two managers at once would each see nothing allowed before.
        one_at_a_time(f"compensation of customer {complaint.customer_id}")
    if is_above_limit(now):
        _above(actor)
    _change(
        now, state=verdict, decided_by=actor, decided_at=at,
        decision=decision.strip(), limit=complaint.policy.compensation_limit,
    )  # fmt: skip
    _write(complaint, now, Deed.OFFER_DECIDED, text=now.decision, actor=actor, at=at)
    offer_notices.settle(now)
    offer_notices.answer(complaint, now, actor=actor, at=at)
    return now


@transaction.atomic
def withdraw(
    offer: Compensation, *, actor: User, version: int, at: datetime
) -> Compensation:
    """Take back what was not given yet; also what was approved and is not wanted."""
    now, complaint = _locked(offer, version)
    if not (now.is_unsettled or now.is_approved):
        raise Refused(_("Nothing of it can be changed any more."))
    if now.proposed_by_id != actor.pk:
        _may(actor, Can.HANDLE_COMPLAINTS, complaint)
    _withdraw(complaint, now, actor=actor, at=at)
    return now


@transaction.atomic
def give(
    offer: Compensation, *, actor: User, version: int, receipt: str, at: datetime
) -> Compensation:
    """Record that the customer has it; `receipt` says what proves it."""
    now, complaint = _locked(offer, version)
    if not now.is_approved:
        raise Refused(_("Only what was approved can be given."))
    _may(actor, Can.HANDLE_COMPLAINTS, complaint)
    if not receipt.strip():
        raise Refused(_("Say what proves that the customer has it."), "receipt")
    _change(now, state=OfferState.GIVEN, given_by=actor, given_at=at,
            receipt=receipt.strip())  # fmt: skip
    _write(complaint, now, Deed.OFFER_GIVEN, text=now.receipt, actor=actor, at=at)
    return now


def check(now: Complaint) -> None:
    """Raise Refused while a compensation of a locked complaint is not decided."""
    if now.offers.unsettled().exists():
        raise Refused(
            _(
                "A compensation waits for its decision. Only what was allowed may be "
                "promised."
            )
        )


def check_none_is_on_its_way(now: Complaint) -> None:
    """Raise Refused while something of a locked complaint is to be decided or given."""
    if now.offers.on_their_way().exists():
        raise Refused(
            _("A compensation of it is not settled. Decide, give or withdraw it first.")
        )


def withdraw_all(now: Complaint, *, actor: User | None, at: datetime) -> None:
    """Withdraw what of a locked complaint nobody has decided on: it is closed."""
    rows = now.offers.unsettled().select_for_update(no_key=True)
    for each in rows.order_by("pk"):
        _withdraw(now, each, actor=actor, at=at)


def is_above(line: Line) -> bool:
    """Say whether what a line proposes is more than a manager may allow."""
    rows = Compensation.objects.with_allowed_before()
    return rows.get(pk=line.told["offer"]).is_above


def is_above_limit(offer: Compensation) -> bool:
    """Say whether it is more than a manager may allow, with all allowed before."""
    return Compensation.objects.with_allowed_before().get(pk=offer.pk).is_above


def _withdraw(complaint: Complaint, now: Compensation, *, actor, at) -> None:
    _change(now, state=OfferState.WITHDRAWN)
    _write(complaint, now, Deed.OFFER_WITHDRAWN, text="", actor=actor, at=at)
    offer_notices.settle(now)


def _locked(offer: Compensation, version: int) -> tuple[Compensation, Complaint]:
    """Lock the complaint, then the offer. Raises Conflict for another version."""
    complaint = lines.locked(offer.complaint)
    now = Compensation.objects.select_for_update(no_key=True).get(pk=offer.pk)
    if now.version != version:
        theirs = {"state": now.get_state_display()}
        raise Conflict(
            _("It was changed meanwhile. Read it again, then go on."), theirs
        )
    return now, complaint


def _ask(complaint: Complaint, offer: Compensation, *, actor, at) -> None:
    offer_notices.settle(offer)
    is_above = is_above_limit(offer)
    offer_notices.ask(complaint, offer, is_above=is_above, actor=actor, at=at)


def _may(actor: User, can: Can, complaint: Complaint) -> None:
    lines.check_actor(complaint, actor, can)


def _above(actor: User) -> None:
    if scope_of(actor, Can.DECIDE_COMPENSATION) is not Scope.ALL:
        raise Refused(
            _("This is above your limit. Somebody who decides everywhere must.")
        )


def _check(amount: Decimal, reason: str) -> None:
    if amount <= 0:
        raise Refused(_("Enter what it is worth, more than 0."), "amount")
    if not reason.strip():
        raise Refused(_("Say why."), "reason")


def _change(now: Compensation, **columns) -> None:
    for name, value in columns.items():
        setattr(now, name, value)
    now.version += 1
    now.save(update_fields=[*columns, "version"])


def _write(
    complaint: Complaint, offer, deed: Deed, *, text, actor, at, key=None
) -> Line:
    told = {"offer": offer.pk, "offer_kind": offer.kind, "offer_state": offer.state,
            "offer_amount": str(offer.amount)}  # fmt: skip
    return lines.write(
        complaint, deed, actor=actor, at=at, text=text, told=told, key=key
    )
