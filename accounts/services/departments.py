"""Everything that changes departments and who answers for them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Department, User
from accounts.refused import Refused
from accounts.seen import merged, stands

FIELDS = frozenset({"code", "name_zh", "name_en", "liaisons", "is_active"})


@transaction.atomic
def create_department(
    *, actor: User, at: datetime, liaisons: Iterable[User], **new
) -> Department:
    """Add a department. Raises Refused for a code in use."""
    _check_names(new)
    try:
        with transaction.atomic():
            department = Department.objects.create(**new)
    except IntegrityError as error:
        raise _taken() from error
    department.liaisons.set(liaisons)
    changes = audit.difference(Department(), new)
    audit.record(actor, "department.created", department, at=at, changes=changes)
    return department


@transaction.atomic
def update_department(
    department: Department, *, actor: User, seen: str | None = None, at: datetime, **new
) -> None:
    """Change what is said of it; `Conflict` where that is not as it was `seen`."""
    _check_names(new)
    rows = Department.objects.select_for_update(no_key=True)
    department = rows.get(pk=department.pk)
    new = merged(stands(department, new), new, seen)
    liaisons = new.pop("liaisons", None)
    changes = audit.difference(department, new)
    if liaisons is not None:
        before = department.liaisons.order_by("pk")
        changes["liaisons"] = [_names(before), _names(liaisons)]
        department.liaisons.set(liaisons)
    if not changes:
        return
    try:
        with transaction.atomic():
            Department.objects.filter(pk=department.pk).update(**new)
    except IntegrityError as error:
        raise _taken() from error
    audit.record(actor, "department.updated", department, at=at, changes=changes)


def _names(people: Iterable[User]) -> list[str]:
    return [person.name for person in people]


def _taken() -> Refused:
    return Refused(_("This code is used already."), "code")


def _check_names(new: dict) -> None:
    if unknown := new.keys() - FIELDS:
        raise TypeError(f"not to be changed here: {sorted(unknown)}")
