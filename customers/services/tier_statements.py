"""The statements of a tier run: every customer measured and ranked in the database.

One pass over the purchases, one join with the customers; what follows touches only
those for whom something changed. `customers.rfm` and `customers.tiering` say the same
for one customer. `%(name)s` are parameters, all of them made by `parameters`.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from customers import rfm, twelve_months
from customers.models import TierCuts, TierPolicy

NAMES = ("tier_pass", "tier_next")
DROP = f"DROP TABLE IF EXISTS {', '.join(NAMES)}"

# One row a customer that ever bought. A bit a day of the window says on which days he
# ordered, a bit a month in which months: no sorting, no counting of distinct values.
PASS = f"""
CREATE TEMP TABLE tier_pass AS
SELECT customer_id,
    (min(bought_at) FILTER (WHERE NOT is_credit AND amount > 0)
        AT TIME ZONE %(zone)s)::date AS first_on,
    (max(bought_at) FILTER (WHERE NOT is_credit AND amount > 0)
        AT TIME ZONE %(zone)s)::date AS last_on,
    round(100 * sum(amount) FILTER (WHERE bought_at >= %(start)s))::bigint AS fen,
    bit_or(set_bit(B'0'::bit({rfm.WINDOW_DAYS}),
        width_bucket(bought_at, %(days)s::timestamptz[]) - 1, 1))
        FILTER (WHERE bought_at >= %(start)s AND NOT is_credit AND amount > 0) AS days,
    bit_or(1 << width_bucket(bought_at, %(months)s::timestamptz[]))
        FILTER (WHERE bought_at >= %(start)s AND NOT is_credit AND amount > 0) AS months
FROM customers_purchase
WHERE bought_at < %(end)s AND voided_at IS NULL
GROUP BY customer_id
"""
ANALYZE = "ANALYZE tier_pass"
# What the cut points are computed from: those who ordered within the window.
CUT = """
SELECT count(*), {measures}
FROM (
    SELECT %(as_of)s::date - last_on AS r, bit_count(days) AS f, fen AS m,
        {tenure} AS l, {months} AS g
    FROM tier_pass
    WHERE days IS NOT NULL
) AS measured
"""
CUT_ONE = """
    CASE WHEN count(DISTINCT {name}) >= 5 THEN percentile_disc(
        ARRAY[0.2, 0.4, 0.6, 0.8]) WITHIN GROUP (ORDER BY {name}) END AS {name}"""
# Bit 0 is what lies in the window before the first of the twelve months.
MONTHS = "coalesce(bit_count((months >> 1)::bit(12)), 0)::int"
TENURE = """(
    %(as_of_months)s - extract(year FROM first_on)::int * 12
    - extract(month FROM first_on)::int
    - (extract(day FROM first_on) > %(as_of_day)s)::int)"""
# Figures and how the customer stood.
FACTS = """
SELECT c.id AS customer_id, c.tier AS now_tier,
    CASE WHEN o.until < %(as_of)s THEN o.stood ELSE c.tier END AS stood,
    coalesce(o.until >= %(as_of)s, false) AS is_held,
    p.first_on, p.last_on, coalesce(p.fen, 0) AS fen,
    coalesce(bit_count(p.days), 0)::int AS order_days, {months} AS order_months,
    coalesce({tenure}, 0) AS tenure_months,
    st.customer_id IS NULL AS is_unmeasured, coalesce(st.is_scored, false) AS is_scored,
    coalesce(st.tier_since, %(as_of)s::date) AS tier_since,
    coalesce(st.raised_from, '') AS raised_from, st.low_since,
    coalesce(st.low_reviews, 0) AS low_reviews, st.reviewed_on,
    st.policy_id AS old_policy, st.spend_fen AS old_fen, st.order_days AS old_days,
    st.order_months AS old_months, st.first_order_on AS old_first,
    st.last_order_on AS old_last, st.score AS old_score, st.segment AS old_segment,
    st.r_class AS old_r, st.f_class AS old_f, st.m_class AS old_m,
    st.l_class AS old_l, st.g_class AS old_g, st.welcome_until AS old_welcome
FROM customers_customer c
LEFT JOIN tier_pass p ON p.customer_id = c.id
LEFT JOIN customers_tierstanding st ON st.customer_id = c.id
LEFT JOIN customers_tieroverride o ON o.customer_id = c.id AND o.state = 'ACCEPTED'
WHERE c.removed_at IS NULL
OFFSET 0
"""
CLASSED = """
SELECT facts.*, strpos('DCBAS', stood) AS rank,
    CASE WHEN last_on IS NULL THEN 1
        ELSE 5 - width_bucket((%(as_of)s::date - last_on)::bigint, %(r)s::bigint[])
        END AS r_class,
    1 + width_bucket(order_days::bigint, %(f)s::bigint[]) AS f_class,
    1 + width_bucket(fen, %(m)s::bigint[]) AS m_class,
    1 + width_bucket(tenure_months::bigint, %(l)s::bigint[]) AS l_class,
    1 + width_bucket(order_months::bigint, %(g)s::bigint[]) AS g_class
FROM facts OFFSET 0
"""
# Five times the score, so that it is whole.
SCORED = """
SELECT classed.*,
    %(wr)s * r_class + %(wf)s * f_class + %(wm)s * m_class + %(wl)s * l_class
        + %(wg)s * g_class AS points,
    CASE WHEN last_on IS NULL THEN 'NONE'
        WHEN %(as_of)s::date - first_on <= %(new_days)s THEN 'NEW'
        WHEN %(as_of)s::date - last_on > %(lost_days)s THEN 'LOST'
        WHEN %(as_of)s::date - last_on > %(dormant_days)s THEN 'DORMANT'
        ELSE CASE WHEN m_class >= 4 THEN 'KEY_' ELSE 'BASE_' END
            || CASE WHEN f_class >= 4 AND r_class >= 4 THEN 'VALUE'
                WHEN f_class >= 4 THEN 'KEEP' WHEN r_class >= 4 THEN 'GROW'
                ELSE 'WIN' END
        END AS segment,
    CASE WHEN %(as_of)s::date - first_on <= nullif(%(welcome_days)s, 0)
        THEN first_on + %(welcome_days)s END AS welcome_until
FROM classed OFFSET 0
"""
RANKED = """
SELECT scored.*, 1 + width_bucket(points, %(floors)s::int[]) AS reached,
    points * 100 < %(keep)s * (ARRAY[0] || %(floors)s::int[])[rank] AS is_low,
    %(is_review)s AND (reviewed_on IS NULL
        OR reviewed_on < date_trunc('month', %(as_of)s::date)) AS is_review
FROM scored OFFSET 0
"""
REVIEWED = """
SELECT ranked.*,
    CASE WHEN is_held OR %(is_review)s AND NOT is_low THEN 0
        WHEN is_review THEN low_reviews + 1 ELSE low_reviews END AS reviews,
    CASE WHEN raised_from <> '' AND reached < rank AND NOT is_held
            AND %(as_of)s::date - tier_since < %(valid_days)s
        THEN (SELECT round(-100 * sum(amount))::bigint FROM customers_purchase back
            WHERE back.customer_id = ranked.customer_id AND back.is_credit
            AND back.bought_at >= tier_since::timestamp AT TIME ZONE %(zone)s
            AND back.bought_at < %(end)s AND back.voided_at IS NULL) END AS returned_fen
FROM ranked OFFSET 0
"""
# Why he moves, in the order of `tiering.step`.
DECIDED = """
SELECT reviewed.*,
    CASE WHEN is_held THEN ''
        WHEN NOT is_scored AND last_on IS NOT NULL THEN 'FIRST'
        WHEN reached > rank THEN 'UP'
        WHEN returned_fen > 0 AND points + %(wm)s * (1 + width_bucket(
                fen + returned_fen, %(m)s::bigint[]) - m_class)
            >= (ARRAY[0] || %(floors)s::int[])[rank] THEN 'RETURNED'
        WHEN is_low AND reviews >= %(review_count)s AND rank > 1
            AND %(as_of)s::date - coalesce(low_since, %(as_of)s::date) >= %(notice)s
            AND %(as_of)s::date - tier_since >= %(valid_days)s THEN 'DOWN'
        ELSE '' END AS kind
FROM reviewed OFFSET 0
"""
MOVED = """
SELECT decided.*,
    CASE kind WHEN '' THEN stood
        WHEN 'DOWN' THEN substr('DCBAS', rank - 1, 1)
        WHEN 'RETURNED' THEN
            substr('DCBAS', greatest(reached, strpos('DCBAS', raised_from)), 1)
        ELSE substr('DCBAS', reached, 1) END AS tier
FROM decided OFFSET 0
"""
# Those alone for whom something changed.
NEXT = """
CREATE TEMP TABLE tier_next AS
WITH facts AS NOT MATERIALIZED ({facts}), classed AS NOT MATERIALIZED ({classed}),
    scored AS NOT MATERIALIZED ({scored}), ranked AS NOT MATERIALIZED ({ranked}),
    reviewed AS NOT MATERIALIZED ({reviewed}), decided AS NOT MATERIALIZED ({decided}),
    moved AS NOT MATERIALIZED ({moved})
SELECT customer_id, now_tier, stood, tier, kind, first_on, last_on, fen, order_days,
    order_months, tenure_months, r_class, f_class, m_class, l_class, g_class,
    points / 5.0 AS score, segment, returned_fen,
    kind <> '' OR is_scored AS is_scored,
    CASE WHEN kind = '' THEN tier_since ELSE %(as_of)s::date END AS tier_since,
    CASE WHEN kind = '' THEN raised_from
        WHEN strpos('DCBAS', tier) > rank THEN stood ELSE '' END AS raised_from,
    CASE WHEN kind = '' THEN reviews ELSE 0 END AS low_reviews,
    CASE WHEN kind <> '' OR reviews = 0 THEN NULL
        ELSE coalesce(low_since, %(as_of)s::date) END AS low_since,
    CASE WHEN kind <> '' OR reviews = 0 THEN NULL
        WHEN reviews > low_reviews THEN %(as_of)s::date
        ELSE reviewed_on END AS reviewed_on,
    CASE WHEN welcome_until IS NULL THEN '' ELSE %(welcome_tier)s END AS welcome_tier,
    welcome_until
FROM moved
WHERE is_unmeasured OR kind <> '' OR now_tier <> tier OR reviews <> low_reviews
    OR old_policy <> %(policy)s OR (old_fen, old_days, old_months) <>
        (fen, order_days, order_months)
    OR (old_first, old_last) IS DISTINCT FROM (first_on, last_on)
    OR old_segment <> segment OR old_score <> points / 5.0
    OR old_welcome IS DISTINCT FROM welcome_until
    OR (old_r, old_f, old_m, old_l, old_g) <>
        (r_class, f_class, m_class, l_class, g_class)
"""
INDEX = "CREATE UNIQUE INDEX ON tier_next (customer_id)"
ANALYZE_NEXT = "ANALYZE tier_next"
SIZE = "SELECT count(*) FROM tier_next"
COUNT = "SELECT count(*) FROM customers_customer WHERE removed_at IS NULL"
INPUTS = """jsonb_build_object(
    'as_of', %(as_of)s::date, 'days', %(as_of)s::date - n.last_on, 'fen', n.fen,
    'order_days', n.order_days, 'months', n.order_months, 'tenure', n.tenure_months,
    'classes', jsonb_build_array(n.r_class, n.f_class, n.m_class, n.l_class, n.g_class),
    'score', n.score, 'returned_fen', n.returned_fen)"""
# Where a chunk of so many customers ends.
CHUNK = """
SELECT max(customer_id) FROM (
    SELECT customer_id FROM tier_next WHERE customer_id > %(after)s
    ORDER BY customer_id LIMIT %(size)s) AS chunk
"""
# A tier that somebody set meanwhile stays: the next run sees it.
MOVE = f"""
WITH moved AS (
    UPDATE customers_customer c SET tier = n.tier FROM tier_next n
    WHERE c.id = n.customer_id AND n.customer_id > %(after)s
        AND n.customer_id <= %(last)s AND n.tier <> n.stood AND c.tier = n.stood
    RETURNING c.id
)
INSERT INTO customers_tierassignment
    (customer_id, kind, from_tier, to_tier, policy_id, inputs, reason, made_by_id, at)
SELECT n.customer_id, n.kind, n.stood, n.tier, %(policy)s, {INPUTS}, '', %(actor)s,
    %(at)s
FROM tier_next n
WHERE n.kind <> '' AND n.customer_id > %(after)s AND n.customer_id <= %(last)s
    AND (n.tier = n.stood OR n.customer_id IN (SELECT id FROM moved))
ORDER BY n.customer_id
RETURNING kind, sign(strpos('DCBAS', to_tier) - strpos('DCBAS', from_tier))
"""
COLUMNS = """policy_id, as_of, first_order_on, last_order_on, order_days, spend_fen,
    order_months, r_class, f_class, m_class, l_class, g_class, score, segment,
    is_scored, tier_since, raised_from, low_since, low_reviews, reviewed_on,
    welcome_tier, welcome_until"""
STAND = f"""
INSERT INTO customers_tierstanding (customer_id, {COLUMNS})
SELECT n.customer_id, %(policy)s, %(as_of)s, n.first_on, n.last_on, n.order_days,
    n.fen, n.order_months, n.r_class, n.f_class, n.m_class, n.l_class, n.g_class,
    n.score, n.segment, n.is_scored, n.tier_since, n.raised_from, n.low_since,
    n.low_reviews, n.reviewed_on, n.welcome_tier, n.welcome_until
FROM tier_next n JOIN customers_customer c ON c.id = n.customer_id AND c.tier = n.tier
WHERE n.customer_id > %(after)s AND n.customer_id <= %(last)s
ORDER BY n.customer_id
ON CONFLICT (customer_id) DO UPDATE SET ({COLUMNS}) =
    ROW({", ".join(f"EXCLUDED.{name.strip()}" for name in COLUMNS.split(","))})
"""
MOVES = f"""
INSERT INTO customers_tiermove
    (trial_id, customer_id, kind, from_tier, to_tier, inputs)
SELECT %(trial)s, n.customer_id,
    CASE WHEN n.kind = '' THEN 'ENDED' ELSE n.kind END, n.now_tier, n.tier, {INPUTS}
FROM tier_next n WHERE n.now_tier <> n.tier
ORDER BY strpos('DCBAS', n.tier) - strpos('DCBAS', n.now_tier) DESC, n.score DESC,
    n.customer_id
"""


def cutting() -> str:
    """Return the statement that computes cut points, null where too few differ."""
    measures = ",".join(CUT_ONE.format(name=name) for name in rfm.Cuts._fields)
    return CUT.format(measures=measures, tenure=TENURE, months=MONTHS)


def following() -> str:
    """Return the statement that finds how everybody stands after this run."""
    tenure = TENURE.replace("first_on", "p.first_on")
    facts = FACTS.format(months=MONTHS, tenure=tenure)
    return NEXT.format(
        facts=facts, classed=CLASSED, scored=SCORED, ranked=RANKED,
        reviewed=REVIEWED, decided=DECIDED, moved=MOVED,
    )  # fmt: skip


def span(as_of: date) -> dict:
    """Return the parameters that say which purchases count."""
    first, end = rfm.window(as_of)
    days = [first + timedelta(days=number) for number in range(rfm.WINDOW_DAYS)]
    months = twelve_months.ending(end - timedelta(days=1))
    return {
        "zone": timezone.get_default_timezone_name(), "as_of": as_of,
        "start": _midnight(first), "end": _midnight(end),
        "days": list(map(_midnight, days)), "months": list(map(_midnight, months)),
        "as_of_months": as_of.year * 12 + as_of.month, "as_of_day": as_of.day,
    }  # fmt: skip


def parameters(
    policy: TierPolicy, cuts: TierCuts, as_of: date, *, is_review: bool
) -> dict:
    """Return everything that the statements after the first ones name."""
    rules = policy.rules
    weights = dict(zip(("wr", "wf", "wm", "wl", "wg"), rules.weights, strict=True))
    # `width_bucket` counts the bounds that a value reaches; ours it has to pass.
    bounds = {
        name: [each + 1 for each in getattr(cuts, name)] for name in rfm.Cuts._fields
    }
    return span(as_of) | weights | bounds | {
        "floors": [5 * floor for floor in rules.floors],
        "keep": rules.keep_percent, "review_count": rules.review_count,
        "valid_days": rules.valid_days, "notice": rules.notice_days,
        "new_days": policy.new_days, "dormant_days": policy.dormant_days,
        "lost_days": policy.lost_days, "policy": policy.pk, "is_review": is_review,
        "welcome_tier": rules.welcome_tier, "welcome_days": rules.welcome_days,
    }  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())
