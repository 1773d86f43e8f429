"""What a draft would do, found as a run finds it; and what workers do with tiers."""

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Count

from accounts.models import Job, User
from accounts.refused import Refused
from accounts.services import jobs
from customers.choices.tiers import MoveKind, TierFault, TierJob
from customers.models import TierPolicy, TierTrial
from customers.services import tier_run
from customers.services import tier_statements as sql
from customers.tiering import LADDER

# How many would be cared for better than their tier asks, being new.
LIFTED = """
SELECT count(*) FROM tier_pass p
JOIN customers_customer c ON c.id = p.customer_id AND c.removed_at IS NULL
LEFT JOIN tier_next n ON n.customer_id = c.id
WHERE %(as_of)s::date - p.first_on <= nullif(%(welcome_days)s, 0)
    AND strpos('DCBAS', coalesce(n.tier, c.tier)) < strpos('DCBAS', %(welcome_tier)s)
"""


def ask(policy: TierPolicy, *, actor: User, on: date, at: datetime) -> Job:
    """Leave a dry run of a draft for a worker."""
    url = policy.get_absolute_url()
    params = {"policy": policy.pk, "as_of": on.isoformat(), "url": url}
    return jobs.ask(TierJob.TRY, actor=actor, params=params, at=at)


def make(policy: TierPolicy, *, as_of: date, actor: User, at: datetime) -> TierTrial:
    """Store who would move if `policy` were activated and run; nobody moves.

    It replaces the dry run before. Raises Busy while a run goes on.
    """
    with tier_run.alone(), transaction.atomic(), connection.cursor() as cursor:
        cuts = tier_run.measure(policy, as_of)
        TierTrial.objects.filter(policy=policy).delete()
        trial = TierTrial.objects.create(
            policy=policy, policy_version=policy.version, as_of=as_of, made_by=actor,
            made_at=at, customer_count=0,
        )  # fmt: skip
        asked = sql.parameters(policy, cuts, as_of, is_review=False)
        cursor.execute(sql.MOVES, asked | {"trial": trial.pk})
        cursor.execute(sql.COUNT)
        (trial.customer_count,) = cursor.fetchone()
        cursor.execute(LIFTED, asked)
        (trial.welcome_count,) = cursor.fetchone()
        trial.counts = _counts(trial)
        trial.first_count = trial.moves.filter(kind=MoveKind.FIRST).count()
        trial.save()
        cursor.execute(sql.DROP)
    return trial


def run_work(job: Job, beat: jobs.Beat) -> dict:
    """Do what was asked with `tier_policies.ask_run`."""
    try:
        outcome = tier_run.run(
            as_of=date.fromisoformat(job.params["as_of"]),
            at=job.beat_at, actor=job.owner, recut=job.params["recut"], beat=beat,
        )  # fmt: skip
    except tier_run.Busy as busy:
        raise jobs.Failed(TierFault.RUNNING) from busy
    except Refused as refusal:
        raise jobs.Failed(TierFault.NO_POLICY) from refusal
    counts = ("first", "raised", "lowered")
    return {name: getattr(outcome, name) for name in counts}


def try_work(job: Job, beat: jobs.Beat) -> dict:
    """Do what was asked with `ask`."""
    policy = TierPolicy.objects.drafts().filter(pk=job.params["policy"]).first()
    if policy is None:
        raise jobs.Failed(TierFault.NO_DRAFT)
    as_of = date.fromisoformat(job.params["as_of"])
    try:
        trial = make(policy, as_of=as_of, actor=job.owner, at=job.beat_at)
    except tier_run.Busy as busy:
        raise jobs.Failed(TierFault.RUNNING) from busy
    return {"moved": sum(count for _from, _to, count in trial.counts)}


def _counts(trial: TierTrial) -> list[list]:
    moves = trial.moves.order_by().values_list("from_tier", "to_tier")
    rows = [list(row) for row in moves.annotate(Count("pk"))]
    return sorted(rows, key=lambda row: [-LADDER.index(row[1]), -LADDER.index(row[0])])
