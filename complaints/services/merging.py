"""Two complaints about one and the same: merged, and parted again as they were."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from complaints.choices import Deed, Ending, State
from complaints.models import Clock, Complaint, Line, Pause
from complaints.services import clocks, lines, offers, parts

ASSIGN = Can.ASSIGN_COMPLAINTS


@transaction.atomic
def merge(
    complaint: Complaint, *, actor: User, standing: str, key: uuid.UUID,
    into: Complaint, at: datetime, text: str = "",
) -> Line:  # fmt: skip
    """Make an open complaint part of another, where everything about it goes on.

    It closes; its clocks end and what departments owe it is called off. `told` of its
    line keeps what `part` needs. Raises Refused, Stale, SentBefore, Merged.
    """
    _lock(complaint, into)
    now = lines.locked(complaint, standing=standing, key=key, actor=actor, can=ASSIGN)
    other = lines.locked(into, actor=actor, can=ASSIGN)
    _check(now, other)
    parts.call_off_all(now, actor=actor, at=at)
    kept = {"into": other.code, "kept": _kept(now)}
    _still(now, at=at)
    line = lines.write(
        now, Deed.MERGED, actor=actor, at=at, text=text, key=key, told=kept,
        state=State.CLOSED, ending=Ending.MERGED, merged_into=other, closed_at=at,
        closed_by=actor, waiting_since=None, verify_on=None, external_since=None,
    )  # fmt: skip
    clocks.recompute(now)
    told = {"from": now.code}
    lines.write(other, Deed.MERGED, actor=actor, at=at, text=now.words, told=told)
    return line


@transaction.atomic
def part(
    complaint: Complaint, *, actor: User, standing: str, key: uuid.UUID, at: datetime,
    text: str = "",
) -> Line:  # fmt: skip
    """Undo a merge: state, handler, pause and clocks are again what they were.

    What departments were asked stays called off. Raises Refused, Stale, SentBefore.
    """
    if line := lines.sent_before(key):
        raise lines.SentBefore(line)
    if complaint.merged_into is None:
        raise Refused(_("It was not merged into another."))
    _lock(complaint, complaint.merged_into)
    now = lines.held(complaint)
    lines.check_actor(now, actor, ASSIGN)
    if standing != now.standing:
        raise lines.Stale(now)
    other = lines.held(now.merged_into)
    lines.check_actor(other, actor, ASSIGN)
    kept = now.lines.filter(deed=Deed.MERGED, told__has_key="kept")
    stood = kept.order_by("-place").first().told["kept"]
    line = lines.write(
        now, Deed.UNMERGED, actor=actor, at=at, text=text, key=key,
        told={"from": other.code}, merged_into=None, **_columns(stood),
    )  # fmt: skip
    _run(now, stood)
    told = {"out": now.code}
    lines.write(other, Deed.UNMERGED, actor=actor, at=at, told=told)
    return line


def standing_one(complaint: Complaint) -> Complaint:
    """Return where what belongs to it goes on: itself unless it was merged."""
    while complaint.merged_into_id:
        complaint = complaint.merged_into
    return complaint


def _lock(*complaints: Complaint) -> None:
    """Lock them in the order of their ids, so that no two wait for each other."""
    for complaint in sorted(complaints, key=lambda each: each.pk):
        lines.held(complaint)


def _check(now: Complaint, other: Complaint) -> None:
    if now.pk == other.pk:
        raise Refused(_("Choose another complaint than this one."), "into")
    if now.is_closed:
        raise Refused(_("This complaint is closed. Reopen it first."))
    if other.is_closed:
        raise Refused(_("%(code)s is closed. Reopen it first.") % {"code": other.code},
                      "into")  # fmt: skip
    both = {now.customer_id, other.customer_id} - {None}
    if len(both) > 1:
        said = _("They are of different customers. Open a group for them instead.")
        raise Refused(said, "into")
    if now.is_major and not other.is_major:
        said = _("A major complaint is not merged into a lesser one. Merge the other.")
        raise Refused(said, "into")
    if now.about_user_id and now.about_user_id != other.about_user_id:
        said = _("This one is about a colleague. Record that of %(code)s first.")
        raise Refused(said % {"code": other.code}, "into")
    offers.check_none_is_on_its_way(now)


def _kept(now: Complaint) -> dict:
    """Return what an undo needs, as JSON holds it; the handler stays as he is."""
    running = now.clocks.running().values_list("pk", "next_step_at")
    pause = now.pauses.filter(ended_at=None).first()
    return {
        "state": now.state,
        "waiting_since": _text(now.waiting_since),
        "verify_on": _text(now.verify_on),
        "external_since": _text(now.external_since),
        "clocks": [[pk, _text(next_step_at)] for pk, next_step_at in running],
        "pause": pause and pause.pk,
    }


def _still(now: Complaint, *, at: datetime) -> None:
    """Stop what runs: no clock is met or missed by a merge."""
    now.clocks.running().update(ended_at=at, is_met=None, next_step_at=None)
    now.pauses.filter(ended_at=None).update(ended_at=at)


def _columns(stood: dict) -> dict:
    verify_on = stood["verify_on"]
    return {
        "state": stood["state"],
        "ending": "",
        "closed_at": None,
        "closed_by": None,
        "waiting_since": _moment(stood["waiting_since"]),
        "verify_on": verify_on and date.fromisoformat(verify_on),
        "external_since": _moment(stood.get("external_since")),
    }


def _run(now: Complaint, stood: dict) -> None:
    """Let the clocks run that ran, with the steps they had before them."""
    for pk, next_step_at in stood["clocks"]:
        running = {"ended_at": None, "is_met": None}
        running["next_step_at"] = _moment(next_step_at)
        Clock.objects.filter(pk=pk, complaint=now).update(**running)
    if stood["pause"]:
        Pause.objects.filter(pk=stood["pause"], complaint=now).update(ended_at=None)
    clocks.recompute(now)


def _text(value: date | datetime | None) -> str | None:
    return value and value.isoformat()


def _moment(text: str | None) -> datetime | None:
    return text and datetime.fromisoformat(text)
