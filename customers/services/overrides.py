"""Tiers set by hand for a while: proposed by one, decided by another, ended in time."""

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from accounts.services import notices
from customers.choices.tiers import MoveKind, OverrideState
from customers.models import Customer, TierAssignment, TierOverride, TierStanding
from customers.services.editing import locked, one_at_a_time

LONGEST_DAYS = 366


@transaction.atomic
def propose(
    customer: Customer,
    *,
    actor: User,
    tier: str,
    reason: str,
    until: date,
    key: uuid.UUID,
    on: date,
    at: datetime,
) -> TierOverride:
    """Ask a second person for another tier; a form sent twice returns the first.

    `on` is today. Raises Refused while another proposal waits, for the tier he has, or
    a day out of range.
    """
    one_at_a_time(key)
    mine = TierOverride.objects.filter(customer=customer, proposed_by=actor)
    if made := mine.filter(submission_key=key).first():
        return made
    now = locked(customer)
    _check(now, tier=tier, reason=reason, until=until, on=on)
    override = TierOverride.objects.create(
        customer=now, tier=tier, reason=reason.strip(), until=until,
        proposed_by=actor, proposed_at=at, submission_key=key,
    )  # fmt: skip
    changes = {"tier": [now.tier, tier], "until": [None, until.isoformat()]}
    _record(override, "customer.tier_proposed", actor=actor, at=at, changes=changes)
    for head in notices.heads_of(now.branch_id):
        if head.pk != actor.pk:
            _tell(override, head, "proposed", who=actor, at=at)
    return override


@transaction.atomic
def decide(
    override: TierOverride, *, actor: User, is_accepted: bool, remark: str, at: datetime
) -> None:
    """Accept a proposal, from now until its last day, or refuse it.

    Raises Refused for one's own proposal, one decided meanwhile, and a refusal that
    says no reason.
    """
    now = locked(override)
    customer = locked(now.customer)
    if not now.is_open:
        raise Refused(_("Somebody has decided on this proposal already."))
    if now.proposed_by_id == actor.pk:
        raise Refused(_("Nobody decides on his own proposal. Ask a colleague."))
    if not may_apply(actor, Can.DECIDE_TIERS, customer):
        raise Refused(_("You may not decide on this customer's tier."))
    if not is_accepted and not remark.strip():
        raise Refused(_("Say why you refuse it."), "remark")
    state = OverrideState.ACCEPTED if is_accepted else OverrideState.REFUSED
    if is_accepted:
        stood = _put_in_force(now, customer, actor=actor, at=at)
        TierOverride.objects.filter(pk=now.pk).update(stood=stood)
    TierOverride.objects.filter(pk=now.pk).update(
        state=state, decided_by=actor, decided_at=at, decision=remark.strip()
    )
    action = f"customer.tier_{'accepted' if is_accepted else 'refused'}"
    _record(now, action, actor=actor, at=at, reason=remark.strip())
    said = "accepted" if is_accepted else "refused"
    _tell(now, now.proposed_by, said, who=actor, at=at)


@transaction.atomic
def end_over(*, on: date, at: datetime) -> int:
    """End the overrides whose last day was before `on`; return how many. Safe twice.

    The customer returns to the tier he had; from there the policy goes on.
    """
    over = TierOverride.objects.over(on).select_related("customer")
    ended = list(over.select_for_update(of=["self"], no_key=True).order_by("pk"))
    for override in ended:
        _end(override, at=at)
        _move(override.customer, override.stood, MoveKind.ENDED, override, None, at)
    return len(ended)


def _check(now: Customer, *, tier: str, reason: str, until: date, on: date) -> None:
    if tier == now.tier:
        raise Refused(_("The customer is in this tier already."), "tier")
    if not reason.strip():
        raise Refused(_("Say why."), "reason")
    if not on <= until <= on + timedelta(days=LONGEST_DAYS):
        text = _("Choose a day from today on, within %(days)s days.")
        raise Refused(text % {"days": LONGEST_DAYS}, "until")
    if TierOverride.objects.waiting().filter(customer=now).exists():
        raise Refused(_("Another proposal waits for a decision. Let it be decided."))


def _put_in_force(override: TierOverride, customer: Customer, *, actor, at) -> str:
    """Move the customer; return the tier he will go back to."""
    before = TierOverride.objects.accepted().filter(customer=customer).first()
    if before:
        _end(before, at=at)
    _move(customer, override.tier, MoveKind.OVERRIDE, override, actor, at)
    return before.stood if before else customer.tier


def _end(override: TierOverride, *, at: datetime) -> None:
    rows = TierOverride.objects.filter(pk=override.pk)
    rows.update(state=OverrideState.ENDED)
    _record(override, "customer.tier_ended", actor=None, at=at)


def _move(customer: Customer, tier: str, kind: MoveKind, override, actor, at) -> None:
    if tier == customer.tier:
        return
    standing = TierStanding.objects.filter(customer=customer).first()
    TierAssignment.objects.create(
        customer=customer, kind=kind, from_tier=customer.tier, to_tier=tier,
        policy_id=standing and standing.policy_id, reason=override.reason,
        inputs={"until": override.until.isoformat()}, made_by=actor, at=at,
    )  # fmt: skip
    # Also of who is in the recycle bin: he may come back, the override does not.
    Customer.ever.filter(pk=customer.pk).update(tier=tier)


def _record(override: TierOverride, action: str, *, actor, at, **told) -> None:
    told.setdefault("reason", override.reason)
    who = {"customer_id": override.customer_id, "at": at}
    audit.record(actor, action, override.customer, **who, **told)


def _tell(override: TierOverride, user: User, what: str, *, who: User, at) -> None:
    url = f"{override.customer.get_absolute_url()}tier/"
    params = {"what": what, "who": str(who), "customer": str(override.customer),
              "tier": override.tier}  # fmt: skip
    notices.tell(
        user, "customers.tier_override", key=f"tier:{what}:{override.pk}", at=at,
        params=params, url=url,
    )  # fmt: skip
