"""Builders for tiers: purchases at a day, policies, runs of one day."""

import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from crm.testing.cast import NOON
from customers import rfm
from customers.models import Customer, Purchase, TierCuts, TierOverride, TierPolicy
from customers.services import overrides, tier_policies, tier_run, tier_trials

TODAY = NOON.date()
INVOICES = count(1)


def buy(customer: Customer, on: date, yuan="100", *, is_credit=False) -> Purchase:
    """Store one line of an invoice at noon of `on`; a credit note takes it back."""
    amount = Decimal(yuan) * (-1 if is_credit else 1)
    moment = datetime.combine(on, time(12), timezone.get_default_timezone())
    facts = {"branch_id": customer.branch_id, "entered_by_id": customer.owner_id}
    facts |= {"unit_price": amount, "amount": amount, "is_credit": is_credit}
    return Purchase.objects.create(
        customer=customer, source="T", invoice=f"F{next(INVOICES)}", ordinal=1,
        bought_at=moment, business_line="SERVICE", **facts,
    )  # fmt: skip


def buy_often(customer: Customer, times: int, yuan="100", *, until=TODAY) -> None:
    """Store an order every ten days, the last the day before `until`."""
    for number in range(times):
        buy(customer, until - timedelta(days=1 + 10 * number), yuan)


def fix_cuts() -> TierCuts:
    """Let the fixed cut points rule, so that a test knows what classes follow."""
    policy = TierPolicy.objects.in_force()
    return TierCuts.objects.create(
        policy=policy, source="TYPED", as_of=TODAY, made_at=NOON, **rfm.FIXED
    )


def run(on: date = TODAY, **more) -> tier_run.Outcome:
    """Run as of `on`, at noon of that day."""
    at = datetime.combine(on, time(12), timezone.get_default_timezone())
    return tier_run.run(as_of=on, at=more.pop("at", at), **more)


def tier_of(customer: Customer) -> str:
    return Customer.objects.get(pk=customer.pk).tier


def decide(override, actor, *, is_accepted=True, remark="") -> None:
    overrides.decide(
        override, actor=actor, is_accepted=is_accepted, remark=remark, at=NOON
    )


def draft_with(cast, **fields) -> TierPolicy:
    """Draft the next version with these fields changed, as the manager does."""
    made = tier_policies.draft(actor=cast.max, at=NOON)
    tier_policies.edit(
        made, actor=cast.max, fields=fields, points=None, version=1, at=NOON
    )
    made.refresh_from_db()
    return made


def try_out(draft, cast):
    return tier_trials.make(draft, as_of=TODAY, actor=cast.max, at=NOON)


def put_in_force(draft: TierPolicy, actor, *, points=None, **more) -> None:
    """Put a draft in force as its page shows it, or with the fields given on top."""
    stands = TierPolicy.objects.get(pk=draft.pk)
    fields = {name: getattr(stands, name) for name in tier_policies.EDITABLE}
    shown = {"fields": fields | more.pop("fields", {}), "version": stands.version}
    shown["points"] = points or TierCuts.objects.newest(stands).points
    asked = shown | {"on": TODAY, "at": NOON} | more
    tier_policies.activate(stands, actor=actor, **asked)


def propose(customer: Customer, actor, **more) -> TierOverride:
    """Propose tier S for thirty days, or as the overrides say."""
    until = TODAY + timedelta(days=30)
    asked = {"tier": "S", "reason": "集团客户", "until": until} | more
    asked.setdefault("key", uuid.uuid4())
    return overrides.propose(customer, actor=actor, on=TODAY, at=NOON, **asked)
