"""Looks for doubles in the whole archive, set by set, never one against all.

Customers who share a value make a block, and the pairs are those within blocks. What
more than MOST_ALIKE share tells nobody apart (a switchboard, 王伟 in Shanghai): such a
block is left out, and counted.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from accounts.models import Job
from accounts.services.jobs import Beat
from customers.models import Double
from customers.sameness import SAMENESSES, WEIGHTS
from customers.services.editing import one_at_a_time

MOST_ALIKE = 20
# A pair of less is not worth a look.
LOWEST_SCORE = 20
BLOCKS = """
    CREATE TEMP TABLE IF NOT EXISTS double_block (
        kind text, block text, customer_id bigint, side smallint
    );
    CREATE TEMP TABLE IF NOT EXISTS double_pair (
        first_id bigint, second_id bigint, kind text, block text
    );
    TRUNCATE double_block, double_pair
"""
SORT = "INSERT INTO double_block SELECT %s, each.* FROM ({blocks}) AS each"
# Of a block with one side alone nobody is alike.
SIZES = """
    SELECT block, count(DISTINCT customer_id) AS size FROM double_block GROUP BY block
    HAVING bool_or(side = 0) OR count(DISTINCT side) = 2
"""
TOO_LARGE = f"""
    SELECT count(*), coalesce(max(size), 0) FROM ({SIZES}) AS blocks WHERE size > %s
"""
PAIR = f"""
    WITH small AS (
        SELECT block FROM ({SIZES}) AS blocks WHERE size BETWEEN 2 AND %s
    ), member AS (SELECT double_block.* FROM double_block JOIN small USING (block))
    INSERT INTO double_pair
    SELECT DISTINCT least(one.customer_id, other.customer_id),
        greatest(one.customer_id, other.customer_id), one.kind, block
    FROM member AS one JOIN member AS other USING (block)
    WHERE one.customer_id <> other.customer_id AND (
        one.side = 0 AND other.side = 0 AND one.customer_id < other.customer_id
        OR one.side = 1 AND other.side = 2
    )
"""
# Who has another ID number, or another birthday, only shares a name.
REFUTE = """
    DELETE FROM double_pair
    USING customers_customer AS one, customers_customer AS other
    WHERE one.id = first_id AND other.id = second_id AND double_pair.kind = ANY(%s)
        AND one.removed_at IS NULL AND other.removed_at IS NULL
        AND (one.id_number <> '' AND other.id_number <> ''
                AND upper(one.id_number) <> upper(other.id_number)
            OR one.birthday <> other.birthday
            OR one.kind <> other.kind
            OR double_pair.kind = 'NEAR' AND lower(one.name) = lower(other.name))
"""
# The weaker reason is no reason beside the stronger one that contains it.
CONTAINED = """
    DELETE FROM double_pair AS weak USING double_pair AS strong
    WHERE weak.first_id = strong.first_id AND weak.second_id = strong.second_id
        AND (weak.kind, strong.kind) IN (
            ('SOUND', 'NAME'), ('NEAR', 'SOUND'), ('CONTACT', 'PHONE')
        )
"""
STORE = """
    INSERT INTO customers_double AS known (
        first_id, second_id, reasons, score, facts, state, found_at, seen_at, reason
    )
    SELECT first_id, second_id, array_agg(kind ORDER BY weight DESC),
        least(100, sum(weight)), array_agg(fact ORDER BY fact), 'OPEN', %(at)s, %(at)s,
        ''
    FROM (
        SELECT first_id, second_id, kind, weight,
            left(md5(string_agg(kind || block, ',' ORDER BY block)), 12) AS fact
        FROM double_pair
        JOIN unnest(%(kinds)s::text[], %(weights)s::int[]) AS known_kind (kind, weight)
            USING (kind)
        GROUP BY first_id, second_id, kind, weight
    ) AS alike
    GROUP BY first_id, second_id
    HAVING sum(weight) >= %(lowest)s
    ON CONFLICT (first_id, second_id) DO UPDATE SET
        reasons = excluded.reasons, score = excluded.score, seen_at = excluded.seen_at,
        facts = excluded.facts, state = 'OPEN', decided_at = NULL, decided_by_id = NULL,
        reason = '',
        found_at = CASE known.state WHEN 'OPEN' THEN known.found_at
            ELSE excluded.found_at END
    WHERE known.state <> 'NO_DOUBLE' OR NOT excluded.facts <@ known.facts
    RETURNING found_at = %(at)s
"""


def work(job: Job, beat: Beat) -> dict:
    """Do the job of a scan, saying after each kind how far it is.

    Broken off it begins anew: what it finds it finds again.
    """
    return scan(at=job.created_at, beat=beat)


def scan(
    *, at: datetime, beat: Callable[[int, int | None], None] = lambda done, total: None
) -> dict:
    """Find the pairs who may be one; scanned twice nothing is new.

    Returns {"new": pairs first found, "pairs": all that are open, "left_out": blocks
    too large to tell anybody apart, "largest": how many share one value}.
    """
    left_out = largest = 0
    with connection.cursor() as cursor:
        cursor.execute(BLOCKS)
        for place, each in enumerate(SAMENESSES, start=1):
            blocks, size = _find(cursor, each)
            left_out, largest = left_out + blocks, max(largest, size)
            beat(place, len(SAMENESSES))
        names = [str(each.kind) for each in SAMENESSES if each.is_name]
        cursor.execute(REFUTE, [names])
        cursor.execute(CONTAINED)
        new = _store(cursor, at)
        cursor.execute("TRUNCATE double_block, double_pair")
    pairs = Double.objects.open().count()
    return {"new": new, "pairs": pairs, "left_out": left_out, "largest": largest}


def _find(cursor, each) -> tuple[int, int]:
    """Pair those who are alike in one way; returns the blocks left out, the largest."""
    cursor.execute("TRUNCATE double_block")
    cursor.execute(SORT.format(blocks=each.blocks), [str(each.kind)])
    cursor.execute("ANALYZE double_block")
    cursor.execute(TOO_LARGE, [MOST_ALIKE])
    left_out = cursor.fetchone()
    cursor.execute(PAIR, [MOST_ALIKE])
    return left_out


@transaction.atomic
def _store(cursor, at: datetime) -> int:
    """Store what was found, forget the open pairs that are alike no longer."""
    one_at_a_time("doubles")
    cursor.execute(
        STORE,
        {
            "at": at,
            "kinds": [str(kind) for kind in WEIGHTS],
            "weights": list(WEIGHTS.values()),
            "lowest": LOWEST_SCORE,
        },
    )
    new = sum(is_new for (is_new,) in cursor.fetchall())
    Double.objects.not_seen(at).delete()
    return new
