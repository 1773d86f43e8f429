"""The ledger by hand: entering, giving back, voiding. One function, one transaction."""

import uuid
from datetime import date, datetime, time
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Branch, User
from accounts.refused import Refused
from customers.models import Customer, Purchase
from customers.models.purchases import BY_HAND
from customers.services.editing import locked, one_at_a_time
from customers.services.figures import recount


@transaction.atomic
def enter(
    customer: Customer,
    *,
    actor: User,
    branch: Branch,
    business_line: str,
    amount: Decimal,
    on: date,
    item: str = "",
    invoice: str = "",
    submission_key: uuid.UUID,
    at: datetime,
) -> Purchase:
    """Enter a purchase or service order; a form sent twice enters it once.

    Without an `invoice` it gets a number of our own; one that was entered already is
    Refused (field "invoice").
    """
    one_at_a_time(submission_key, f"purchase:{invoice}")
    if made := _made_before(submission_key, customer):
        return made
    customer = locked(customer)
    invoice = invoice or _number()
    if Purchase.objects.of_source(BY_HAND).filter(invoice=invoice).exists():
        said = _("An invoice with this number was entered already.")
        raise Refused(said, "invoice")
    line = Purchase(
        customer=customer, branch=branch, invoice=invoice, item=item,
        business_line=business_line, unit_price=amount, amount=amount,
    )  # fmt: skip
    return _store(line, "purchase.entered", actor, on, submission_key, at)


@transaction.atomic
def refund(
    head: Purchase,
    *,
    actor: User,
    amount: Decimal,
    on: date,
    reason: str = "",
    submission_key: uuid.UUID,
    at: datetime,
) -> Purchase:
    """Give back part or all of the invoice that begins with `head`; once a form.

    Never more than is left of it (Refused, field "amount"), whoever was faster.
    """
    now = _locked(head)
    if made := _made_before(submission_key, now.customer):
        return made
    _check_refund(now, amount, on)
    line = Purchase(
        customer=now.customer, branch=now.branch, invoice=_number(), item=reason,
        business_line=now.business_line, quantity=-1, unit_price=amount,
        amount=-amount, is_credit=True, reverses=now,
    )  # fmt: skip
    return _store(line, "purchase.refunded", actor, on, submission_key, at)


@transaction.atomic
def void(head: Purchase, *, actor: User, reason: str, at: datetime) -> None:
    """Take a wrong entry out of every figure; it stays to be seen. Safe twice.

    Only what was entered by hand, and nothing that a refund still stands on.
    """
    now = _locked(head)
    if now.is_voided:
        return
    if not now.is_by_hand:
        raise Refused(_("This came from a file. Correct it where the file comes from."))
    if now.refunds.standing().exists():
        raise Refused(_("A refund stands on this invoice. Void the refund first."))
    lines = Purchase.objects.of_source(BY_HAND).filter(invoice=now.invoice)
    lines.update(voided_at=at, voided_by=actor, void_reason=reason)
    changes = {"amount": [str(now.amount), None]}
    _record(actor, "purchase.voided", now, at, changes, reason)
    recount([now.customer_id])


def left(head: Purchase) -> Decimal:
    """Return what of an invoice was not given back yet. Two queries."""
    lines = Purchase.objects.standing().filter(
        customer_id=head.customer_id, source=head.source, invoice=head.invoice
    )
    total = lines.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    return total - Purchase.objects.refunded([head]).get(head.pk, Decimal(0))


def _locked(head: Purchase) -> Purchase:
    """Return the first line as it stands; who refunds or voids it waits for us.

    The customer first, as whoever merges two or counts their purchases takes them.
    """
    locked(head.customer)
    rows = Purchase.objects.select_for_update(of=("self",))
    return rows.select_related("customer", "branch").get(pk=head.pk)


def _check_refund(head: Purchase, amount: Decimal, on: date) -> None:
    if head.is_voided or head.is_credit:
        raise Refused(_("This is no invoice that could be refunded."))
    zone = timezone.get_default_timezone()
    if on < head.bought_at.astimezone(zone).date():
        raise Refused(_("That is before the day of the invoice."), "on")
    if amount > (still := left(head)):
        said = _("Only %(left)s of this invoice is left to refund.")
        raise Refused(said % {"left": f"{still:,.2f}"}, "amount")


def _made_before(key: uuid.UUID, customer: Customer) -> Purchase | None:
    made = Purchase.objects.filter(submission_key=key).first()
    if made and made.customer_id != customer.pk:
        raise Refused(_("This form was sent already. Open a new one."))
    return made


def _store(line: Purchase, action: str, actor, on: date, key, at) -> Purchase:
    line.source, line.ordinal, line.entered_by = BY_HAND, 1, actor
    line.bought_at, line.submission_key = _moment(on, at), key
    line.save(force_insert=True)
    _record(actor, action, line, at, {"amount": [None, str(line.amount)]}, "")
    recount([line.customer_id])
    return line


def _moment(on: date, at: datetime) -> datetime:
    """Return noon of the day, or now where noon is still to come."""
    noon = datetime.combine(on, time(12), tzinfo=timezone.get_default_timezone())
    return min(noon, at)


def _number() -> str:
    """Draw a number for what has none of its own, passing over what people typed."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT nextval('purchase_number')")
            number = f"SD{cursor.fetchone()[0]:06d}"
            if not Purchase.objects.of_source(BY_HAND).filter(invoice=number).exists():
                return number


def _record(actor, action, line: Purchase, at, changes, reason: str) -> None:
    audit.record(
        actor, action, line, at=at, changes=changes, reason=reason,
        customer_id=line.customer_id,
    )  # fmt: skip
