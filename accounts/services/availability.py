"""Everything someone changes about how and when he hears of what happens."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.choices import FIXED, EventGroup, Way
from accounts.models import Availability, ChosenWay, User
from accounts.refused import Refused


@transaction.atomic
def choose(
    user: User,
    *,
    ways: dict[EventGroup, Way],
    quiet_from: time,
    quiet_until: time,
    quiet_on_days_off: bool,
    away_from: date | None = None,
    away_until: date | None = None,
    substitute: User | None = None,
    at: datetime,
) -> None:
    """Store how `user` hears of each group, when not, and who hears for him."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    _check_absence(user, away_from, away_until, substitute)
    if any(ways.get(group) == Way.OFF for group in FIXED):
        raise Refused(_("Rights and passwords cannot be turned off."))
    stood = Availability.objects.of(user)
    new = {
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
        "quiet_on_days_off": quiet_on_days_off,
        "away_from": away_from,
        "away_until": away_until,
        "substitute": substitute,
    }
    changes = {name: list(map(str, pair)) for name, pair in _pairs(stood, new)}
    changes |= _choose_ways(user, ways)
    if not changes:
        return
    Availability.objects.update_or_create(user=user, defaults=new)
    audit.record(user, "user.notices_changed", user, at=at, changes=changes)


def _check_absence(
    user: User, first: date | None, last: date | None, substitute: User | None
) -> None:
    if not (first or last or substitute):
        return
    if not first:
        raise Refused(_("Enter the first day you are away."), "away_from")
    if not last or last < first:
        raise Refused(_("Enter the last day you are away."), "away_until")
    if substitute is None or not substitute.is_active:
        raise Refused(_("Choose who hears for you."), "substitute")
    if substitute.pk == user.pk:
        raise Refused(_("Choose somebody else than yourself."), "substitute")


def _pairs(stood: Availability, new: dict):
    for name, value in new.items():
        if getattr(stood, name) != value:
            yield name, (getattr(stood, name) or "", value or "")


def _choose_ways(user: User, ways: dict[EventGroup, Way]) -> dict[str, list]:
    stood = ChosenWay.objects.of(user)
    changed = {group: way for group, way in ways.items() if stood[group] != way}
    for group, way in changed.items():
        ChosenWay.objects.update_or_create(
            user=user, group=group, defaults={"way": way}
        )
    return {
        group.value: [stood[group].value, str(way)] for group, way in changed.items()
    }
