"""What the customers of the demo company bought, and the tier that makes of them."""

import datetime
from decimal import Decimal
from random import Random

from crm.demo.calendar import ZONE, days_before, moment
from crm.demo.people import KNOWN
from crm.demo.words import wares
from customers.choices.archive import BusinessLine, Tier
from customers.models import Customer, Purchase

SOURCE = "DMS"
# Share of the customers, best first, down to which each tier reaches.
TIERS = [(0.03, Tier.S), (0.15, Tier.A), (0.45, Tier.B), (0.85, Tier.C), (1.0, Tier.D)]
LATEST_HOUR = 18


class Ledger:
    """Collects invoices, numbered by branch and month, and sums them per customer."""

    def __init__(self, draw: Random):
        self.draw = draw
        self.lines: list[Purchase] = []
        self.count = 0

    def invoice(
        self, customer: Customer, day: datetime.date, wanted: list, credit=False
    ) -> None:
        """Add one invoice of `wanted`: rows of (business line, ware, quantity)."""
        self.count += 1
        number = f"{customer.branch.code}{day:%y%m}{self.count:06d}"
        hour, minute = self.draw.randint(9, LATEST_HOUR - 1), self.draw.randint(0, 59)
        for ordinal, (line, ware, quantity) in enumerate(wanted, start=1):
            code, item, price = ware
            self.lines.append(
                Purchase(
                    customer=customer,
                    branch=customer.branch,
                    source=SOURCE,
                    invoice=number,
                    ordinal=ordinal,
                    bought_at=moment(day, hour, minute),
                    business_line=line,
                    item_code=code,
                    item=item,
                    quantity=-quantity if credit else quantity,
                    unit_price=Decimal(price),
                    amount=Decimal(price) * (-quantity if credit else quantity),
                    is_credit=credit,
                    entered_by=customer.created_by,
                )
            )


def purchases(archive: list[Customer], at, draw: Random) -> list[Purchase]:
    """Return the lines of all invoices, oldest first, and set the customers' sums."""
    ledger = Ledger(draw)
    first = days_before(at, 730)
    for customer in archive:
        came = customer.created_at.astimezone(ZONE).date()
        last = 20 if customer.name == KNOWN else _days_since_last(draw)
        left = days_before(at, last)
        _history(ledger, customer, came, max(came, first), max(left, came), draw)
    ledger.lines.sort(key=lambda line: (line.bought_at, line.invoice, line.ordinal))
    _sum_up(archive, ledger.lines)
    return ledger.lines


def rank(archive: list[Customer]) -> None:
    """Give each customer the tier that his purchases put him in."""
    best_first = sorted(archive, key=lambda one: (-one.purchase_total, one.code))
    for place, customer in enumerate(best_first):
        share = place / len(best_first)
        tier = next(tier for limit, tier in TIERS if share < limit)
        customer.tier = Tier.A if customer.name == KNOWN else tier


def _days_since_last(draw: Random) -> int:
    """A quarter of the customers has gone quiet for months."""
    return draw.randint(150, 500) if draw.random() < 0.25 else draw.randint(1, 60)


def _history(ledger, customer, came, start, end, draw: Random) -> None:
    if came == start or draw.random() < 0.3:
        _vehicle(ledger, customer, _in_season(start, end, draw), draw)
    day = start + datetime.timedelta(days=draw.randint(20, 150))
    while day <= end:
        _workshop(ledger, customer, day, draw)
        day += datetime.timedelta(days=draw.randint(110, 240))
    if draw.random() < 0.45:
        day = start + datetime.timedelta(days=draw.randint(0, 365))
        while day <= end:
            sort = BusinessLine.INSURANCE
            covers = draw.sample(wares.INSURANCES, k=draw.randint(1, 2))
            ledger.invoice(customer, day, [(sort, cover, 1) for cover in covers])
            day += datetime.timedelta(days=365)


def _vehicle(ledger, customer, day, draw: Random) -> None:
    range_of = wares.FLEET_VEHICLES if customer.is_organisation else wares.VEHICLES
    number = draw.choice([1, 2, 3, 5]) if customer.is_organisation else 1
    wanted = [(BusinessLine.SALES, draw.choice(range_of), number)]
    if draw.random() < 0.4:
        wanted.append((BusinessLine.PARTS, draw.choice(wares.PARTS[3:]), number))
    ledger.invoice(customer, day, wanted)


def _workshop(ledger, customer, day, draw: Random) -> None:
    wanted = [(BusinessLine.SERVICE, draw.choice(wares.SERVICES), 1)]
    if draw.random() < 0.35:
        pieces = draw.choice([1, 1, 2, 4])
        wanted.append((BusinessLine.PARTS, draw.choice(wares.PARTS), pieces))
    ledger.invoice(customer, day, wanted)
    if len(wanted) > 1 and draw.random() < 0.06:
        ledger.invoice(customer, day, wanted[1:], credit=True)


def _in_season(start, end, draw: Random) -> datetime.date:
    """Return a day between the two, more likely one when many cars are sold."""
    span = (end - start).days
    days = [start + datetime.timedelta(days=draw.randint(0, span)) for _ in range(4)]
    return draw.choices(days, [wares.SEASON[day.month - 1] for day in days])[0]


def _sum_up(archive: list[Customer], lines: list[Purchase]) -> None:
    """Set what the customers' rows keep of their purchases."""
    invoices: dict[str, set] = {customer.code: set() for customer in archive}
    for line in lines:
        customer = line.customer
        customer.purchase_total += line.amount
        if not line.is_credit:
            invoices[customer.code].add(line.invoice)
            customer.last_purchase_on = line.bought_at.astimezone(ZONE).date()
    for customer in archive:
        customer.purchase_count = len(invoices[customer.code])
