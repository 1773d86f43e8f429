"""What an import makes of rows of vehicles and equipment: new, known, or neither."""

from collections.abc import Iterable
from typing import NamedTuple

from accounts.models import User
from customers import cells
from customers.cells import Reading, remark
from customers.choices.imports import ImportField as F
from customers.choices.imports import KnownRule, RowState
from customers.kinds.assets import KIND
from customers.models import Asset, ImportRow
from customers.row_changes import CHANGES, FILLS, Change
from customers.services import import_whose as whose
from customers.services.editing import columns, one_at_a_time
from customers.services.verdicts import (
    Seen,
    Verdict,
    changed,
    left_out,
    refused,
    stopped,
)

COLUMNS = (
    "kind", "name", "plate", "vin", "serial_number", "sold_on", "sold_by_id",
    "next_service_on", "inspection_until", "insurance_until", "warranty_until", "note",
)  # fmt: skip
BLANKABLE = frozenset(
    {F.SOLD_ON, F.SOLD_BY, F.NEXT_SERVICE, F.INSPECTION, F.INSURANCE, F.WARRANTY,
     F.ASSET_NOTE}
)  # fmt: skip
# What it is found by, the surest first.
NUMBERS = (F.VIN, F.PLATE, F.SERIAL)


class Known(NamedTuple):
    """Whom rows name, and what is here of what they say."""

    named: whose.Named
    # (field, number) → what has it, those in use first.
    assets: dict[tuple[str, str], list[Asset]]


def judge(
    rows: Iterable[ImportRow], how: Reading, seen: Seen, *, actor: User, hold: bool
) -> list[Verdict]:
    """Judge rows in the order of the file; as many queries at any count."""
    read = [(row, cells.row(row.cells, how)) for row in rows]
    if hold:
        numbers = (told.values.get(field) for _, told in read for field in NUMBERS)
        one_at_a_time(*numbers)
    known = _known([told for _, told in read], actor, hold)
    verdicts = []
    for row, told in read:
        verdicts.append(_verdict(row, told, how, known, seen))
        if verdicts[-1].is_open:
            for word in _words(told.values):
                seen.records[word] = row.number
    return verdicts


def said(values: dict) -> dict:
    """Return what a row says as the columns of an asset are called."""
    return columns(KIND.said(values, COLUMNS), COLUMNS)


def _known(read: list[cells.Told], actor: User, hold: bool) -> Known:
    assets: dict[tuple[str, str], list[Asset]] = {}
    found: dict[int, Asset] = {}
    for field in NUMBERS:
        asked = {told.values[field] for told in read if field in told.values}
        rows = Asset.objects.filter(**{f"{field}__in": asked}).order_by("pk")
        rows = rows.select_for_update(no_key=True) if hold else rows
        for asset in sorted(rows, key=lambda one: not one.is_in_use):
            asset = found.setdefault(asset.pk, asset)
            assets.setdefault((field, getattr(asset, field)), []).append(asset)
    owners = {asset.customer_id for asset in found.values()}
    return Known(whose.named(read, actor, hold=hold, besides=owners), assets)


def _verdict(row, told: cells.Told, how: Reading, known: Known, seen: Seen) -> Verdict:
    if told.is_stopped:
        return stopped(row, told)
    for word in _words(told.values):
        if where := seen.records.get(word):
            return left_out(row, told, remark("", "same_asset", row=where))
    customer_id, nobody = None, remark("", "missing")
    if any(field in told.values for field in whose.COLUMNS):
        customer_id, nobody = known.named.customer(told, how)
        if customer_id is None:
            return refused(row, told, nobody)
    asset, said = _found(told, how, known, customer_id)
    if said:
        return refused(row, told, said)
    if asset:
        return _known_asset(row, told, how, known, asset)
    if customer_id is None:
        return refused(row, told, nobody)
    if F.ASSET_NAME not in told.values:
        heading = how.headings.get(F.ASSET_NAME, "")
        return refused(row, told, remark(heading, "no_asset_name"), customer_id)
    state = RowState.WARNING if told.remarks else RowState.PENDING
    return Verdict(row, told.values, state, told.remarks, customer_id)


def _found(
    told: cells.Told, how: Reading, known: Known, customer_id: int | None
) -> tuple[Asset | None, dict | None]:
    """Return (asset, None) of what the row means; or (None, why it cannot be)."""
    for field in NUMBERS:
        number = told.values.get(field)
        alike = known.assets.get((field, number), []) if number else []
        theirs = [one for one in alike if customer_id in (None, one.customer_id)]
        used = [one for one in theirs if one.is_in_use]
        shown = {"value": cells.shown(field, str(number))}
        if len(used) > 1:
            return None, remark(how.headings[field], "two_assets", **shown)
        if used or (theirs and not any(one.is_in_use for one in alike)):
            asset = (used or theirs)[0]
            return asset, _contradicted(asset, told, how, known)
        if field != F.SERIAL and any(one.is_in_use for one in alike):
            return None, remark(how.headings[field], "number_elsewhere", **shown)
    return None, None


def _contradicted(
    asset: Asset, told: cells.Told, how: Reading, known: Known
) -> dict | None:
    """Return the remark on a number that is something else's, or on another VIN."""
    for field in (F.VIN, F.PLATE):
        number = told.values.get(field)
        alike = known.assets.get((field, number), []) if number else []
        code = ""
        if any(one.is_in_use and one.pk != asset.pk for one in alike):
            code = "number_elsewhere"
        elif field == F.VIN and number and asset.vin not in ("", number):
            code = "other_number"
        if code:
            value = cells.shown(field, number)
            return remark(how.headings[field], code, value=value)
    return None


def _known_asset(row, told: cells.Told, how, known: Known, asset: Asset) -> Verdict:
    """Judge a row about something that is here."""
    whom = asset.customer_id
    if how.known == KnownRule.SKIP:
        return left_out(row, told, remark("", "known_asset"), whom)
    if whom not in known.named.customers:
        return left_out(row, told, remark("", "known_elsewhere"), whom)
    if not asset.is_in_use:
        return left_out(row, told, remark("", "gone_asset"), whom)
    said_of_km, reading = _mileage(told.values, asset, how)
    remarks = [*told.remarks, *said_of_km]
    verdict = Verdict(
        row, told.values, RowState.UPDATE, remarks, whom, "", asset, reading
    )
    return changed(verdict, told, how, said(told.values), BLANKABLE)


def _mileage(values: dict, asset: Asset, how: Reading) -> tuple[list, dict]:
    """Return (remarks, changes) of a reading; one that is no news changes nothing."""
    km, before = values.get(F.MILEAGE), asset.mileage_km
    if km is None or (before is not None and how.known == KnownRule.FILL):
        return [], {}
    on, last = values.get(F.MILEAGE_ON, how.today), asset.mileage_read_on
    if km == before and (F.MILEAGE_ON not in values or on == last):
        return [], {}
    heading = how.headings[F.MILEAGE]
    if last and on < last:
        return [remark(heading, "older_km", value=str(km))], {}
    if before is not None and km < before:
        told = {"value": str(km), "km": str(before)}
        return [remark(heading, "less_km", **told)], {}
    what = FILLS if before is None else CHANGES
    return [], {
        F.MILEAGE.value: Change(what, before, km),
        F.MILEAGE_ON.value: Change(FILLS if last is None else CHANGES, last, on),
    }


def _words(values: dict) -> list[tuple[str, object]]:
    """Return what an asset of the file is told apart by."""
    customer = tuple(str(values.get(field, "")) for field in whose.COLUMNS)
    return [
        (field, values[field], customer if field == F.SERIAL else "")
        for field in NUMBERS
        if field in values
    ]
