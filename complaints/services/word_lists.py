"""Everything that changes categories and causes: added, renamed, moved, retired."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import audit, seen
from accounts.models import User
from accounts.refused import Refused
from complaints.models import Category, Cause
from complaints.models.settings import Named
from customers.services.editing import locked, one_at_a_time

NAMES = ("name_zh", "name_en", "is_active")
FIELDS = {
    Category: (*NAMES, "department", "severity", "is_safety", "keywords",
               "checklist_zh", "checklist_en"),
    Cause: (*NAMES, "parent"),
}  # fmt: skip
SAVED = {Category: "complaint.category_saved", Cause: "complaint.cause_saved"}


@transaction.atomic
def add(model: type[Named], *, actor: User, at: datetime, **fields) -> Named:
    """Add a word at the end of its list. Raises Refused for a name in use."""
    one_at_a_time(model._meta.label)
    last = model.objects.aggregate(last=Max("position"))["last"]
    row = model(code=_code(model, fields["name_en"]), position=(last or 0) + 1)
    new = _checked(row, fields)
    for name, value in new.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    changes = audit.difference(model(), new)
    audit.record(actor, SAVED[model], row, at=at, changes=changes)
    return row


@transaction.atomic
def change(row: Named, *, actor: User, seen: str, at: datetime, **fields) -> None:
    """Change or retire a word as a form that showed `seen` asks.

    What bears it keeps it. Raises Refused, Conflict.
    """
    model = type(row)
    one_at_a_time(model._meta.label)
    now = locked(row)
    mine = _mine(now, _checked(now, fields), seen)
    if changes := audit.difference(now, mine):
        model.objects.filter(pk=now.pk).update(**mine)
        audit.record(actor, SAVED[model], now, at=at, changes=changes)


@transaction.atomic
def move(row: Named, *, actor: User, is_up: bool, seen: int, at: datetime) -> None:
    """Change places with the next one above or below; at the end nothing happens.

    A cause moves among those that belong to the same, a retired word not at all. A page
    that showed it at another place than `seen`, or is sent twice, is refused.
    """
    model = type(row)
    one_at_a_time(model._meta.label)
    now = locked(row)
    if now.position != seen:
        raise Refused(_("The order was changed meanwhile. Look at it again first."))
    beside = model.objects.in_use()
    if isinstance(now, Cause):
        beside = beside.filter(parent_id=now.parent_id)
    order = list(beside.select_for_update())
    if now not in order:
        raise Refused(_("What is out of use has no place in the list."))
    here = order.index(now)
    there = here - 1 if is_up else here + 1
    if not 0 <= there < len(order):
        return
    places = _places(order)
    order[here], order[there] = order[there], order[here]
    for place, each in zip(places, order, strict=True):
        model.objects.filter(pk=each.pk).exclude(position=place).update(position=place)
    changes = {"position": [places[here], places[there]]}
    audit.record(actor, SAVED[model], now, at=at, changes=changes)


def _places(order: list[Named]) -> list[int]:
    """Return the places these hold, each above the one before."""
    places = []
    for each in order:
        places.append(max(each.position, places[-1] + 1 if places else 0))
    return places


def _mine(now: Named, new: dict, was_seen: str) -> dict:
    return seen.merged(seen.stands(now, new), new, was_seen)


def _checked(row: Named, fields: dict) -> dict:
    model = type(row)
    if unknown := set(fields) - set(FIELDS[model]):
        raise TypeError(f"not to be written: {', '.join(sorted(unknown))}")
    new = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in fields.items()
    }
    same = model.objects.in_use().filter(name_zh=new["name_zh"]).exclude(pk=row.pk)
    if new["is_active"] and same.exists():
        raise Refused(_("Another one in use has this name."), "name_zh")
    if parent := new.get("parent"):
        _check_parent(row, parent)
    return new


def _check_parent(row: Cause, parent: Cause) -> None:
    """Keep the tree two steps high, so that every cause is found at a glance."""
    if parent.parent_id or parent.pk == row.pk:
        raise Refused(_("Choose a cause that stands at the top."), "parent")
    if row.pk and row.below.exists():
        raise Refused(_("Others belong to it: it stands at the top."), "parent")


def _code(model: type[Named], name: str) -> str:
    """Return a code no other has, after the English name."""
    word = slugify(name)[:20].strip("-") or "own"
    count, code = 1, word
    while model.objects.filter(code=code).exists():
        count += 1
        code = f"{word}-{count}"
    return code
