"""Everything that changes what a customer owns. One function is one transaction."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from customers import plates
from customers.choices.assets import AssetState
from customers.models import Asset, Customer, MileageReading
from customers.services import completeness, search
from customers.services.editing import columns, locked, merged, one_at_a_time, write

EDITABLE = (
    "kind", "name", "plate", "vin", "serial_number", "sold_on", "sold_by",
    "next_service_on", "inspection_until", "insurance_until", "warranty_until", "note",
)  # fmt: skip


@transaction.atomic
def add(
    customer: Customer,
    *,
    actor: User,
    submission_key: uuid.UUID | None = None,
    is_sure: bool = False,
    at: datetime,
    **fields,
) -> Asset:
    """Add an asset; a form sent twice returns what the first send added.

    A plate or VIN that another asset in use has is Refused unless one `is_sure`: to
    so many a day as may be looked up. Beyond that it is saved like any other.
    """
    new = _numbers_read(columns(fields, EDITABLE))
    one_at_a_time(submission_key, new.get("plate"), new.get("vin"))
    made = Asset.objects.filter(submission_key=submission_key)
    if submission_key and (asset := made.first()):
        if asset.customer_id != customer.pk:
            raise Refused(_("This form was sent already. Open a new one."))
        return asset
    customer = locked(customer)
    _check(new)
    if not is_sure:
        _check_known(new, actor, at)
    asset = Asset(
        customer=customer, submission_key=submission_key, created_at=at, **new
    )
    asset.save(force_insert=True)
    _record(actor, "asset.added", asset, at, audit.difference(Asset(), new))
    search.refresh(customer)
    completeness.follow(customer.pk, at=at)
    return asset


@transaction.atomic
def edit(
    asset: Asset,
    *,
    actor: User,
    fields: dict,
    version: int,
    is_sure: bool = False,
    at: datetime,
) -> Asset:
    """Change an asset; raises Conflict as `archive.update` does, Refused as `add`."""
    new = _numbers_read(columns(fields, EDITABLE))
    one_at_a_time(new.get("plate"), new.get("vin"))
    now = locked(asset)
    mine = merged(now, new, version)
    if not mine:
        return now
    _check({"name": now.name} | mine)
    if not is_sure:
        _check_known(mine, actor, at, besides=now)
    changes = audit.difference(now, mine)
    write(now, mine)
    _record(actor, "asset.updated", now, at, changes)
    search.refresh(now.customer)
    completeness.follow(now.customer_id, at=at)
    return now


@transaction.atomic
def move_on(
    asset: Asset, *, actor: User, state: str, on: date, version: int, at: datetime
) -> Asset:
    """Say that it was sold on or scrapped, or is in use again, and since what day."""
    now = locked(asset)
    mine = merged(now, {"state": AssetState(state), "state_on": on}, version)
    if mine:
        changes = audit.difference(now, mine)
        write(now, mine)
        _record(actor, "asset.moved_on", now, at, changes)
        completeness.follow(now.customer_id, at=at)
    return now


@transaction.atomic
def read_mileage(
    asset: Asset,
    *,
    actor: User,
    km: int,
    on: date,
    is_sure: bool = False,
    submission_key: uuid.UUID | None = None,
    at: datetime,
) -> None:
    """Note what the meter read on a day. A form sent twice notes it once.

    Less than it read before, or more than later, is Refused (field "km") unless one
    `is_sure`: meters are changed, and readings mistyped.
    """
    now = locked(asset)
    if submission_key and now.readings.filter(submission_key=submission_key).exists():
        return
    if not is_sure:
        _check_course(now, km, on)
    MileageReading.objects.create(
        asset=now, km=km, read_on=on, entered_by=actor, entered_at=at,
        submission_key=submission_key,
    )  # fmt: skip
    changes = {"mileage_km": [now.mileage_km, km], "mileage_read_on": [
        now.mileage_read_on and now.mileage_read_on.isoformat(), on.isoformat()
    ]}  # fmt: skip
    latest = now.readings.latest_first().first()
    write(now, {"mileage_km": latest.km, "mileage_read_on": latest.read_on})
    _record(actor, "asset.mileage_read", now, at, changes)


def has_doubtful_vin(asset: Asset) -> bool:
    """Say whether the check digit of the VIN is not what the other places make it."""
    return bool(asset.vin) and not plates.has_check_digit(asset.vin)


def has_odd_plate(asset: Asset) -> bool:
    """Say whether the plate is not written as those of this country are."""
    return bool(asset.plate) and not plates.is_plate(asset.plate)


def _numbers_read(new: dict) -> dict:
    """Return the columns with plate and VIN as they are kept."""
    read = {name: plates.normal(new[name]) for name in ("plate", "vin") if name in new}
    return new | read


def _check(new: dict) -> None:
    if not new.get("name"):
        raise Refused(_("Enter brand and model."), "name")
    if new.get("vin") and not plates.is_vin(new["vin"]):
        raise Refused(_("A VIN has 17 letters and digits, without I, O and Q."), "vin")


def _check_known(
    new: dict, actor: User, at: datetime, besides: Asset | None = None
) -> None:
    """Raise Refused for a number that is known: an answer, so one of so many a day.

    The caller records it (`search.note_typed`): the change is undone with all it wrote.
    """
    for field in ("plate", "vin"):
        number = {"plate": "", "vin": ""} | {field: new.get(field, "")}
        same = Asset.objects.numbered(**number).exclude(pk=besides and besides.pk)
        if same.exists() and search.may_look_up(actor, at):
            raise Refused(
                _("This number is in the archive already, with something in use."),
                field,
            )


def _check_course(asset: Asset, km: int, on: date) -> None:
    """Raise Refused when the meter would have run backwards."""
    before = asset.readings.filter(read_on__lte=on).latest_first().first()
    after = asset.readings.filter(read_on__gt=on).order_by("read_on", "pk").first()
    if before and km < before.km:
        said = _("That is less than the %(km)s km read before. Is it right?")
        raise Refused(said % {"km": f"{before.km:,}"}, "km")
    if after and km > after.km:
        said = _("That is more than the %(km)s km read later. Is it right?")
        raise Refused(said % {"km": f"{after.km:,}"}, "km")


def _record(actor, action, asset, at, changes) -> None:
    audit.record(
        actor, action, asset, at=at, changes=changes, customer_id=asset.customer_id
    )
