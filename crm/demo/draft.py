"""The whole demo company in memory, unstored: the same day makes the same company."""

import datetime
from dataclasses import dataclass
from random import Random

from crm.demo import (
    archive,
    doubles,
    facts,
    meetings,
    people,
    plans,
    purchases,
    replies,
)
from customers.models import Contact, Customer, Purchase
from visits.models import Addendum, FeedbackItem, Review, Visit

SEED = 20261122


@dataclass
class Draft:
    draw: Random
    staff: people.Company
    customers: list[Customer]
    contacts: list[Contact]
    purchases: list[Purchase]
    planned: list[Visit]
    logged: list[Visit]
    feedback: list[FeedbackItem]
    addenda: list[Addendum]
    reviews: list[Review]
    known: facts.Known


def company(*, customers: int, at: datetime.datetime) -> Draft:
    """Imagine the company as it stands at `at`, with so many customers."""
    draw = Random(SEED)
    staff = people.company()
    served = archive.customers(staff, customers, at, draw)
    doubles.enter_twice(served, staff)
    known = archive.contacts(served, at, draw)
    bought = purchases.purchases(served, at, draw)
    purchases.rank(served)
    logged = meetings.history(staff, served, at, draw)
    return Draft(
        draw=draw,
        staff=staff,
        customers=served,
        contacts=known,
        purchases=bought,
        planned=plans.plans(served, at, draw),
        logged=logged,
        feedback=replies.feedback(logged, at, draw),
        addenda=replies.addenda(logged, at, draw),
        reviews=replies.reviews(staff, logged, at, draw),
        # Of its own, so that what is known more changes nothing else.
        known=facts.known(served, at, Random(SEED + 1)),
    )
