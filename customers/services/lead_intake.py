"""What an import does to leads: registers them, changes those known, takes it back."""

from datetime import datetime
from functools import partial

from accounts import pinyin, working_time
from accounts.models import User, WorkingCalendar
from customers import lead_rules
from customers.cells import Reading
from customers.choices.imports import ImportField as F
from customers.choices.leads import Deed
from customers.models import ImportBatch, ImportRow, Lead, LeadDeed, LeadOrigin
from customers.services import import_records as records
from customers.services.import_leads import COLUMNS, drafted, held
from customers.services.leads import register
from customers.services.verdicts import Verdict

# What follows from the others, written beside them.
FOLLOW = ("name_key", "search", "updated_at")


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
    made = _drafts(fresh, how, actor, at)
    deeds = records.add(made, "lead.imported", COLUMNS)
    LeadOrigin.objects.bulk_create(_origins(fresh, made, batch))
    drafts = records.drafts(known)
    deeds += _change(drafts, batch, actor, at)
    records.record(deeds, batch, actor, at, whose=_of_nobody)
    return records.told(fresh, made, known)


def undo(
    rows: list[ImportRow], batch: ImportBatch, *, actor: User, at: datetime
) -> dict[int, str]:
    """Take back what rows made or changed, where nobody has touched it since.

    Returns why the others stay: id of the row → code of a remark. A lead whose story
    has begun, be it by the ladder, is not deleted.
    """
    leads = held([row.record_id for row in rows], actor, hold=True)
    stays, gone, back = records.parted(rows, leads)
    in_use, deeds = records.remove(gone, "lead.import_undone")
    deeds += _change(back, batch, actor, at)
    records.record(deeds, batch, actor, at, whose=_of_nobody)
    return stays | in_use


def _drafts(fresh: list[Verdict], how: Reading, actor: User, at) -> list[Lead]:
    """Return unsaved leads of the importer's branch, complete."""
    if not fresh:
        return []
    hours = WorkingCalendar.objects.hours_for(actor.branch_id)
    due = working_time.add(hours, at, lead_rules.FIRST_CONTACT)
    leads = [
        Lead(
            branch_id=actor.branch_id, created_by=actor, created_at=at, touched_at=at,
            first_due_at=due, **drafted(one, how),
        )
        for one in fresh
    ]  # fmt: skip
    return [_follow(lead, at=at) for lead in leads]


def _origins(fresh: list[Verdict], made: list[Lead], batch: ImportBatch):
    """Yield where new leads come from: their story begins with it."""
    for verdict, lead in zip(fresh, made, strict=True):
        yield LeadOrigin(
            lead=lead,
            file_name=batch.file_name,
            author=str(verdict.values.get(F.AUTHOR, "")),
            left_at=verdict.values.get(F.LEFT_AT),
        )


def _change(drafts: list, batch: ImportBatch, actor: User, at) -> list[records.Deed]:
    """Write new values over leads; their story tells of it."""
    follow = partial(_follow, at=at)
    deeds = records.change(drafts, "lead.edited", follow=follow, beside=FOLLOW)
    LeadDeed.objects.bulk_create(
        LeadDeed(lead=one, kind=Deed.EDITED, actor=actor, at=at, note=batch.file_name)
        for one, _new in drafts
    )
    return deeds


def _follow(lead: Lead, *, at: datetime) -> Lead:
    """Set what follows from name and number."""
    lead.name_key = pinyin.sort_key(lead.name)
    lead.search = register.found_by(lead.name, lead.phone)
    lead.updated_at = at
    return lead


def _of_nobody(lead: Lead) -> None:
    """Return no customer: the trail of a lead is not that of a customer."""
