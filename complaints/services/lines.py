"""The one way a complaint changes: locked, changed, and a line more in its history."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from complaints.choices import Deed
from complaints.models import Complaint, Line
from customers.services import archive

# What of a complaint's history stands in the customer's trail too.
TRAIL = {
    Deed.REGISTERED: "complaint.registered",
    Deed.ASSIGNED: "complaint.assigned",
    Deed.DECLARED: "complaint.declared",
    Deed.TOLD: "complaint.told",
    Deed.CLOSED: "complaint.closed",
    Deed.REOPENED: "complaint.reopened",
    Deed.MERGED: "complaint.merged",
    Deed.UNMERGED: "complaint.unmerged",
    Deed.OFFERED: "complaint.offer_proposed",
    Deed.OFFER_DECIDED: "complaint.offer_decided",
    Deed.OFFER_WITHDRAWN: "complaint.offer_withdrawn",
    Deed.OFFER_GIVEN: "complaint.offer_given",
}


class Stale(Refused):
    """Somebody did something since the page was opened; `complaint` is what stands.

    What was typed is kept: the page shows theirs above mine.
    """

    def __init__(self, complaint: Complaint):
        super().__init__(
            _("Somebody worked on it meanwhile. Read what is new, then send again.")
        )
        self.complaint = complaint


class SentBefore(Refused):
    """The same form was sent twice; `line` is what the first time wrote."""

    def __init__(self, line: Line):
        super().__init__(_("This was sent twice; it was recorded once."))
        self.line = line


class Merged(Refused):
    """It is part of another now, `complaint`, where everything about it goes on."""

    def __init__(self, complaint: Complaint):
        said = _("It was merged into %(code)s. Go on there, or undo the merge first.")
        super().__init__(said % {"code": complaint.code})
        self.complaint = complaint


def locked(
    complaint: Complaint, *, standing: str = "", key: uuid.UUID | None = None,
    actor: User | None = None, can: Can | None = None,
) -> Complaint:  # fmt: skip
    """Return it as it stands, and let nobody else change it before we commit.

    Raises Stale where `standing` is given and is not how it stands any more, and
    SentBefore where a form with this `key` was recorded already. Raises Merged, and
    Refused where it is about `actor`, or is not his to do what `can` names.
    """
    now = held(complaint)
    if line := sent_before(key):
        raise SentBefore(line)
    check_actor(now, actor, can)
    if now.merged_into_id:
        raise Merged(now.merged_into)
    if standing and standing != now.standing:
        raise Stale(now)
    return now


def check_actor(now: Complaint, actor: User | None, can: Can | None = None) -> None:
    """Raise Refused where it complains of `actor`, or he may not do what `can` names.

    Without an actor the clock or the customer does it.
    """
    if actor is None:
        return
    if now.is_about(actor):
        raise Refused(_("This complaint is about you: a colleague works on it."))
    if can is not None and not may_apply(actor, can, now):
        raise Refused(_("You may not do this with this complaint."))


def held(complaint: Complaint) -> Complaint:
    """Return it locked, even where it was merged: for whoever undoes that."""
    rows = Complaint.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("policy").get(pk=complaint.pk)


def sent_before(key: uuid.UUID | None) -> Line | None:
    """Return the line a form sent before has written, by the key it carried."""
    rows = Line.objects.select_related("complaint")
    return rows.filter(submission_key=key).first() if key else None


def hold_key(complaint: Complaint) -> str:
    """Return what the archive calls the work that shows a customer to its handler."""
    return f"complaints.complaint:{complaint.pk}"


def _hold(complaint: Complaint) -> None:
    """Let whoever handles it see its customer as his own, as long as it is open."""
    archive.release(key=hold_key(complaint))
    if complaint.is_open and complaint.handler and complaint.customer:
        key = hold_key(complaint)
        archive.hold(complaint.customer, user=complaint.handler, key=key)


@transaction.atomic
def write(
    complaint: Complaint,
    deed: Deed,
    *,
    actor: User | None,
    at: datetime,
    text: str = "",
    told: dict | None = None,
    key: uuid.UUID | None = None,
    **columns,
) -> Line:
    """Change the columns of a `locked` complaint and add the line that says why.

    What changed of them stands in the line as [old, new]; `told` adds to that.
    """
    changes = change(complaint, at=at, **columns)
    if deed == Deed.REGISTERED or {"handler", "state", "customer"} & columns.keys():
        _hold(complaint)
    if deed in TRAIL:
        facts = {"at": at, "customer_id": complaint.customer_id, "changes": changes}
        audit.record(actor, TRAIL[deed], complaint, **facts)
    line = _line(complaint, deed, at=at, told=changes | (told or {}))
    line.actor, line.text, line.submission_key = actor, text, key
    line.save(force_insert=True)
    return line


def write_all(seen: Iterable[tuple[Complaint, Deed, dict]], *, at: datetime) -> None:
    """Add what the clock saw, (of which, what, `told`), where no column changes by it.

    All of them are `locked`; of one the lines come in the order given. Two statements.
    """
    written, counted = [], {}
    for complaint, deed, told in seen:
        complaint.line_count += 1
        complaint.updated_at = at
        counted[complaint.pk] = complaint
        written.append(_line(complaint, deed, at=at, told=told))
    Complaint.objects.bulk_update(counted.values(), ["line_count", "updated_at"])
    Line.objects.bulk_create(written)


def _line(complaint: Complaint, deed: Deed, *, at: datetime, told: dict) -> Line:
    """Return the line that comes last in the history of a complaint as it stands."""
    return Line(
        complaint=complaint, place=complaint.line_count, deed=deed, at=at,
        state=complaint.state, told=told,
    )  # fmt: skip


def change(row: models.Model, *, at: datetime, **columns) -> dict[str, list]:
    """Change the columns of a locked row that counts the lines of its history.

    Returns what changed of them, as [old, new].
    """
    changes = audit.difference(row, columns)
    for name, value in columns.items():
        setattr(row, name, value)
    row.line_count += 1
    row.updated_at = at
    row.save(update_fields=[*columns, "line_count", "updated_at"])
    return changes
