"""Everything that changes tags, and which of them a customer bears."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from accounts.seen import merged, stands
from customers.models import Customer, CustomerTag, Tag
from customers.services.editing import locked, one_at_a_time

FIELDS = ("name", "name_en", "colour", "icon")


@transaction.atomic
def add(*, actor: User, at: datetime, **fields) -> Tag:
    """Add a tag; a name is used once, archived or not."""
    new = _read(fields)
    one_at_a_time(f"tag:{new['name']}")
    _check_name(new["name"])
    tag = Tag(**new, created_at=at)
    tag.save(force_insert=True)
    audit.record(actor, "tag.added", tag, at=at, changes=audit.difference(Tag(), new))
    return tag


@transaction.atomic
def change(tag: Tag, *, actor: User, seen: str, at: datetime, **fields) -> None:
    """Change how a tag is called and drawn, as a form that showed `seen` asks.

    Raises Conflict where someone else changed the same meanwhile.
    """
    new = _read(fields)
    one_at_a_time(f"tag:{new['name']}")
    now = locked(tag)
    mine = merged(stands(now, FIELDS), new, seen)
    _check_name(new["name"], besides=now)
    if changes := audit.difference(now, mine):
        Tag.objects.filter(pk=now.pk).update(**mine)
        audit.record(actor, "tag.changed", now, at=at, changes=changes)


@transaction.atomic
def archive(tag: Tag, *, actor: User, at: datetime) -> bool:
    """Take a tag out of use; who bears it keeps it, unseen. Safe twice."""
    if not Tag.objects.filter(pk=tag.pk, archived_at=None).update(archived_at=at):
        return False
    audit.record(actor, "tag.archived", tag, at=at)
    return True


@transaction.atomic
def restore(tag: Tag, *, actor: User, at: datetime) -> bool:
    """Bring a tag back, on everybody who bore it. Safe twice."""
    archived = Tag.objects.filter(pk=tag.pk).exclude(archived_at=None)
    if not archived.update(archived_at=None):
        return False
    audit.record(actor, "tag.restored", tag, at=at)
    return True


@transaction.atomic
def put(
    customer: Customer, *, actor: User, tags: Iterable[Tag], seen: Iterable[int],
    at: datetime,
) -> bool:  # fmt: skip
    """Let the customer bear `tags`; says whether that changed anything.

    `seen` are the ids the form showed as his: what someone else put there or took away
    meanwhile stays as it is. Archived tags are neither given nor taken.
    """
    now = locked(customer)
    chosen, seen = {tag.pk for tag in tags}, set(seen)
    marks = CustomerTag.objects.filter(customer=now)
    held = set(marks.filter(tag__archived_at=None).values_list("tag_id", flat=True))
    usable = set(Tag.objects.in_use().values_list("pk", flat=True))
    given = (chosen - seen - held) & usable
    taken = (seen - chosen) & held
    if not given and not taken:
        return False
    marks.filter(tag_id__in=taken).delete()
    CustomerTag.objects.bulk_create(
        CustomerTag(customer=now, tag_id=pk) for pk in sorted(given)
    )
    changes = {"tags": [_names(held), _names((held | given) - taken)]}
    audit.record(
        actor, "customer.tagged", now, at=at, changes=changes, customer_id=now.pk
    )
    return True


def _read(fields: dict) -> dict:
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"not to be written: {', '.join(sorted(unknown))}")
    new = {name: str(value).strip() for name, value in fields.items()}
    if not new.get("name"):
        raise Refused(_("Enter the name."), "name")
    return new


def _check_name(name: str, besides: Tag | None = None) -> None:
    same = Tag.objects.filter(name=name)
    if besides:
        same = same.exclude(pk=besides.pk)
    if same.exists():
        raise Refused(
            _("There is a tag of this name, perhaps an archived one."), "name"
        )


def _names(ids: set[int]) -> list[str]:
    tags = Tag.objects.filter(pk__in=ids).order_by("name")
    return list(tags.values_list("name", flat=True))
