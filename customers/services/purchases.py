"""Everything that changes purchases: invoice files brought into the ledger."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts import audit
from accounts.days import day_of
from accounts.models import Branch, User
from customers import invoices
from customers.choices.archive import BusinessLine, Source
from customers.invoices import Line
from customers.models import Customer, Purchase
from customers.services import intake, stages
from customers.services.copying import copy
from customers.services.editing import one_at_a_time

CHUNK = 20_000
WEEK = timedelta(weeks=1)
MOST_WRONG_SHOWN = 20
# Lines wait here, so that one statement stores those that are not there yet.
STAGED = ("customer_id", "invoice", "ordinal", "bought_at", "item_code", "item",
          "quantity", "unit_price", "is_credit")  # fmt: skip
STAGING = """
    CREATE TEMP TABLE IF NOT EXISTS purchase_intake (
        customer_id bigint, invoice text, ordinal integer, bought_at timestamptz,
        item_code text, item text, quantity integer, unit_price numeric,
        is_credit boolean
    );
    TRUNCATE purchase_intake
"""
STORE = """
    INSERT INTO customers_purchase (
        customer_id, invoice, ordinal, bought_at, item_code, item, quantity,
        unit_price, is_credit, amount, source, branch_id, business_line, entered_by_id
    )
    SELECT customer_id, invoice, ordinal, bought_at, item_code, item, quantity,
        unit_price, is_credit, quantity * unit_price, %s, %s, %s, %s
    FROM purchase_intake
    ON CONFLICT (source, invoice, ordinal) DO NOTHING
"""
# A credit note is no purchase, but it lowers what was bought.
RECOUNT = """
    UPDATE customers_customer AS customer
    SET purchase_count = ledger.invoices,
        purchase_total = ledger.total,
        last_purchase_on = ledger.last_on
    FROM (
        SELECT customer_id,
            count(DISTINCT (source, invoice)) FILTER (WHERE NOT is_credit) AS invoices,
            round(sum(amount), 2) AS total,
            (max(bought_at) FILTER (WHERE NOT is_credit)
                AT TIME ZONE %s)::date AS last_on
        FROM customers_purchase
        WHERE customer_id = ANY(%s)
        GROUP BY customer_id
    ) AS ledger
    WHERE customer.id = ledger.customer_id
        AND (purchase_count, purchase_total, last_purchase_on)
            IS DISTINCT FROM (ledger.invoices, ledger.total, ledger.last_on)
"""


class Order(NamedTuple):
    """What to import, and how it shall stand in the ledger."""

    path: Path
    source: str
    actor: User
    branch: Branch
    business_line: BusinessLine = BusinessLine.RETAIL
    shift: timedelta = timedelta(0)


@dataclass
class Report:
    """What one run read and did. `wrong` holds the first lines not understood."""

    read: int = 0
    stored: int = 0
    already_there: int = 0
    without_customer: int = 0
    wrong_count: int = 0
    wrong: list[Line] = field(default_factory=list)
    invoices: set[str] = field(default_factory=set)
    customers: dict[str, int] = field(default_factory=dict)
    customers_new: int = 0


def bring_in(
    order: Order, *, at: datetime, heard: Callable[[Report], None] = lambda report: None
) -> Report:
    """Store the lines of an invoice file that are not there yet, chunk by chunk.

    Each chunk is a transaction, so that a run that breaks off is simply run again.
    `heard` is called after each. The figures of the customers follow at the end.
    """
    report = Report()
    for chunk in _chunks(invoices.lines(order.path)):
        _store(order, chunk, report, at=at)
        heard(report)
    _finish(order, report, at=at)
    if report.stored:
        stages.recompute(as_of=day_of(at))
    return report


def recount(customer_ids: list[int]) -> int:
    """Bring these customers' figures in step with the ledger; returns how many changed.

    Whoever has no line in the ledger is left as he is.
    """
    with connection.cursor() as cursor:
        zone = timezone.get_default_timezone_name()
        cursor.execute(RECOUNT, [zone, customer_ids])
        return cursor.rowcount


def weeks_to(path: Path, source: str, *, at: datetime) -> timedelta:
    """Return the whole weeks that bring the last invoice of a file next to `at`.

    Where lines of it are stored already they say how far they were moved, so that a run
    that broke off a week ago goes on as it began.
    """
    stored = Purchase.objects.of_source(source).order_by("pk").first()
    last = None
    for line in invoices.lines(path):
        if not line.is_kept:
            continue
        if stored and (line.invoice, line.ordinal) == (stored.invoice, stored.ordinal):
            return stored.bought_at - _local(line.bought_at)
        last = max(last or line.bought_at, line.bought_at)
    return (at - _local(last)) // WEEK * WEEK if last else timedelta(0)


@transaction.atomic
def _store(order: Order, chunk: list[Line], report: Report, *, at: datetime) -> None:
    """Store one chunk: customers first, then their lines."""
    one_at_a_time(f"purchases:{order.source}")
    kept = [line for line in chunk if line.is_kept]
    _meet_customers(order, kept, report, at=at)
    stored = _insert(order, kept, report.customers)
    wrong = [line for line in chunk if line.wrong]
    report.read += len(chunk)
    report.stored += stored
    report.already_there += len(kept) - stored
    report.wrong_count += len(wrong)
    report.wrong += wrong[: MOST_WRONG_SHOWN - len(report.wrong)]
    report.without_customer += len(chunk) - len(kept) - len(wrong)
    report.invoices |= {line.invoice for line in kept}


def _meet_customers(order: Order, kept: list[Line], report: Report, *, at) -> None:
    """Find the customers of these lines, and add those nobody has met yet."""
    places = {
        line.customer: line.place
        for line in reversed(kept)
        if line.customer not in report.customers
    }
    # What a merged customer bought is the other's; a removed one may come back.
    known = Customer.ever.from_source(order.source).with_keys(places)
    report.customers |= dict(
        known.values_list("external_key", Coalesce("merged_into", "pk"))
    )
    unmet = [key for key in reversed(places) if key not in report.customers]
    drafts = [(_draft(order, key, places[key]), []) for key in unmet]
    added = intake.add(drafts, actor=order.actor, file=order.path.name, at=at)
    report.customers |= {one.external_key: one.pk for one in added}
    report.customers_new += len(added)


def _draft(order: Order, key: str, place: str) -> Customer:
    return Customer(
        name=f"客户 {key}",
        city=place,
        source=Source.IMPORT,
        owner=order.actor,
        branch=order.branch,
        external_source=order.source,
        external_key=key,
    )


def _insert(order: Order, kept: list[Line], customers: dict[str, int]) -> int:
    """Store those of the lines that are not there yet; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(STAGING)
        copy("purchase_intake", STAGED, _staged(kept, customers, order.shift))
        cursor.execute(
            STORE,
            [order.source, order.branch.pk, order.business_line, order.actor.pk],
        )
        return cursor.rowcount


def _staged(kept: Iterable[Line], customers: dict[str, int], shift) -> Iterator[tuple]:
    for line in kept:
        moment = (_local(line.bought_at) + shift).isoformat()
        yield (
            customers[line.customer], line.invoice, line.ordinal, moment,
            line.item_code, line.item, line.quantity, line.unit_price, line.is_credit,
        )  # fmt: skip


@transaction.atomic
def _finish(order: Order, report: Report, *, at: datetime) -> None:
    """Bring the customers' figures up to date; record a run that changed something."""
    recounted = recount(list(report.customers.values()))
    if report.stored or report.customers_new or recounted:
        changes = {
            "lines": [None, report.stored],
            "customers": [None, report.customers_new],
        }
        action = "purchases.imported"
        audit.record(order.actor, action, order.branch, at=at, changes=changes)


def _chunks(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while chunk := list(islice(lines, CHUNK)):
        yield chunk


def _local(moment: datetime) -> datetime:
    return timezone.make_aware(moment, timezone.get_default_timezone())
