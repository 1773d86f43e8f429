"""What an import does to what customers own: adds, changes, takes back."""

from datetime import datetime

from accounts.models import User
from customers.cells import Reading
from customers.choices.assets import AssetKind
from customers.choices.imports import ImportField as F
from customers.choices.imports import RowState
from customers.models import Asset, ImportBatch, ImportRow, MileageReading
from customers.services import import_records as records
from customers.services import search
from customers.services.import_assets import COLUMNS, said
from customers.services.verdicts import Verdict, editable

METER = (F.MILEAGE.value, F.MILEAGE_ON.value)


def write(
    verdicts: list[Verdict],
    batch: ImportBatch,
    how: Reading,
    *,
    actor: User,
    at: datetime,
) -> list[Verdict]:
    """Store what judged rows say; return the verdicts with what was made or changed."""
    fresh = [one for one in verdicts if one.is_open and not one.record]
    known = [one for one in verdicts if one.record]
    made = [_draft(one, how, at) for one in fresh]
    deeds = records.add(made, "asset.added", (*COLUMNS, *METER))
    drafts = [(one.record, records.new_values(one)) for one in known]
    deeds += records.change(drafts, "asset.updated")
    read = [one for one in made if one.mileage_km is not None]
    read += [asset for asset, new in drafts if F.MILEAGE in new]
    MileageReading.objects.bulk_create(_reading(one, actor, at) for one in read)
    records.record(deeds, batch, actor, at)
    search.refresh_all(one.known_id for one in (*fresh, *known))
    return [
        *(
            records.written(one, RowState.CREATED, it)
            for one, it in zip(fresh, made, strict=True)
        ),
        *(records.written(one, RowState.UPDATED, one.record) for one in known),
    ]


def undo(
    rows: list[ImportRow], batch: ImportBatch, *, actor: User, at: datetime
) -> dict[int, str]:
    """Take back what rows made or changed, where nobody has touched it since.

    Returns why the others stay: id of the row → code of a remark. What the meter read
    is never unsaid: what came with a reading stays, other values go back.
    """
    ids = [row.customer_id for row in rows if row.customer_id]
    mine = editable(ids, actor, hold=True)
    asked = Asset.objects.filter(pk__in=[row.record_id for row in rows])
    held = asked.filter(customer__in=mine).order_by("pk").select_for_update()
    assets = {one.pk: one for one in held}
    read = set(asked.exclude(readings=None).values_list("pk", flat=True))
    stays, gone, back = {}, {}, []
    for row in rows:
        asset = assets.get(row.record_id)
        is_new = row.state == RowState.CREATED
        if asset is None or asset.version != row.version:
            stays[row.pk] = "undo_touched"
        elif (is_new and asset.pk in read) or not (is_new or _others(row)):
            stays[row.pk] = "undo_reading"
        elif is_new:
            gone[row.pk] = asset
        else:
            back.append((asset, _others(row)))
    return stays | _take_back(gone, back, batch, actor, at)


def _take_back(gone: dict, back: list, batch, actor: User, at) -> dict[int, str]:
    """Delete what is new and give back what was changed; return what stays, and why."""
    whom = [one.customer_id for one in gone.values()]
    deleted = records.delete(list(gone.values()))
    stays = {pk: "undo_in_use" for pk, one in gone.items() if one.pk not in deleted}
    deeds = [
        records.Deed("asset.import_undone", one, {"name": [one.name, None]})
        for pk, one in gone.items()
        if pk not in stays
    ]
    deeds += records.change(back, "asset.updated")
    records.record(deeds, batch, actor, at)
    search.refresh_all([*whom, *(one.customer_id for one, _old in back)])
    return stays


def _others(row: ImportRow) -> dict:
    """Return the columns before the row, but for the meter."""
    old = records.old_values(row, Asset)
    return {name: value for name, value in old.items() if name not in METER}


def _draft(verdict: Verdict, how: Reading, at: datetime) -> Asset:
    """Return the unsaved asset a row says, with what its meter read."""
    values = verdict.values
    km = values.get(F.MILEAGE)
    on = values.get(F.MILEAGE_ON, how.today) if km is not None else None
    told = {"kind": AssetKind.VEHICLE} | said(values)
    return Asset(
        customer_id=verdict.known_id, mileage_km=km, mileage_read_on=on, created_at=at,
        **told,
    )  # fmt: skip


def _reading(asset: Asset, actor: User, at: datetime) -> MileageReading:
    return MileageReading(
        asset=asset, km=asset.mileage_km, read_on=asset.mileage_read_on,
        entered_by=actor, entered_at=at,
    )  # fmt: skip
