"""How an import adds records, writes over those there, and takes both back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import ProtectedError

from accounts import audit
from accounts.models import User
from accounts.permissions.actions import Can
from customers import row_changes
from customers.choices.imports import RowState
from customers.models import ImportBatch, ImportRow
from customers.services.verdicts import Verdict, editable


class Deed(NamedTuple):
    """One line for the trail: what was done to which record, and what changed."""

    action: str
    record: models.Model
    changes: dict


def apart(verdicts: Iterable[Verdict]) -> tuple[list[Verdict], list[Verdict]]:
    """Return (rows about what is new, rows about what is here)."""
    fresh = [one for one in verdicts if one.is_open and not one.record]
    return fresh, [one for one in verdicts if one.record]


def add(made: list[models.Model], action: str, columns: Iterable[str]) -> list[Deed]:
    """Store new records; return what to record. Few queries at any count."""
    if not made:
        return []
    model = type(made[0])
    model.objects.bulk_create(made)
    said = [{name: getattr(one, name) for name in columns} for one in made]
    called = _called(model, said)
    return [
        Deed(action, one, _difference(model(), new, called))
        for one, new in zip(made, said, strict=True)
    ]


def change(
    drafts: list[tuple[models.Model, dict]],
    action: str,
    *,
    follow: Callable | None = None,
    beside: Sequence[str] = (),
) -> list[Deed]:
    """Write new values over records, each as if edited; return what to record.

    `follow` sets columns `beside` that follow from them. Few queries at any count.
    """
    if not drafts:
        return []
    model, deeds, written = type(drafts[0][0]), [], {"version", *beside}
    stood = [{name: getattr(one, name) for name in new} for one, new in drafts]
    called = _called(model, [*stood, *(new for _one, new in drafts)])
    for record, new in drafts:
        deeds.append(Deed(action, record, _difference(record, new, called)))
        for name, value in new.items():
            setattr(record, name, value)
        written |= new.keys()
        record.version += 1
        if follow:
            follow(record)
    fields = [model._meta.get_field(name).name for name in sorted(written)]
    model.objects.bulk_update([one for one, _ in drafts], fields)
    return deeds


def record(
    deeds: Iterable[Deed],
    batch: ImportBatch,
    actor: User,
    at: datetime,
    whose: Callable = lambda record: record.customer_id,
) -> None:
    """Write the rows of the trail; each names the file."""
    audit.record_all(
        audit.entry(
            actor, deed.action, deed.record, at=at,
            changes=deed.changes | {"file": [None, batch.file_name]},
            customer_id=whose(deed.record),
        )
        for deed in deeds
    )  # fmt: skip


def drafts(known: Iterable[Verdict]) -> list[tuple[models.Model, dict]]:
    """Pair known records with the columns their rows write over them."""
    return [(one.record, _new(one)) for one in known]


def told(
    fresh: list[Verdict], made: list[models.Model], known: list[Verdict]
) -> list[Verdict]:
    """Return the verdicts with what was made of fresh rows, or changed by the known."""
    pairs = zip(fresh, made, strict=True)
    return [
        *(_written(one, RowState.CREATED, it) for one, it in pairs),
        *(_written(one, RowState.UPDATED, one.record) for one in known),
    ]


def held(
    model: type[models.Model],
    rows: list[ImportRow],
    actor: User,
    can: Can = Can.EDIT_CUSTOMERS,
) -> dict[int, models.Model]:
    """Map ids to what rows made or changed, as it stands, where `actor` may.

    Nobody else changes it, or its customer, before this transaction ends.
    """
    ids = [row.customer_id for row in rows if row.customer_id]
    mine = editable(ids, actor, hold=True, can=can)
    asked = model.objects.filter(pk__in=[row.record_id for row in rows])
    theirs = asked.filter(customer__in=mine).order_by("pk").select_for_update()
    return {one.pk: one for one in theirs}


def parted(
    rows: list[ImportRow],
    there: dict[int, models.Model],
    clings: Callable = lambda row, record: "",
) -> tuple[dict[int, str], dict[int, models.Model], list]:
    """Return (why records stay, those that are new, those that were changed).

    The first two by row; the last with their columns before it. What is not `there`, or
    not as the row left it, stays; so does what `clings`, which answers with a remark.
    """
    stays, gone, back = {}, {}, []
    for row in rows:
        record = there.get(row.record_id)
        if record is None or record.version != row.version:
            stays[row.pk] = "undo_touched"
        elif why := clings(row, record):
            stays[row.pk] = why
        elif row.state == RowState.CREATED:
            gone[row.pk] = record
        else:
            back.append((record, old_values(row, type(record))))
    return stays, gone, back


def remove(
    gone: dict[int, models.Model], action: str, called: str = "name"
) -> tuple[dict[int, str], list[Deed]]:
    """Delete new records, given by row; return (why some stay, what to record).

    `called` is the column the trail keeps of them.
    """
    deleted = delete(list(gone.values()))
    stays = {pk: "undo_in_use" for pk, one in gone.items() if one.pk not in deleted}
    deeds = [
        Deed(action, one, {called: [getattr(one, called), None]})
        for pk, one in gone.items()
        if pk not in stays
    ]
    return stays, deeds


def old_values(row: ImportRow, model: type[models.Model]) -> dict:
    """Return the columns as they stood before the row changed them."""
    return {
        name: model._meta.get_field(name).to_python(old)
        for name, (old, _new) in row.changes.items()
    }


def delete(records: list[models.Model]) -> set[int]:
    """Delete records nothing hangs on; return the ids of those that are gone."""
    ids = [one.pk for one in records]
    if not ids or _delete(type(records[0]), ids):
        return set(ids)
    return {pk for pk in ids if _delete(type(records[0]), [pk])}


def _new(verdict: Verdict) -> dict:
    real = row_changes.real(verdict.changes)
    return {name: change.new for name, change in real.items()}


def _written(verdict: Verdict, state: RowState, made: models.Model) -> Verdict:
    return verdict._replace(state=state, record_id=made.pk, version=made.version)


def _delete(model: type[models.Model], ids: list[int]) -> bool:
    try:
        with transaction.atomic():
            model.objects.filter(pk__in=ids).delete()
    except ProtectedError:
        return False
    return True


def _difference(before: models.Model, new: dict, called: dict) -> dict:
    """Return what changes as the trail keeps it; rows by what they are called."""
    changes = audit.difference(before, {k: v for k, v in new.items() if _plain(k, v)})
    for name, value in new.items():
        old = getattr(before, name)
        if old == value or name == "phone_raw" or _plain(name, value):
            continue
        if name in called:
            field = before._meta.get_field(name).name
            changes[field] = [called[name].get(old), called[name].get(value)]
        else:
            changes[name] = [", ".join(old), ", ".join(value)]
    return changes


def _plain(name: str, value: object) -> bool:
    is_row = name.endswith("_id")
    return not (is_row or isinstance(value, list) or name == "phone_raw")


def _called(model: type[models.Model], said: list[dict]) -> dict[str, dict[int, str]]:
    """Map columns of rows to what those rows are called; one query for each column."""
    asked: dict[str, set[int]] = {}
    for values in said:
        for name, value in values.items():
            if name.endswith("_id") and value:
                asked.setdefault(name, set()).add(value)
    called = {name: {} for values in said for name in values if name.endswith("_id")}
    for name, ids in asked.items():
        rows = model._meta.get_field(name).related_model.objects.in_bulk(ids)
        called[name] = {pk: str(row) for pk, row in rows.items()}
    return called
