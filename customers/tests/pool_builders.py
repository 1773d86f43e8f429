"""Builders of the common pool: customers forgotten for long, through the real clock."""

from datetime import timedelta

from crm.services.recycling import recycle
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Customer, Pooling

DAY = timedelta(days=1)
# D goes after 365 days, and its owner is warned 7 days before.
WARNED = NOON + 358 * DAY
POOLED = NOON + 365 * DAY


def forgotten(owner, **fields) -> Customer:
    """Make a customer nobody has done anything for since NOON."""
    return make_customer(owner, **{"tier": "D"} | fields)


def in_pool(owner, **fields) -> Pooling:
    """Return the way of a forgotten customer, who lies in the pool since POOLED."""
    customer = forgotten(owner, **fields)
    recycle(at=WARNED)
    recycle(at=POOLED)
    return Pooling.objects.get(customer=customer)


def lying(owner, **fields) -> Pooling:
    """Put a customer of `owner` into the pool as of long ago."""
    return way(owner, pooled_at=NOON - 40 * DAY, **fields)


def way(owner, *, pooled_at=None, **fields) -> Pooling:
    told = {"warned_at": NOON - 50 * DAY, "due_on": NOON.date(), "pooled_at": pooled_at}
    customer = forgotten(owner, **fields)
    return Pooling.objects.create(
        customer=customer, owner=owner, branch=owner.branch, **told
    )
