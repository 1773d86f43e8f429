"""How the people of the demo company met their customers over two years."""

import datetime
from random import Random

from accounts.models import User
from crm.demo.calendar import days_before, moment, today
from crm.demo.people import KNOWN, Company
from crm.demo.words import talk
from customers.choices.archive import Tier
from customers.models import Customer
from visits.choices import Channel, Outcome, Purpose, State
from visits.models import Visit

# Days between two contacts, and how many are told of at most.
RHYTHM = {Tier.S: 26, Tier.A: 55, Tier.B: 110, Tier.C: 200, Tier.D: 380}
MOST = 20
CHANNELS = [Channel.VISIT, Channel.PHONE, Channel.WECHAT, Channel.RECEPTION]
PURPOSES = [
    Purpose.CARE,
    Purpose.FOLLOW_UP,
    Purpose.SALES,
    Purpose.DELIVERY,
    Purpose.SERVICE,
    Purpose.COLLECTION,
]
OUTCOMES = [Outcome.POSITIVE, Outcome.NEUTRAL, Outcome.NOT_MET, Outcome.PROBLEM]


def history(staff: Company, archive: list[Customer], at, draw: Random) -> list[Visit]:
    """Return the logged visits, oldest first; the customers learn of their last one."""
    made = []
    for customer in archive:
        hosts = staff.receptionists(customer.branch)
        for day in _days(customer, at, draw):
            visit = _logged(customer, day, hosts, draw)
            if visit.happened_at < at:
                made.append(visit)
    made.sort(key=lambda visit: (visit.happened_at, visit.customer.code))
    for visit in made:
        if visit.outcome == Outcome.NOT_MET:
            continue
        visit.customer.last_contact_at = visit.happened_at
    return made


def note(outcome: str, draw: Random) -> str:
    car = draw.choice(["车辆", "新车", "启程", "凌霄", "星屿 EV", "远途"])
    return draw.choice(talk.NOTES[outcome]).format(car=car)


def _days(customer: Customer, at, draw: Random) -> list[datetime.date]:
    """Return days of contact, walking back from the last by the rhythm of the tier."""
    rhythm = RHYTHM[customer.tier]
    since = max(customer.created_at, moment(days_before(at, 730), 9)).date()
    quiet = draw.random() < 0.2 and customer.name != KNOWN
    gap = draw.randint(90, 400) if quiet else draw.randint(1, round(rhythm * 1.3))
    day = today(at) - datetime.timedelta(days=gap)
    days = []
    while day > since and len(days) < MOST:
        days.append(day)
        step = max(4, round(rhythm * draw.uniform(0.6, 1.5)))
        day -= datetime.timedelta(days=step)
    return days


def _logged(
    customer: Customer, day: datetime.date, hosts: list[User], draw: Random
) -> Visit:
    channel = draw.choices(CHANNELS, [4, 3, 2, 2])[0]
    outcome = draw.choices(OUTCOMES, [58, 28, 9, 5])[0]
    if channel == Channel.RECEPTION and outcome == Outcome.NOT_MET:
        outcome = Outcome.NEUTRAL
    received = channel == Channel.RECEPTION and hosts
    happened = moment(day, draw.randint(9, 17), draw.choice([0, 10, 15, 30, 40, 45]))
    logged = happened + datetime.timedelta(minutes=draw.randint(15, 240))
    owner = draw.choice(hosts) if received else customer.owner
    reason = draw.choice([*talk.NOT_MET]) if outcome == Outcome.NOT_MET else ""
    planned = happened if draw.random() < 0.55 else None
    return Visit(
        customer=customer,
        owner=owner,
        branch=customer.branch,
        channel=channel,
        state=State.LOGGED,
        purpose=draw.choices(PURPOSES, [8, 6, 3, 1, 4, 1])[0],
        planned_at=planned,
        happened_at=happened,
        logged_at=logged,
        outcome=outcome,
        not_met_reason=reason,
        note=talk.NOT_MET[reason] if reason else note(outcome, draw),
        created_by=owner,
        created_at=planned - datetime.timedelta(days=5) if planned else logged,
    )
