"""Everything that measures how complete the archive is, and the rules it follows."""

from datetime import date, datetime

from django.db import connection, transaction

from accounts import audit
from accounts.days import day_of
from accounts.models import User
from accounts.seen import merged, stands
from customers.choices.archive import Kind, Source
from customers.choices.assets import AssetKind, AssetState
from customers.choices.completeness import Asked
from customers.choices.consent import Purpose
from customers.choices.facts import Reachable
from customers.models import CompletenessRule, Customer
from customers.services import completeness_statements as statements
from customers.services import sets
from customers.services.editing import locked

FIELDS = ("weight", "tiers", "fresh_months")
MOST_PROMPTS = 2
Gaps = list[Asked]


def nightly(*, at: datetime) -> int:
    """Measure everybody and keep the day. Returns how many scores changed."""
    today = day_of(at)
    changed = sum(_measure(today, *ids) for ids in sets.of_customers())
    keep_day(on=today)
    return changed


@transaction.atomic
def follow(customer_id: int, *, at: datetime) -> None:
    """Measure one customer anew: in the transaction of whoever changed him."""
    _measure(day_of(at), customer_id, customer_id)


@transaction.atomic
def keep_day(*, on: date) -> int:
    """Keep how complete each owner's customers are; a day kept twice stands as last."""
    with connection.cursor() as cursor:
        cursor.execute(statements.FORGET, {"on": on})
        cursor.execute(statements.KEEP, {"on": on})
        return cursor.rowcount


def prompts(customer: Customer, *, on: date) -> Gaps:
    """Return what to ask him for next: the two gaps that cost most; one query."""
    told = _told(on, customer.pk, customer.pk) | {"most": MOST_PROMPTS}
    with connection.cursor() as cursor:
        cursor.execute(statements.GAPS, told)
        return [Asked(field) for (field,) in cursor.fetchall()]


@transaction.atomic
def change_rule(
    rule: CompletenessRule, *, actor: User, seen: str, at: datetime, **fields
) -> None:
    """Change a rule whose form showed `seen`. The scores follow at night.

    Raises Conflict where someone else changed the same meanwhile.
    """
    if set(fields) != set(FIELDS):
        raise TypeError(f"to be written: {', '.join(FIELDS)}")
    now = locked(rule)
    mine = merged(stands(now, FIELDS), fields, seen)
    if changes := audit.difference(now, mine):
        CompletenessRule.objects.filter(pk=now.pk).update(**mine)
        audit.record(actor, "completeness.changed", now, at=at, changes=changes)


def _measure(on: date, first: int, last: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statements.MEASURE, _told(on, first, last))
        return cursor.rowcount


def _told(on: date, first: int, last: int) -> dict:
    return {
        "on": on, "first": first, "last": last, "zone": statements.zone(),
        "person": Kind.PERSON, "in_use": AssetState.IN_USE,
        "vehicle": AssetKind.VEHICLE, "invited": Purpose.MARKETING,
        "unknown": Source.OTHER, "by_phone": Reachable.PHONE,
        "by_email": Reachable.EMAIL, "by_address": Reachable.ADDRESS,
    }  # fmt: skip
