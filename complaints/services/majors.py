"""Major complaints: found or declared, told at once, led by a team, decided."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Reach
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from accounts.services import notices
from complaints import majors
from complaints.choices import VERIFIED, Deed, MajorReason, Severity
from complaints.models import Complaint, GroupMember, Line, Sight
from complaints.services import clocks, lines


def judge(now: Complaint, *, actor: User | None, at: datetime) -> Line | None:
    """Make a locked complaint major where the policy says so, and say why.

    A reason that was declared once is not declared again: whoever leads majors may say
    that it is none. Only what somebody judges again after that is told again. Nothing
    ever makes it less by itself. Four queries at most where there is no reason.
    """
    if now.is_closed or now.kind not in VERIFIED:
        return None
    found = {*majors.reasons(_case(now), _limits(now))}
    if now.is_major:
        found |= set(now.major_reasons)
    if not found:
        return None
    new = found - _declared(now)
    return _declare(now, new, actor=actor, at=at) if new else None


@transaction.atomic
def declare(
    complaint: Complaint, *, actor: User, standing: str, key: uuid.UUID, text: str,
    at: datetime,
) -> Line:  # fmt: skip
    """Declare it major although no limit says so; `text` says why."""
    now = _to_declare(complaint, standing, key, actor, text)
    check_leads(actor, now)
    why = {MajorReason.JUDGED}
    return _declare(now, why, actor=actor, at=at, text=text, key=key)


@transaction.atomic
def flag(
    complaint: Complaint, *, actor: User, standing: str, key: uuid.UUID, text: str,
    at: datetime,
) -> Line:  # fmt: skip
    """Ask whoever may to declare it major; `text` says why."""
    now = _to_declare(complaint, standing, key, actor, text)
    line = lines.write(
        now, Deed.NOTED, actor=actor, at=at, text=text, key=key, told={"flag": True}
    )
    for person in watchers(now):
        tell(now, person, "complaints.flagged", line=line, actor=actor, at=at)
    return line


def _to_declare(complaint: Complaint, standing: str, key, actor: User, text: str):
    now = lines.locked(complaint, standing=standing, key=key, actor=actor)
    if now.is_closed:
        raise Refused(_("This complaint is closed. Reopen it first."))
    if now.is_major:
        raise Refused(_("It is a major complaint already."))
    check_declarable(now)
    if not text.strip():
        raise Refused(_("Say why."), "text")
    return now


def check_declarable(now: Complaint, field: str = "") -> None:
    """Raise Refused for an answered enquiry: what a major one must prove is shut."""
    if not (now.goes_whole_way or now.is_in_work):
        raise Refused(_("It was answered already. Reopen it first."), field)


def watchers(complaint: Complaint) -> list[User]:
    """Return who watches over major complaints there: of the branch, then of all.

    Never whom it is about.
    """
    able = User.objects.able_to
    there = able(Can.LEAD_MAJORS, [Reach.BRANCH]).filter(branch=complaint.branch_id)
    above = able(Can.LEAD_MAJORS, [Reach.ALL])
    found = {person.pk: person for person in [*there, *above]}
    return [found[pk] for pk in sorted(found) if not complaint.is_about(found[pk])]


def saw(complaint: Complaint, user: User, *, at: datetime) -> bool:
    """Note that a watcher has opened its page: the first time, once."""
    unseen = Sight.objects.unseen_by(user).filter(complaint_id=complaint.pk)
    return bool(unseen.filter(told_at__lte=at).update(seen_at=at))


def tell(
    now: Complaint, person: User, kind: str, *, line: Line, actor: User | None,
    at: datetime, text: str = "",
) -> None:  # fmt: skip
    """Tell somebody of a major complaint, or of what is asked about one."""
    if actor is not None and person.pk == actor.pk:
        return
    notices.tell(
        person,
        kind,
        key=f"complaint:{now.pk}:{line.place}:{kind}",
        at=at,
        params={
            "who": str(actor or ""),
            "code": now.code,
            "customer": str(now.customer or ""),
            "reasons": list(now.major_reasons),
            "text": (text or line.text)[:200],
        },
        url=now.get_absolute_url(),
        subject=now,
        about=now.code,
    )


def check_leads(actor: User, now: Complaint) -> None:
    """Raise Refused where `actor` does not lead this complaint as a major one."""
    if not may_apply(actor, Can.LEAD_MAJORS, now):
        raise Refused(_("Only who leads major complaints does this."))


def _declare(
    now: Complaint, why: set, *, actor: User | None, at: datetime, text: str = "",
    key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    held = set(now.major_reasons) | why
    columns = {"severity": Severity.MAJOR, "major_reasons": in_order(held)}
    line = lines.write(
        now, Deed.DECLARED, actor=actor, at=at, text=text, key=key,
        told={"reasons": in_order(why)}, **columns,
    )  # fmt: skip
    clocks.regraded(now, at=at)
    watching = watchers(now)
    _watch(now, watching, actor=actor, at=at)
    for person in {*watching, *filter(None, [now.handler])}:
        tell(now, person, "complaints.major", line=line, actor=actor, at=at)
    return line


def in_order(reasons: set) -> list[str]:
    """Return reasons as the words stand, so that they read the same everywhere."""
    return [str(reason) for reason in MajorReason if reason in reasons]


def _watch(now: Complaint, watching: list[User], *, actor, at: datetime) -> None:
    """Add the watchers; whoever did it himself has seen it.

    Who was told before is told anew, and has not seen this yet.
    """
    Sight.objects.bulk_create(
        [
            Sight(
                complaint=now,
                user=person,
                told_at=at,
                seen_at=at if actor and person.pk == actor.pk else None,
            )
            for person in watching
        ],
        update_conflicts=True,
        unique_fields=["complaint", "user"],
        update_fields=["told_at", "seen_at"],
    )


def _declared(now: Complaint) -> set[str]:
    """Return what was declared; of what was made less since, no judgement counts."""
    declared = set()
    for told in now.lines.gradings().values_list("told", flat=True):
        if told.get("severity", [None])[0] == Severity.MAJOR:
            declared.discard(MajorReason.JUDGED)
        declared.update(told.get("reasons", []))
    return declared


def _case(now: Complaint) -> majors.Case:
    return majors.Case(
        channel=now.channel,
        severity=now.severity,
        is_safety=bool(now.category_id and now.category.is_safety),
        claimed=now.claimed,
        tier=now.tier,
        times=_times(now),
        together=_together(now),
    )


def _limits(now: Complaint) -> majors.Limits:
    policy = now.policy
    return majors.Limits(
        amount=policy.major_amount,
        repeat_count=policy.repeat_count,
        group_count=policy.group_count,
        tiers=tuple(policy.major_tiers),
    )


def _times(now: Complaint) -> int:
    since = now.received_at - timedelta(days=now.policy.repeat_days)
    return 1 + Complaint.objects.before(now, since).count()


def _together(now: Complaint) -> int:
    membership = GroupMember.objects.filter(complaint=now).first()
    return membership.group.members.customer_count() if membership else 1
