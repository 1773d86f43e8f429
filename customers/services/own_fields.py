"""Everything that changes the company's own fields, and the answers to them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Conflict, Refused
from accounts.seen import merged, stands
from customers import own_answers
from customers.choices.facts import OwnType
from customers.models import Customer, OwnField
from customers.services import completeness
from customers.services.editing import locked, one_at_a_time, write

FIELDS = ("name", "name_en", "type", "choices", "concerns", "is_required", "place")


@transaction.atomic
def add(*, actor: User, at: datetime, **fields) -> OwnField:
    """Add a field; a name is used once, archived or not."""
    new = _read(fields)
    one_at_a_time(f"own-field:{new['name']}")
    _check(new)
    field = OwnField(**new, created_at=at)
    field.save(force_insert=True)
    changes = audit.difference(OwnField(), new)
    audit.record(actor, "own_field.added", field, at=at, changes=changes)
    return field


@transaction.atomic
def change(field: OwnField, *, actor: User, seen: str, at: datetime, **fields) -> None:
    """Change a field whose form showed `seen`. Its type stays once it is answered.

    Raises Conflict where someone else changed the same meanwhile.
    """
    new = _read(fields)
    one_at_a_time(f"own-field:{new['name']}")
    now = locked(field)
    mine = merged(stands(now, FIELDS), new, seen)
    _check(stands(now, FIELDS) | mine, besides=now)
    if "type" in mine and is_answered(now):
        raise Refused(
            _("There are answers already, so the type stays. Add another field."),
            "type",
        )
    if changes := audit.difference(now, mine):
        OwnField.objects.filter(pk=now.pk).update(**mine)
        audit.record(actor, "own_field.changed", now, at=at, changes=changes)


@transaction.atomic
def archive(field: OwnField, *, actor: User, at: datetime) -> bool:
    """Ask no longer; what was answered stays readable. Safe twice."""
    open_ones = OwnField.objects.filter(pk=field.pk, archived_at=None)
    if not open_ones.update(archived_at=at):
        return False
    audit.record(actor, "own_field.archived", field, at=at)
    return True


@transaction.atomic
def restore(field: OwnField, *, actor: User, at: datetime) -> bool:
    """Ask again. Safe twice."""
    archived = OwnField.objects.filter(pk=field.pk).exclude(archived_at=None)
    if not archived.update(archived_at=None):
        return False
    audit.record(actor, "own_field.restored", field, at=at)
    return True


@transaction.atomic
def answer(
    customer: Customer, *, actor: User, answers: dict, seen: dict, at: datetime
) -> None:
    """Write the answers a form gave, by key; `seen` is what it showed.

    Only what the form changed is written. Raises Conflict where someone else changed
    the same answer to something else meanwhile, Refused for what does not fit.
    """
    now = locked(customer)
    new = {key: own_answers.kept(value) for key, value in answers.items()}
    mine = {key: value for key, value in new.items() if value != seen.get(key)}
    mine = {key: value for key, value in mine.items() if value != now.own.get(key)}
    theirs = {k: now.own.get(k) for k in mine if now.own.get(k) != seen.get(k)}
    if theirs:
        raise Conflict(
            _("Someone else changed this meanwhile. Choose what shall stand."), theirs
        )
    if not mine:
        return
    fields = checked(mine, now.kind)
    own = {k: v for k, v in (now.own | mine).items() if v is not None}
    changes = told(fields, now.own, own)
    write(now, {"own": own, "updated_at": at})
    audit.record(
        actor, "customer.updated", now, at=at, changes=changes, customer_id=now.pk
    )
    completeness.follow(now.pk, at=at)


def checked(answers: dict, kind: str) -> list[OwnField]:
    """Return the fields these answers are to; Refused where one does not fit."""
    if not answers:
        return []
    fields = {field.key: field for field in OwnField.objects.for_kind(kind)}
    for key, value in answers.items():
        field = fields.get(key)
        if field is None:
            raise Refused(_("This field is asked no longer. Open the form again."))
        if value is not None and not own_answers.fits(field, value):
            raise Refused(_("Enter an answer of the right kind."), key)
    return [fields[key] for key in answers]


def told(fields: list[OwnField], old: dict, new: dict) -> dict[str, list]:
    """Return what changed as the trail keeps it, by the fields' own names."""
    return {
        field.name: [own_answers.said(field, own.get(field.key)) for own in (old, new)]
        for field in fields
    }


def is_answered(field: OwnField) -> bool:
    return Customer.objects.answering(field.key).exists()


def _read(fields: dict) -> dict:
    if set(fields) != set(FIELDS):
        raise TypeError(f"to be written: {', '.join(FIELDS)}")
    new = fields | {name: fields[name].strip() for name in ("name", "name_en")}
    is_choice = new["type"] == OwnType.CHOICE
    typed = [" ".join(line.split()) for line in new["choices"].splitlines()]
    asked = dict.fromkeys(filter(None, typed)) if is_choice else {}
    return new | {"choices": "\n".join(asked)}


def _check(new: dict, besides: OwnField | None = None) -> None:
    if not new["name"]:
        raise Refused(_("Enter the name."), "name")
    if new["type"] == OwnType.CHOICE and not new["choices"]:
        raise Refused(_("Enter what can be chosen, one choice a line."), "choices")
    same = OwnField.objects.filter(name=new["name"])
    if besides:
        same = same.exclude(pk=besides.pk)
    if same.exists():
        told = _("There is a field of this name, perhaps an archived one.")
        raise Refused(told, "name")
