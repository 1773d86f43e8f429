"""Everything that changes a tier policy: drafted, edited, activated."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import audit
from accounts.days import day_of
from accounts.models import User
from accounts.refused import Refused
from accounts.services import jobs, notices
from customers import rfm
from customers.choices.tiers import CutSource, PolicyState, TierJob
from customers.models import TierCuts, TierPolicy, TierTrial
from customers.services.editing import columns, locked, merged, one_at_a_time, write

WEIGHTS = ("weight_m", "weight_f", "weight_r", "weight_l", "weight_g")
FLOORS = ("floor_s", "floor_a", "floor_b", "floor_c")
GRACE = ("keep_percent", "review_count", "valid_days", "notice_days")
AGES = ("new_days", "dormant_days", "lost_days")
WELCOME = ("welcome_tier", "welcome_days")
EDITABLE = (*WEIGHTS, *FLOORS, *GRACE, *AGES, *WELCOME, "note")


@transaction.atomic
def draft(*, actor: User, at: datetime) -> TierPolicy:
    """Begin a new version as a copy of the one in force; the open draft if there is."""
    one_at_a_time("tier-policies")
    if open_one := TierPolicy.objects.drafts().first():
        return open_one
    base = TierPolicy.objects.in_force()
    rules = {name: getattr(base, name) for name in EDITABLE if base and name != "note"}
    last = TierPolicy.objects.aggregate(last=Max("number"))["last"] or 0
    made = TierPolicy.objects.create(
        **rules, number=last + 1, made_by=actor, made_at=at
    )
    cuts = TierCuts.objects.newest(base) if base else None
    _cut(
        made, cuts.points if cuts else rfm.Cuts(**rfm.FIXED),
        source=cuts.source if cuts else CutSource.SHIPPED,
        as_of=cuts.as_of if cuts else day_of(at), actor=actor, at=at,
        customer_count=cuts.customer_count if cuts else 0,
    )  # fmt: skip
    audit.record(actor, "tier_policy.drafted", made, at=at)
    return made


@transaction.atomic
def edit(
    policy: TierPolicy,
    *,
    actor: User,
    fields: dict,
    points: rfm.Cuts | None,
    version: int,
    at: datetime,
) -> TierPolicy:
    """Change a draft as a form that showed `version` asks; returns it as it stands.

    `points` are cut points set by hand. Raises Refused once it is activated, Conflict
    for fields somebody else changed meanwhile.
    """
    new = columns(fields, EDITABLE)
    now = locked(policy)
    _check_draft(now)
    mine = merged(now, new, version)
    stood = TierCuts.objects.newest(now).points
    is_cut = points is not None and points != stood
    changes = audit.difference(now, mine)
    if is_cut:
        _cut(
            now, points, source=CutSource.TYPED, as_of=day_of(at), actor=actor, at=at
        )  # fmt: skip
        changes["cuts"] = [_as_lists(stood), _as_lists(points)]
    if mine or is_cut:
        write(now, mine)
        audit.record(actor, "tier_policy.updated", now, at=at, changes=changes)
    return now


@transaction.atomic
def activate(
    policy: TierPolicy,
    *,
    actor: User,
    fields: dict,
    points: rfm.Cuts,
    version: int,
    on: date,
    at: datetime,
) -> None:
    """Put a draft in force, let it be computed, and tell who watches over it.

    `fields` and `points` are what stood on the page. Raises Refused unless they are the
    draft of this `version`, tried out `on` this day: nothing else comes into force.
    """
    one_at_a_time("tier-policies")
    now = locked(policy)
    _check_draft(now)
    if now.version != version:
        raise Refused(_("The draft was changed meanwhile. Look at it again first."))
    if _is_unsaved(now, fields, points):
        raise Refused(
            _("What you changed here is not saved. Try the draft with it first.")
        )
    tried = TierTrial.objects.filter(policy=now, policy_version=version, as_of=on)
    if not tried.exists():
        raise Refused(_("Try the draft first: nobody knows yet who would move today."))
    before = TierPolicy.objects.filter(state=PolicyState.ACTIVE)
    before.update(state=PolicyState.SUPERSEDED, superseded_at=at)
    TierPolicy.objects.filter(pk=now.pk).update(
        state=PolicyState.ACTIVE, activated_by=actor, activated_at=at
    )
    audit.record(actor, "tier_policy.activated", now, at=at)
    ask_run(actor=actor, on=on, at=at)
    notices.tell_watchers(
        "customers.tier_policy", key=f"tier-policy:{now.pk}", at=at,
        params={"number": now.number, "who": str(actor)}, url=now.get_absolute_url(),
    )  # fmt: skip


def ask_run(*, actor: User, on: date, at: datetime, recut: bool = False):
    """Leave a run as of `on` for a worker; `recut` computes the cut points anew."""
    params = {"as_of": on.isoformat(), "recut": recut, "url": "/tiers/"}
    return jobs.ask(TierJob.RUN, actor=actor, params=params, at=at)


def _is_unsaved(now: TierPolicy, fields: dict, points: rfm.Cuts) -> bool:
    """Say whether a page shows anything else than the draft as it is stored."""
    changes = audit.difference(now, columns(fields, EDITABLE))
    return bool(changes) or points != TierCuts.objects.newest(now).points


def _check_draft(now: TierPolicy) -> None:
    if not now.is_draft:
        raise Refused(_("This policy is no draft any more. Draft a new one."))


def _cut(policy, points: rfm.Cuts, *, source, as_of: date, actor, at, **more) -> None:
    TierCuts.objects.create(
        policy=policy, source=source, as_of=as_of, made_by=actor, made_at=at,
        **_as_lists(points), **more,
    )  # fmt: skip


def _as_lists(points: rfm.Cuts) -> dict[str, list[int]]:
    return {name: list(each) for name, each in points._asdict().items()}
