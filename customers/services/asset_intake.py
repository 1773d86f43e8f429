"""What an import does to what customers own: adds, changes, takes back."""

from datetime import datetime
from functools import partial

from accounts.models import User
from customers.cells import Reading
from customers.choices.assets import AssetKind
from customers.choices.imports import ImportField as F
from customers.choices.imports import RowState
from customers.models import Asset, ImportBatch, ImportRow, MileageReading
from customers.services import import_records as records
from customers.services import search
from customers.services.import_assets import COLUMNS, said
from customers.services.verdicts import Verdict

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
    fresh, known = records.apart(verdicts)
    made = [_draft(one, how, at) for one in fresh]
    deeds = records.add(made, "asset.added", (*COLUMNS, *METER))
    drafts = records.drafts(known)
    deeds += records.change(drafts, "asset.updated")
    read = [one for one in made if one.mileage_km is not None]
    read += [asset for asset, new in drafts if F.MILEAGE in new]
    MileageReading.objects.bulk_create(_reading(one, actor, at) for one in read)
    records.record(deeds, batch, actor, at)
    search.refresh_all(one.known_id for one in (*fresh, *known))
    return records.told(fresh, made, known)


def undo(
    rows: list[ImportRow], batch: ImportBatch, *, actor: User, at: datetime
) -> dict[int, str]:
    """Take back what rows made or changed, where nobody has touched it since.

    Returns why the others stay: id of the row → code of a remark. What the meter read
    is never unsaid: what came with a reading stays, other values go back.
    """
    assets = records.held(Asset, rows, actor)
    read = MileageReading.objects.filter(asset__in=assets)
    metered = partial(_metered, read=set(read.values_list("asset_id", flat=True)))
    stays, gone, back = records.parted(rows, assets, metered)
    back = [(asset, _but_the_meter(old)) for asset, old in back]
    in_use, deeds = records.remove(gone, "asset.import_undone")
    deeds += records.change(back, "asset.updated")
    records.record(deeds, batch, actor, at)
    touched = [*gone.values(), *(asset for asset, _old in back)]
    search.refresh_all(asset.customer_id for asset in touched)
    return stays | in_use


def _metered(row: ImportRow, asset: Asset, *, read: set[int]) -> str:
    """Say why a row stays that brought a reading: alone, or with what is new."""
    if row.state == RowState.CREATED:
        return "undo_reading" if asset.pk in read else ""
    return "" if _but_the_meter(row.changes) else "undo_reading"


def _but_the_meter(values: dict) -> dict:
    return {name: value for name, value in values.items() if name not in METER}


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
