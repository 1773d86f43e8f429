"""Everything that changes at which stage customers stand, and the rule that says it."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from customers.choices.archive import BusinessLine
from customers.models import StageRule
from customers.services import sets
from customers.services.editing import locked, merged, write

RULE_FIELDS = ("new_days", "window_days", "drifting_percent", "retail_lost_days",
               "lost_days", "won_back_days")  # fmt: skip
# Right after a large file nobody has counted the rows yet, and the planner takes a
# handful for granted: pairing them one by one then costs minutes, hashing never does.
PLAN = "SELECT set_config('enable_nestloop', 'off', true)"
# What is known of a customer's purchases up to a day, and the first word that fits. A
# credit note is no purchase. Which line he belongs to his last purchase says.
RECOMPUTE = """
    WITH bought AS (
        SELECT customer_id, id, bought_at, business_line,
            (bought_at AT TIME ZONE %(zone)s)::date AS day
        FROM customers_purchase
        WHERE NOT is_credit AND voided_at IS NULL
            AND customer_id BETWEEN %(first)s AND %(last)s
            AND (bought_at AT TIME ZONE %(zone)s)::date <= %(as_of)s
    ), lines AS (
        SELECT DISTINCT ON (customer_id) customer_id,
            CASE WHEN business_line = %(retail)s THEN %(retail_lost_days)s
                ELSE %(lost_days)s END AS lost_days
        FROM bought
        ORDER BY customer_id, bought_at DESC, id DESC
    ), walked AS (
        SELECT customer_id, day,
            day - lag(day) OVER (PARTITION BY customer_id ORDER BY day) AS gap
        FROM bought
        GROUP BY customer_id, day
    ), facts AS (
        SELECT customer_id, lost_days,
            %(as_of)s - max(day) AS silent,
            %(as_of)s - min(day) AS known,
            %(as_of)s - max(day) FILTER (WHERE gap > lost_days) AS returned,
            count(*) FILTER (WHERE day > %(as_of)s - %(window_days)s) AS recent,
            count(*) FILTER (WHERE day <= %(as_of)s - %(window_days)s
                AND day > %(as_of)s - 2 * %(window_days)s) AS before
        FROM walked JOIN lines USING (customer_id)
        GROUP BY customer_id, lost_days
    ), told AS (
        SELECT customer.id, CASE
            WHEN facts.customer_id IS NULL THEN 'PROSPECT'
            WHEN silent > lost_days THEN 'LOST'
            WHEN silent * 100 > lost_days * %(drifting_percent)s THEN 'DRIFTING'
            WHEN returned <= %(won_back_days)s THEN 'WON_BACK'
            WHEN known <= %(new_days)s THEN 'NEW'
            WHEN recent > before THEN 'GROWING'
            ELSE 'STABLE' END AS stage
        FROM customers_customer AS customer
        LEFT JOIN facts ON facts.customer_id = customer.id
        WHERE customer.id BETWEEN %(first)s AND %(last)s AND removed_at IS NULL
    )
    UPDATE customers_customer AS customer
    SET stage = told.stage, stage_since = %(as_of)s
    FROM told
    WHERE customer.id = told.id AND customer.stage <> told.stage
"""


def recompute(*, as_of: date) -> int:
    """Say anew at which stage everybody stands on a day; returns how many moved.

    Set by set, each its own transaction. Run twice it moves nobody.
    """
    rule = StageRule.objects.get(pk=1)
    return sum(_recompute(rule, as_of, *ids) for ids in sets.of_customers())


@transaction.atomic
def change_rule(*, actor: User, fields: dict, version: int, at: datetime) -> StageRule:
    """Change the rule as a form that showed `version` asks. Stages follow at night.

    Raises Conflict for numbers someone else changed meanwhile.
    """
    if unknown := set(fields) - set(RULE_FIELDS):
        raise TypeError(f"not to be written: {', '.join(sorted(unknown))}")
    now = locked(StageRule(pk=1))
    mine = merged(now, fields, version)
    if mine:
        changes = audit.difference(now, mine)
        write(now, mine)
        audit.record(actor, "stage_rule.changed", now, at=at, changes=changes)
    return now


def _recompute(rule: StageRule, as_of: date, first: int, last: int) -> int:
    told = {name: getattr(rule, name) for name in RULE_FIELDS}
    told |= {"first": first, "last": last, "as_of": as_of}
    told |= {
        "zone": timezone.get_default_timezone_name(),
        "retail": BusinessLine.RETAIL,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PLAN)
        cursor.execute(RECOMPUTE, told)
        return cursor.rowcount
