"""What is still to be done at the demo company, seen from the day it is loaded."""

import datetime
from random import Random

from crm.demo.calendar import moment, today
from crm.demo.meetings import CHANNELS, PURPOSES
from crm.demo.people import KNOWN
from customers.choices.archive import Kind, Tier
from customers.models import Customer
from visits.choices import Channel, Purpose, State
from visits.models import Visit

# For `account`, whose Today page the tour shows: days from today, hour, minute.
OVERDUE = [(-6, 10, 0), (-3, 15, 30), (-1, 9, 30)]
TODAY = [(0, 9, 30), (0, 11, 0), (0, 14, 0), (0, 16, 30)]
DUE = 10
BIRTHDAYS = 3
# Days a customer of the tier may wait for the next contact.
PATIENCE = {Tier.S: 14, Tier.A: 30, Tier.B: 60, Tier.C: 120, Tier.D: 240}


def plans(archive: list[Customer], at, draw: Random) -> list[Visit]:
    """Return the planned visits, and set when each customer is to be heard next."""
    made = []
    owned: dict[str, list[Customer]] = {}
    for customer in archive:
        owned.setdefault(customer.owner.username, []).append(customer)
    for username, theirs in owned.items():
        waiting = _most_valuable(theirs)
        slots = _slots(username == "account", len(theirs), draw)
        for slot, customer in zip(slots, waiting, strict=False):
            made.append(_planned(customer, slot, at, draw))
        rest = waiting[len(slots) :]
        due = DUE if username == "account" else len(theirs) // 25
        _set_dates(rest, due, at, draw)
    _celebrate(archive, at)
    made.sort(key=lambda visit: (visit.planned_at, visit.customer.code))
    return made


def _most_valuable(theirs: list[Customer]) -> list[Customer]:
    """Return the customers with 王小明 in front, then the tiers mixed, best first."""
    return sorted(theirs, key=lambda one: (one.name != KNOWN, one.tier, one.code))


def _slots(is_tour: bool, customers: int, draw: Random) -> list[tuple]:
    """Return when the owner's open plans are: days from today, hour, minute."""
    if is_tour:
        late, now = OVERDUE, TODAY
    else:
        late = [(-draw.randint(1, 9), draw.randint(9, 17), 0) for _ in range(2)]
        now = [(0, hour, 30) for hour in draw.sample(range(9, 18), k=3)]
    later = [
        (draw.randint(1, 14), draw.randint(9, 17), draw.choice([0, 30]))
        for _ in range(10)
    ]
    return [*now, *late, *later][: max(customers // 2, 1)]


def _planned(customer: Customer, slot: tuple, at, draw: Random) -> Visit:
    days, hour, minute = slot
    day = today(at) + datetime.timedelta(days=days)
    created = at - datetime.timedelta(days=draw.randint(10, 20), minutes=minute)
    created = max(created, customer.created_at)
    if customer.name == KNOWN:
        channel, purpose = Channel.VISIT, Purpose.CARE
    else:
        channel = draw.choices(CHANNELS, [6, 3, 1, 2])[0]
        purpose = draw.choices(PURPOSES, [8, 6, 3, 1, 4, 1])[0]
    customer.next_contact_on = day
    return Visit(
        customer=customer,
        owner=customer.owner,
        branch=customer.branch,
        channel=channel,
        state=State.PLANNED,
        purpose=purpose,
        planned_at=moment(day, hour, minute),
        created_by=customer.owner,
        created_at=min(created, moment(day, hour, minute)),
    )


def _set_dates(rest: list[Customer], due: int, at, draw: Random) -> None:
    """Let `due` of the customers wait since some days, half the others for later."""
    for place, customer in enumerate(rest):
        if place < due:
            days = -draw.randint(0, 12)
        elif draw.random() < 0.5:
            days = draw.randint(1, PATIENCE[customer.tier])
        else:
            continue
        customer.next_contact_on = today(at) + datetime.timedelta(days=days)


def _celebrate(archive: list[Customer], at) -> None:
    """Give `account` some birthdays within the week, whatever the day is."""
    persons = [
        one
        for one in archive
        if one.kind == Kind.PERSON and one.owner.username == "account" and one.birthday
    ]
    for ahead, customer in enumerate(persons[1 : 1 + BIRTHDAYS]):
        day = today(at) + datetime.timedelta(days=ahead * 2)
        customer.birthday = day.replace(year=1980 + ahead, day=min(day.day, 28))
