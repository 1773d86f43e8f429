"""Everything that changes a customer himself. One function is one transaction."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from types import EllipsisType

from django.db import connection, transaction
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from accounts import audit, pinyin
from accounts.models import User
from accounts.refused import Refused
from customers.choices.archive import Kind
from customers.models import Customer, Hold
from customers.own_answers import kept
from customers.services import completeness, own_fields, search, validity
from customers.services.editing import columns, locked, merged, one_at_a_time, write

# What a form may write; owner, branch, code and figures have verbs of their own.
EDITABLE = (
    "name", "kind", "partner_kind", "short_name", "salutation", "phone", "email",
    "wechat", "id_number", "city", "address", "birthday", "source", "note",
)  # fmt: skip
# What one comes with; a policy or a second person changes the tier from then on.
CREATED = (*EDITABLE, "tier", "next_contact_on")


@transaction.atomic
def create(
    *,
    actor: User,
    owner: User | None = None,
    submission_key: uuid.UUID | None = None,
    reason: str = "",
    own: dict | None = None,
    at: datetime,
    **fields,
) -> Customer:
    """Add a customer for `owner`; a form sent twice returns what the first send made.

    `fields` are those of `CREATED`. A telephone number that is known already is Refused
    (field "phone") unless a `reason` says why. `own` are the answers to the company's
    own fields, by key, where somebody was asked for them.
    """
    new = columns(fields, CREATED)
    one_at_a_time(submission_key, new.get("phone"))
    if made := _made_before(submission_key, actor):
        return made
    _check_new(new, reason)
    answers = {k: kept(v) for k, v in (own or {}).items() if kept(v) is not None}
    asked = own_fields.checked(answers, new.get("kind", Kind.PERSON))
    owner = owner or actor
    check_owner(owner)
    customer = Customer(
        **new, own=answers, code=codes(1)[0], name_key=pinyin.sort_key(new["name"]),
        owner=owner, branch_id=owner.branch_id, submission_key=submission_key,
        created_by=actor, created_at=at, updated_at=at,
    )  # fmt: skip
    customer.search = search.vector_of(customer)
    customer.save(force_insert=True)
    changes = audit.difference(Customer(), _told(new)) | {"owner": [None, str(owner)]}
    changes |= own_fields.told(asked, {}, answers)
    _record(actor, "customer.created", customer, at=at, changes=changes, reason=reason)
    completeness.follow(customer.pk, at=at)
    return customer


@transaction.atomic
def update(
    customer: Customer,
    *,
    actor: User,
    fields: dict,
    version: int,
    verified: Collection[str] = (),
    at: datetime,
) -> Customer:
    """Change a customer as a form that showed `version` asks; returns him as he stands.

    What was wrong with a number that is rewritten is cleared; `verified` names by what
    he was reached. Raises Conflict, with what stands now, for fields someone else
    changed meanwhile.
    """
    new = columns(fields, EDITABLE)
    if not new.get("name", "-"):
        raise Refused(_("Enter the name."), "name")
    now = locked(customer)
    mine = merged(now, new, version)
    if mine:
        changes = audit.difference(now, _told(mine))
        if "name" in mine:
            mine["name_key"] = pinyin.sort_key(mine["name"])
        write(now, mine | {"updated_at": at})
        _record(actor, "customer.updated", now, at=at, changes=changes)
        validity.rewritten(now, mine)
        search.refresh(now)
        completeness.follow(now.pk, at=at)
    if verified:
        validity.verify(now, actor=actor, channels=verified, at=at)
    return now


@transaction.atomic
def set_next_contact(
    customer: Customer, *, actor: User, on: date | None, at: datetime
) -> None:
    """Plan the day of the next contact, or none."""
    now = locked(customer)
    changes = audit.difference(now, {"next_contact_on": on})
    if changes:
        Customer.objects.filter(pk=now.pk).update(next_contact_on=on)
        _record(actor, "customer.next_contact_set", now, at=at, changes=changes)
    customer.next_contact_on = on


def touch(
    customer: Customer,
    *,
    at: datetime,
    next_contact_on: date | None | EllipsisType = ...,
) -> None:
    """Note that the customer was met or called at `at`; earlier contacts move nothing.

    Called by what recorded the contact, which writes the audit row.
    """
    moved = {"last_contact_at": Greatest(Coalesce("last_contact_at", at), at)}
    if next_contact_on is not ...:
        moved["next_contact_on"] = next_contact_on
    Customer.objects.filter(pk=customer.pk).update(**moved)


def untouch(
    customer: Customer, *, noted_at: datetime, last_contact_at: datetime | None
) -> None:
    """Take back what `touch` noted for `noted_at`; a later contact stays."""
    noted = Customer.objects.filter(pk=customer.pk, last_contact_at=noted_at)
    noted.update(last_contact_at=last_contact_at)


@transaction.atomic
def hold(customer: Customer, *, user: User, key: str) -> None:
    """Let `user` see the customer as his own while the work named `key` is open."""
    Hold.objects.get_or_create(
        user=user, key=key, defaults={"customer_id": customer.pk}
    )


def hold_all(customer_ids: Mapping[str, int], *, user: User) -> None:
    """Let `user` see customers as his own, by the key of each work; one statement."""
    held = [
        Hold(customer_id=customer_id, user=user, key=key)
        for key, customer_id in customer_ids.items()
    ]
    Hold.objects.bulk_create(held, ignore_conflicts=True)


@transaction.atomic
def release(*, key: str, user: User | None = None) -> int:
    """End the holds of the work named `key`, all or those of one user. Safe twice."""
    held = Hold.objects.filter(key=key)
    count, _by_model = (held.filter(user=user) if user else held).delete()
    return count


def release_all(keys: Iterable[str]) -> int:
    """End every hold of the work named by `keys`, in one statement."""
    count, _by_model = Hold.objects.filter(key__in=list(keys)).delete()
    return count


def codes(count: int) -> list[str]:
    """Draw the next `count` customer codes; nobody else gets them, used or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('customer_code') FROM generate_series(1, %s)", [count]
        )
        return [f"KH{number:06d}" for (number,) in cursor.fetchall()]


def check_owner(owner: User) -> None:
    """Raise Refused unless `owner` may own customers: see `UserQuerySet.owners`."""
    if not User.objects.owners().filter(pk=owner.pk).exists():
        raise Refused(
            _("%(name)s cannot own customers. Choose someone else.")
            % {"name": owner.name},
            "owner",
        )


def _made_before(key: uuid.UUID | None, actor: User) -> Customer | None:
    # Even one removed since: the form was sent, and is not sent again.
    made = Customer.ever.filter(submission_key=key).first() if key else None
    if made and made.created_by_id != actor.pk:
        raise Refused(_("This form was sent already. Open a new one."))
    return made


def _check_new(new: dict, reason: str) -> None:
    if not new.get("name"):
        raise Refused(_("Enter the name."), "name")
    phone = new.get("phone")
    if phone and not reason and Customer.objects.with_phone(phone).exists():
        raise Refused(
            _("This number is in the archive already. Say why you create another."),
            "phone",
        )


def _told(columns: dict) -> dict:
    """Leave out what the trail need not say twice."""
    return {k: v for k, v in columns.items() if k != "phone_raw" or len(columns) == 1}


def _record(actor, action, customer, **what) -> None:
    audit.record(actor, action, customer, customer_id=customer.pk, **what)
