"""Purchases of the demo company that somebody typed in, and a refund here and there."""

import datetime
from decimal import Decimal
from random import Random

from crm.demo.calendar import ZONE, days_before, moment
from crm.demo.words import wares
from customers.choices.archive import BusinessLine
from customers.models import Customer, Purchase
from customers.models.purchases import BY_HAND

# Of every so many customers one has something that came with no file.
EVERY = 25
REFUNDED_SHARE = 0.3
OLDEST = 60


def by_hand(archive: list[Customer], at, draw: Random) -> list[Purchase]:
    """Return single orders typed in, and count them in their customers' figures."""
    made = []
    for number, customer in enumerate(archive[EVERY - 1 :: EVERY], start=1):
        came = customer.created_at.astimezone(ZONE).date()
        day = max(came, days_before(at, draw.randint(3, OLDEST)))
        code, item, price = draw.choice(wares.PARTS)
        invoice = f"SG{day:%y%m%d}{number:03d}"
        line = _line(customer, invoice, min(moment(day, 12), at), Decimal(price))
        line.item_code, line.item = code, item
        made.append(line)
        _count(line)
    return made


def refunds(entered: list[Purchase], at, draw: Random) -> list[Purchase]:
    """Return what was given back of some of them, half of each."""
    made = []
    for head in entered:
        if draw.random() < REFUNDED_SHARE:
            when = min(head.bought_at + datetime.timedelta(days=2), at)
            half = (head.amount / 2).quantize(Decimal("0.01"))
            line = _line(head.customer, f"{head.invoice}T", when, half)
            line.quantity, line.amount, line.is_credit = -1, -half, True
            line.item, line.reverses = "配件退货", head
            head.customer.purchase_total += line.amount
            made.append(line)
    return made


def _line(customer: Customer, invoice: str, when, amount: Decimal) -> Purchase:
    return Purchase(
        customer=customer,
        branch=customer.branch,
        source=BY_HAND,
        invoice=invoice,
        ordinal=1,
        bought_at=when,
        business_line=BusinessLine.PARTS,
        unit_price=amount,
        amount=amount,
        entered_by=customer.owner,
    )


def _count(line: Purchase) -> None:
    customer, day = line.customer, line.bought_at.astimezone(ZONE).date()
    customer.purchase_total += line.amount
    customer.purchase_count += 1
    customer.last_purchase_on = max(customer.last_purchase_on or day, day)
