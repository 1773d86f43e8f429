"""Everything that rolls up, from the trail, who used the product on which day."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction

from accounts.days import day_of, midnight
from accounts.models import UsageDay

# So far back the nights that were missed are caught up.
LONGEST_BACK = timedelta(days=31)
# A day is rolled up whole, so that once or twice is the same. Looking through another's
# eyes is no use of the product.
ROLL = """
INSERT INTO accounts_usageday AS old (user_id, day, actions, deeds)
SELECT actor_id, %(day)s, array_agg(DISTINCT action ORDER BY action), count(*)
FROM accounts_auditentry
WHERE at >= %(start)s AND at < %(end)s
    AND actor_id IS NOT NULL AND seen_as_id IS NULL
GROUP BY actor_id
ON CONFLICT (user_id, day) DO UPDATE
    SET actions = EXCLUDED.actions, deeds = EXCLUDED.deeds
    WHERE (old.actions, old.deeds)
        IS DISTINCT FROM (EXCLUDED.actions, EXCLUDED.deeds)
"""


def roll_up(*, at: datetime) -> int:
    """Roll up every day that is over, from the last one known on.

    Returns how many rows are new or other than before.
    """
    today = day_of(at)
    first = UsageDay.objects.last_rolled() or date.min
    day = max(first, today - LONGEST_BACK)
    changed = 0
    while day < today:
        changed += _roll(day)
        day += timedelta(days=1)
    return changed


@transaction.atomic
def _roll(day: date) -> int:
    span = {"start": midnight(day), "end": midnight(day + timedelta(days=1))}
    with connection.cursor() as cursor:
        cursor.execute(ROLL, {"day": day, **span})
        return cursor.rowcount
