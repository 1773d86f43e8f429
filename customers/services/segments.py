"""Everything that changes a segment, who has it as a tab, and its daily counts."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit, days
from accounts.models import User
from accounts.refused import Refused
from accounts.seen import merged, stands
from customers.models import Segment, SegmentCount, SegmentPin
from customers.querysets.segments import MOST_PINNED
from customers.segmenting import looking, rules
from customers.segmenting.facts import Asked
from customers.services.editing import locked, one_at_a_time, write

FIELDS = ("name", "shared", "rule")


@transaction.atomic
def make(*, actor: User, key: uuid.UUID, at: datetime, **fields) -> Segment:
    """Keep a new segment; sent twice with one `key` it is made once."""
    new = _read(fields, at)
    one_at_a_time(key)
    made = Segment.objects.filter(submission_key=key, owner=actor).first()
    if made:
        return made
    segment = Segment(**new, owner=actor, submission_key=key, created_at=at)
    segment.save(force_insert=True)
    audit.record(
        actor, "segment.made", segment, at=at, changes=_told(Segment(), new, at)
    )
    return segment


@transaction.atomic
def change(segment: Segment, *, actor: User, seen: str, at: datetime, **fields) -> None:
    """Change a segment, as a form that showed `seen` asks.

    Only its owner hides it from the others. Raises Conflict where somebody else
    changed the same meanwhile.
    """
    new = _read(fields, at)
    now = locked(segment)
    if now.is_archived:
        raise Refused(_("This segment is archived. Use it again first."))
    mine = merged(stands(now, FIELDS), new, seen)
    if "shared" in mine and now.owner_id != actor.pk:
        raise Refused(_("Only who made it says who finds it."), "shared")
    if changes := _told(now, mine, at):
        write(now, mine)
        audit.record(actor, "segment.changed", now, at=at, changes=changes)


@transaction.atomic
def archive(segment: Segment, *, actor: User, at: datetime) -> bool:
    """Take a segment out of use; nobody fits it from now on. Safe twice."""
    in_use = Segment.objects.in_use().filter(pk=segment.pk)
    if not in_use.update(archived_at=at):
        return False
    audit.record(actor, "segment.archived", segment, at=at)
    return True


@transaction.atomic
def restore(segment: Segment, *, actor: User, at: datetime) -> bool:
    """Use a segment again. Safe twice."""
    archived = Segment.objects.filter(pk=segment.pk).exclude(archived_at=None)
    if not archived.update(archived_at=None):
        return False
    audit.record(actor, "segment.restored", segment, at=at)
    return True


@transaction.atomic
def pin(segment: Segment, *, user: User) -> bool:
    """Make it a tab of the user's list of customers. Safe twice."""
    one_at_a_time(f"pins:{user.pk}")
    pins = SegmentPin.objects.filter(user=user)
    if pins.filter(segment=segment).exists():
        return False
    if pins.filter(segment__archived_at=None).count() >= MOST_PINNED:
        raise Refused(
            _("There are %(count)s tabs already. Take one away first.")
            % {"count": MOST_PINNED}
        )
    SegmentPin.objects.create(user=user, segment=segment)
    return True


@transaction.atomic
def unpin(segment: Segment, *, user: User) -> bool:
    gone, _each = SegmentPin.objects.filter(user=user, segment=segment).delete()
    return bool(gone)


def count_all(*, on: date, at: datetime) -> int:
    """Count every segment in use once for this day; returns how many were counted.

    Each is asked through the eyes of its owner, and stored at once: what was counted
    stays counted where a later one fails. What takes too long is stored as not known.
    """
    done = 0
    for segment in Segment.objects.uncounted(on).select_related("owner"):
        asked = Asked(segment.owner, days.local(at))
        rule = rules.read(segment.rule, asked)
        rows = looking.fitting(rule, asked, segment.owner)
        row = SegmentCount(segment=segment, on=on, count=looking.count_of(rows, None))
        made = SegmentCount.objects.bulk_create([row], ignore_conflicts=True)
        done += len(made)
    return done


def _read(fields: dict, at: datetime) -> dict:
    """Return the fields as they are kept; the rule is read again, whoever sent it."""
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"not to be written: {', '.join(sorted(unknown))}")
    name = str(fields.get("name", "")).strip()
    if not name:
        raise Refused(_("Enter the name."), "name")
    try:
        rule = rules.checked(fields["rule"], Asked(None, days.local(at)))
    except rules.Unreadable as trouble:
        words = _("This rule fits nobody: %(what)s.") % {"what": trouble}
        raise Refused(words, "rule") from None
    return {**fields, "name": name, "rule": rule}


def _told(stood: Segment, new: dict, at: datetime) -> dict:
    """Return what the trail tells; a rule as its sentence."""
    plain = {name: value for name, value in new.items() if name != "rule"}
    changes = audit.difference(stood, plain)
    if "rule" in new and new["rule"] != stood.rule:
        asked = Asked(None, days.local(at))
        both = (stood.rule, new["rule"])
        changes["rule"] = [
            rules.read(rule, asked).words(asked) if rule else "" for rule in both
        ]
    return changes
