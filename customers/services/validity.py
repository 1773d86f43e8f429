"""Everything that says whether a customer can be reached as the archive says."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts import audit
from accounts.days import day_of
from accounts.models import User
from accounts.refused import Refused
from customers.choices.facts import Reachable, Trouble
from customers.models import ContactCheck, Customer
from customers.services import completeness
from customers.services.editing import locked

# The column that is reached by, and those whose change makes it another.
COLUMNS = {
    Reachable.PHONE: ("phone",),
    Reachable.EMAIL: ("email",),
    Reachable.ADDRESS: ("address", "city"),
}
CLEAR = {"trouble": "", "trouble_on": None, "tries": 0}
MOST_TRIES = 99


@transaction.atomic
def verify(
    customer: Customer,
    *,
    actor: User,
    channels: Collection[str] | None = None,
    at: datetime,
) -> bool:
    """Note that the archive, or these ways to reach him, were verified on this day.

    Without `channels` it is the whole archive: what is wrong with any is cleared, and
    nothing is left to check at his next arrival. Safe twice a day: says if it was new.
    """
    now, on = locked(customer), day_of(at)
    known = [one for one in Reachable if getattr(now, COLUMNS[one][0])]
    asked = known if channels is None else [one for one in known if one in channels]
    before = _troubles(now)
    moved = [one for one in asked if _set(now, one, verified_on=on, **CLEAR)]
    new = {"verified_on": on, "check_at_arrival": False} if channels is None else {}
    changes = _write(now, new, before)
    if not moved and not changes:
        return False
    changes |= {"verified": [None, ", ".join(moved)]} if moved else {}
    _record(actor, "customer.verified", now, at, changes)
    completeness.follow(now.pk, at=at)
    return True


@transaction.atomic
def report(
    customer: Customer,
    *,
    actor: User,
    channel: str,
    trouble: str,
    tries: int = 0,
    at: datetime,
) -> None:
    """Note that the customer cannot be reached by `channel`, and why."""
    now = locked(customer)
    if not getattr(now, COLUMNS[channel][0]):
        raise Refused(_("There is nothing of it in the archive."), "channel")
    if trouble == Trouble.NO_ANSWER and not tries:
        raise Refused(_("Say how often nobody answered."), "tries")
    before = _troubles(now)
    tries = min(tries, MOST_TRIES) if trouble == Trouble.NO_ANSWER else 0
    if not _set(now, channel, trouble=trouble, trouble_on=day_of(at), tries=tries):
        return
    changes = _write(now, {}, before)
    _record(actor, "customer.unreachable", now, at, changes)


@transaction.atomic
def flag(customer: Customer, *, actor: User, is_to_check: bool, at: datetime) -> bool:
    """Ask the reception to check his particulars when he comes next, or no longer."""
    now = locked(customer)
    changes = _write(now, {"check_at_arrival": is_to_check}, _troubles(now))
    if changes:
        _record(actor, "customer.flagged", now, at, changes)
    return bool(changes)


def rewritten(now: Customer, names: Collection[str]) -> None:
    """Clear what was wrong with a number or address that has just been rewritten.

    Nothing is verified by that. Runs in the transaction of whoever rewrote it, who
    holds the customer locked and writes the audit row.
    """
    others = [one for one, of in COLUMNS.items() if set(of) & set(names)]
    checks = ContactCheck.objects.filter(customer=now, channel__in=others)
    if checks.update(verified_on=None, **CLEAR):
        _write(now, {}, {})


def rewritten_all(pairs: Collection[tuple[Customer, Collection[str]]]) -> None:
    """Do as `rewritten` for many: each with the names of what was rewritten of him.

    A few statements at any count; those who hold the customers locked call it.
    """
    for channel, of in COLUMNS.items():
        ids = [one.pk for one, names in pairs if set(of) & set(names)]
        checks = ContactCheck.objects.filter(customer__in=ids, channel=channel)
        checks.exclude(verified_on=None, **CLEAR).update(verified_on=None, **CLEAR)
    troubled = ContactCheck.objects.troubled().filter(customer=OuterRef("pk"))
    flagged = Customer.objects.filter(pk__in=[one.pk for one, _names in pairs])
    cleared = flagged.filter(~Exists(troubled), has_trouble=True)
    cleared.update(has_trouble=False)


def _set(now: Customer, channel: str, **new) -> bool:
    """Write `new` into the check of a channel; says whether that changed it."""
    check, is_new = ContactCheck.objects.get_or_create(
        customer=now, channel=channel, defaults=new
    )
    if is_new:
        return True
    changed = any(getattr(check, name) != value for name, value in new.items())
    if changed:
        ContactCheck.objects.filter(pk=check.pk).update(**new)
    return changed


def _write(now: Customer, new: dict, before: dict[str, str]) -> dict[str, list]:
    """Write `new` and whether anything is wrong; return what changed."""
    after = _troubles(now)
    new = new | {"has_trouble": bool(after)}
    changes = audit.difference(now, new)
    if changes:
        Customer.objects.filter(pk=now.pk).update(**new)
    changes.pop("has_trouble", None)
    for channel in sorted(before.keys() | after.keys()):
        if before.get(channel) != after.get(channel):
            changes[f"check_{channel.lower()}"] = [
                before.get(channel), after.get(channel),
            ]  # fmt: skip
    return changes


def _troubles(now: Customer) -> dict[str, str]:
    """Return {channel: what is wrong with it, how often}; one query."""
    rows = ContactCheck.objects.filter(customer=now).troubled()
    return {
        channel: f"{trouble} {tries}" if tries else trouble
        for channel, trouble, tries in rows.values_list("channel", "trouble", "tries")
    }


def _record(actor, action, customer, at, changes) -> None:
    audit.record(
        actor, action, customer, at=at, changes=changes, customer_id=customer.pk
    )
