"""The statements that measure completeness, in the database. One pass, any length.

`%(name)s` are parameters, all of them made by `services.completeness`.
"""

from django.utils import timezone

# Under which keys the answers lie that a kind of customer owes; asked once.
KEYS = """ARRAY(SELECT 'f' || id FROM customers_ownfield WHERE is_required
            AND archived_at IS NULL AND concerns IN ('BOTH', '%s'))"""
# What is asked of each customer: whether it is there (null: it does not apply to him),
# and since when it is taken for true.
SAID = f"""
SELECT c.id, c.kind, c.tier, said.field, said.has,
    greatest(said.since, c.verified_on,
        (c.created_at AT TIME ZONE %(zone)s)::date) AS since
FROM customers_customer c
LEFT JOIN LATERAL (
    SELECT max(verified_on) FILTER (WHERE channel = %(by_phone)s) AS phone_on,
        max(verified_on) FILTER (WHERE channel = %(by_email)s) AS email_on,
        max(verified_on) FILTER (WHERE channel = %(by_address)s) AS address_on
    FROM customers_contactcheck WHERE customer_id = c.id
) AS checked ON true
LEFT JOIN LATERAL (
    SELECT bool_and(next_service_on IS NOT NULL) AS serviced,
        bool_and(insurance_until IS NOT NULL)
            FILTER (WHERE kind = %(vehicle)s) AS insured
    FROM customers_asset WHERE customer_id = c.id AND state = %(in_use)s
) AS owned ON true
CROSS JOIN LATERAL (VALUES
    ('PHONE', c.phone <> '', checked.phone_on),
    ('WRITTEN', c.email <> '' OR c.wechat <> '', checked.email_on),
    ('ADDRESS', c.address <> '' OR c.city <> '', checked.address_on),
    ('BIRTHDAY', c.birthday IS NOT NULL, NULL),
    ('IDENTITY', c.id_number <> '', NULL),
    ('CONTACT', EXISTS (
        SELECT FROM customers_contact WHERE customer_id = c.id), NULL),
    ('SERVICE', owned.serviced, NULL),
    ('INSURANCE', owned.insured, NULL),
    ('CONSENT', EXISTS (SELECT FROM customers_consentrecord
        WHERE customer_id = c.id AND purpose = %(invited)s), NULL),
    ('SOURCE', c.source <> %(unknown)s, NULL),
    ('OWN', CASE WHEN c.kind = %(person)s
        THEN c.own ?& nullif({KEYS % "PERSON"}, '{{}}')
        ELSE c.own ?& nullif({KEYS % "ORGANISATION"}, '{{}}') END, NULL)
) AS said (field, has, since)
WHERE c.id BETWEEN %(first)s AND %(last)s AND c.removed_at IS NULL
"""
# Out of 100 what each counts: whole while it is fresh, a half after twice that time.
CREDITED = f"""
SELECT said.id, said.field, rule.weight,
    CASE WHEN NOT has THEN 0
        WHEN fresh_months IS NULL THEN 100
        ELSE 100 - 50 * least(greatest(%(on)s - since - 30 * fresh_months, 0),
            30 * fresh_months) / (30 * fresh_months)
        END AS credit
FROM ({SAID}) AS said
JOIN customers_completenessrule rule ON rule.kind = said.kind
    AND rule.field = said.field AND strpos(rule.tiers, said.tier) > 0
WHERE rule.weight > 0 AND said.has IS NOT NULL
"""
# Those alone whose score changed. Of whom nothing is asked, nothing is missing.
MEASURE = f"""
INSERT INTO customers_completeness AS old (customer_id, score)
SELECT c.id, coalesce(measured.score, 100)
FROM customers_customer c
LEFT JOIN (
    SELECT id, (2 * sum(weight * credit) + sum(weight)) / (2 * sum(weight)) AS score
    FROM ({CREDITED}) AS credited GROUP BY id
) AS measured ON measured.id = c.id
WHERE c.id BETWEEN %(first)s AND %(last)s AND c.removed_at IS NULL
ON CONFLICT (customer_id) DO UPDATE SET score = EXCLUDED.score
    WHERE old.score <> EXCLUDED.score
"""
# What he lacks, or what has aged, by what it costs.
GAPS = f"""
SELECT field FROM ({CREDITED}) AS credited
WHERE credit < 100
ORDER BY weight * (100 - credit) DESC, field
LIMIT %(most)s
"""
FORGET = 'DELETE FROM customers_qualityday WHERE "on" = %(on)s'
KEEP = """
INSERT INTO customers_qualityday ("on", owner_id, branch_id, customers, points)
SELECT %(on)s, c.owner_id, c.branch_id, count(*), sum(s.score)
FROM customers_customer c JOIN customers_completeness s ON s.customer_id = c.id
WHERE c.removed_at IS NULL
GROUP BY c.owner_id, c.branch_id
"""


def zone() -> str:
    return timezone.get_default_timezone_name()
