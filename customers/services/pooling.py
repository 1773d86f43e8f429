"""The common pool of customers: who is warned, who goes in, who takes one out."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import audit
from accounts.days import day_of
from accounts.models import AuditEntry, User
from accounts.refused import Refused
from accounts.services import notices
from customers.choices.pool import Tab
from customers.models import Customer, Pooling, PoolRule, TierStrategy
from customers.services import ownership
from customers.services.archive import check_owner
from customers.services.editing import locked, merged, one_at_a_time, write

RULE_FIELDS = ("days_s", "days_a", "days_b", "days_c", "days_d", "warning_days",
               "claim_count", "claim_days", "lock_days")  # fmt: skip
KINDS = {Tab.LEAVING: "customers.pool_warned", Tab.POOL: "customers.pool_left"}
# Of these customers, those somebody else has open work with: asked of higher floors.
Busy = Callable[[list[int]], set[int]]


def recycle(*, busy: Busy, at: datetime) -> int:
    """Put into the pool who is due and still forgotten, then warn of the next.

    Returns how many ways into the pool began, led there or were left: a transaction for
    each owner. Safe to run twice: the second time it returns 0. A missed night delays
    and skips nothing.
    """
    rule = PoolRule.objects.get(pk=1)
    theirs = Customer.objects.filter(owner=OuterRef("pk"))
    owners = User.objects.filter(Exists(theirs)).order_by("pk")
    ways = Pooling.objects.leaving().filter(owner=OuterRef("pk"))
    left = User.objects.filter(Exists(ways)).order_by("pk")
    moved = sum(_settle(owner, rule, busy, at) for owner in left)
    return moved + sum(_warn(owner, rule, busy, at) for owner in owners)


@transaction.atomic
def claim(pooling: Pooling, *, actor: User, at: datetime) -> Customer:
    """Take a customer out of the pool; refused to who had him lately, or above the
    limit.
    """
    one_at_a_time(f"pool-claims:{actor.pk}")
    him = Customer.objects.filter(pk=pooling.customer_id)
    # First the customer, as whoever gives him to somebody by hand.
    stands = him.select_for_update(no_key=True).only("pk").first()
    now, rule = locked(pooling), PoolRule.objects.get(pk=1)
    if now.pooled_at is None or now.ended_at or not stands:
        raise Refused(_("Somebody else was quicker: he is no longer in the pool."))
    check_owner(actor)
    _check_lock(now, rule, actor, at)
    _check_limit(rule, actor, at)
    reason = _("taken from the common pool")
    if not ownership.move(him, actor=actor, owner=actor, reason=reason, at=at):
        # Who answers for the pool keeps him: no new owner, and a deed all the same.
        whose = {"reason": reason, "customer_id": now.customer_id}
        audit.record(actor, "customer.assigned", him.get(), at=at, **whose)
    Pooling.objects.filter(pk=now.pk).update(ended_at=at, claimed_by=actor)
    return him.get()


def left_to_claim(actor: User, at: datetime) -> int:
    """Return how many more customers `actor` may take now."""
    rule = PoolRule.objects.get(pk=1)
    since = at - timedelta(days=rule.claim_days)
    taken = Pooling.objects.claimed_since(actor, since).count()
    return max(rule.claim_count - taken, 0)


@transaction.atomic
def change_rule(*, actor: User, fields: dict, version: int, at: datetime) -> PoolRule:
    """Change the rule as a form that showed `version` asks.

    Raises Refused for days in which a tier asks for no contact yet, Conflict for
    numbers someone else changed meanwhile.
    """
    if unknown := set(fields) - set(RULE_FIELDS):
        raise TypeError(f"not to be written: {', '.join(sorted(unknown))}")
    now = locked(PoolRule(pk=1))
    mine = merged(now, fields, version)
    _check_days(mine)
    if mine:
        changes = audit.difference(now, mine)
        write(now, mine)
        # About no record: told among what is set for the whole.
        audit.record(actor, "pool_rule.changed", None, at=at, changes=changes)
    return now


@transaction.atomic
def _warn(owner: User, rule: PoolRule, busy: Busy, at: datetime) -> int:
    """Begin the way into the pool of whom `owner` forgot, and tell him; how many."""
    # Two clocks at once warn of each once.
    one_at_a_time("pool-warnings")
    mine = Customer.objects.filter(owner=owner).outside_pool()
    found = [
        one
        for tier, days in rule.days.items()
        for one in _without_busy(mine.forgotten(tier, days - rule.warning_days, at=at),
                                 busy, at - timedelta(days=days - rule.warning_days))
    ]  # fmt: skip
    keepers = _keepers({one.branch_id for one in found})
    due_on = day_of(at) + timedelta(days=rule.warning_days)
    warned = Pooling.objects.bulk_create(
        Pooling(customer=one, owner=owner, branch_id=one.branch_id, warned_at=at,
                due_on=due_on)
        for one in found
        if one.branch_id in keepers
    )  # fmt: skip
    if warned:
        _tell(owner, Tab.LEAVING, len(warned), at, due_on=due_on.isoformat())
    return len(warned)


def _without_busy(
    rows: QuerySet[Customer], busy: Busy, since: datetime
) -> list[Customer]:
    """Leave out whom somebody has open work with, and who changed hands since then."""
    found = list(rows.only("owner", "branch", "tier").order_by("pk"))
    ids = [one.pk for one in found]
    spared = busy(ids) | _came_since(ids, since) if ids else set()
    return [one for one in found if one.pk not in spared]


def _came_since(ids: list[int], since: datetime) -> set[int]:
    """Return who of these got his present owner since then: he has his time too."""
    given = AuditEntry.objects.filter(
        customer_id__in=ids, action="customer.assigned", at__gt=since
    )
    taken = Pooling.objects.of(ids).taken_since(since)
    return {
        *given.values_list("customer_id", flat=True),
        *taken.values_list("customer_id", flat=True),
    }


@transaction.atomic
def _settle(owner: User, rule: PoolRule, busy: Busy, at: datetime) -> int:
    """Spare of whom `owner` was warned and who is cared for again; put in who is due.

    Returns how many.
    """
    held = Pooling.objects.leaving().filter(owner=owner).select_related("customer")
    theirs = Customer.objects.filter(pk__in=held.values("customer"))
    # First the customers, as everybody does: nobody is cared for between look and move.
    list(theirs.select_for_update(no_key=True).order_by("pk").only("pk"))
    rows = list(held.select_for_update(of=["self"]).order_by("pk"))
    ids = [row.customer_id for row in rows]
    waiting = _still(ids, rule, rule.warning_days, at) - busy(ids)
    over = _still(ids, rule, 0, at)
    keepers = _keepers({row.branch_id for row in rows})
    spared, due = [], defaultdict(list)
    for row in rows:
        stays = row.customer.owner_id == row.owner_id and row.branch_id in keepers
        if row.customer_id not in waiting or not stays:
            spared.append(row.pk)
        elif row.due_on <= day_of(at) and row.customer_id in over:
            due[row.branch_id].append(row)
    Pooling.objects.filter(pk__in=spared).update(ended_at=at)
    for branch_id, each in due.items():
        _put(each, owner, keepers[branch_id], at)
    return len(spared) + sum(map(len, due.values()))


def _still(ids: list[int], rule: PoolRule, before: int, at: datetime) -> set[int]:
    """Return who of these is forgotten, or will be in `before` days."""
    rows, found = Customer.objects.filter(pk__in=ids).order_by(), set()
    for tier, days in rule.days.items():
        some = rows.forgotten(tier, days - before, at=at)
        found.update(some.values_list("pk", flat=True))
    return found


def _put(rows: list[Pooling], owner: User, keeper: User, at: datetime) -> None:
    """Put customers of one branch into the pool: its head answers for them there."""
    customers = Customer.objects.filter(pk__in=[row.customer_id for row in rows])
    reason = _("into the common pool: nothing was done for long")
    ownership.move(customers, actor=None, owner=keeper, reason=reason, at=at)
    # Changing hands ended their way; it led into the pool.
    mine = Pooling.objects.filter(pk__in=[row.pk for row in rows])
    mine.update(pooled_at=at, ended_at=None)
    if owner.is_active:
        _tell(owner, Tab.POOL, len(rows), at)


def _keepers(branches: set[int]) -> dict[int, User]:
    """Map each branch to who answers for its pool: its first head who may own."""
    if not branches:
        return {}
    able = set(User.objects.owners().values_list("pk", flat=True))
    heads = {branch: notices.heads_of(branch) for branch in branches}
    found = {
        branch: next((one for one in each if one.pk in able), None)
        for branch, each in heads.items()
    }
    return {branch: keeper for branch, keeper in found.items() if keeper}


def _tell(owner: User, tab: Tab, count: int, at: datetime, **params) -> None:
    url = f"{reverse('customers:pool')}?tab={tab}"
    told = {"key": f"pool:{tab}:{owner.pk}:{at.timestamp()}", "at": at, "url": url}
    params |= {"how_many": count}
    notices.tell(owner, KINDS[tab], params=params, **told)


def _check_lock(pooling: Pooling, rule: PoolRule, actor: User, at: datetime) -> None:
    until = pooling.pooled_at + timedelta(days=rule.lock_days)
    if pooling.owner_id == actor.pk and at < until:
        day = date_format(localtime(until), "SHORT_DATE_FORMAT")
        raise Refused(
            _("You had this customer. You can take him again from %(day)s on.")
            % {"day": day}
        )


def _check_limit(rule: PoolRule, actor: User, at: datetime) -> None:
    if not left_to_claim(actor, at):
        told = {"count": rule.claim_count, "days": rule.claim_days}
        raise Refused(
            _("You have taken %(count)s customers within %(days)s days. "
              "That is the limit.") % told
        )  # fmt: skip


def _check_days(mine: dict) -> None:
    """Refuse to recycle whom the strategy of his tier asks nobody to contact yet."""
    contact = TierStrategy.objects.contact_days()
    for name, days in mine.items():
        tier = name.removeprefix("days_").upper()
        if name.startswith("days_") and days and days <= contact.get(tier, 0):
            told = {"tier": tier, "days": contact[tier]}
            raise Refused(
                _("Customers of tier %(tier)s are contacted every %(days)s days: "
                  "say more days than that.") % told, name,
            )  # fmt: skip
