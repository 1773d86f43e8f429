"""Complaints of a company of any size, with lines, clocks and orders, set-based."""

import datetime

import pgtrigger

from accounts.models import WorkingCalendar
from bench import data, tiers
from complaints.clocks import stamp

# Received within so many days, the open ones lately.
DAYS, OPEN_DAYS = 720, 60
TABLES = ("complaints_line", "complaints_clock", "complaints_complaint")


def make(cursor, customers: int, count: int, still_open: int, staff: list[int]) -> None:
    """Grow to `count` complaints, the last `still_open` of them open."""
    cursor.execute("SELECT count(*) FROM complaints_complaint")
    if cursor.fetchone() == (count,):
        return
    empty(cursor)
    add(cursor, customers, count, still_open, staff)
    cursor.execute("SELECT count(*) FROM customers_purchase")
    (had,) = cursor.fetchone()
    if had < customers:
        with data.unchecked(cursor, "customers_purchase"):
            tiers.add_purchases(cursor, had + 1, customers, customers)


def empty(cursor) -> None:
    """Take away what another measurement made; of this company there is no history."""
    with pgtrigger.ignore():
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")


def add(cursor, customers: int, count: int, still_open: int, staff: list[int]) -> None:
    """Add complaints, their lines and clocks, to tables that are empty."""
    facts = {"count": count, "customers": customers, "closed": count - still_open}
    facts |= {"staff": staff, "how_many": len(staff), "days": DAYS}
    facts |= {"open_days": OPEN_DAYS, "at": datetime.datetime.now(datetime.UTC)}
    hours = WorkingCalendar.objects.hours_for(None)
    facts["stamp"] = stamp(hours)
    for statement in (COMPLAINTS, LINES, CLOCKS):
        cursor.execute(statement, facts)


# A third of the complaints come from a tenth of the customers.
COMPLAINTS = """
INSERT INTO complaints_complaint (
    id, code, kind, channel, customer_id, said_by, reply_phone, reply_email, branch_id,
    category_id, department_id, severity, major_reasons, words, facts, remedy,
    remedy_words, received_at, state, level, reopened_count, handler_id, liability,
    cause_id, solution, reaction, first_replied_at, told_at, told_by, verified_at,
    verifier_id, closed_at, closed_by_id, ending, agency, agency_number, policy_id,
    tier, due_at, line_count, registered_by_id, registered_at, updated_at)
SELECT i, 'CMP-2026-' || lpad(i::text, 6, '0'),
    (ARRAY['COMPLAINT','COMPLAINT','COMPLAINT','GRUMBLE','ENQUIRY'])[1 + i %% 5],
    (ARRAY['PHONE','COUNTER','WECHAT','WEB'])[1 + i / 3 %% 4],
    CASE WHEN i %% 50 > 0 THEN 1 + CASE WHEN i %% 3 = 0
        THEN h %% greatest(%(customers)s / 10, 1) ELSE h %% %(customers)s END END,
    '', '', '', (SELECT min(id) FROM accounts_branch), c.id, c.department_id,
    CASE WHEN i %% 97 = 0 THEN 4 ELSE 1 + i %% 3 END,
    CASE WHEN i %% 97 = 0 THEN '{JUDGED}' ELSE '{}' END::varchar[],
    '刹车片更换后还响', '', '', '', x.at,
    CASE WHEN x.ended THEN 'CLOSED' ELSE (ARRAY['REGISTERED','ACKNOWLEDGED',
        'INVESTIGATING','PROPOSED'])[1 + i %% 4] END,
    0, CASE WHEN x.ended AND i %% 31 = 0 THEN 1 ELSE 0 END,
    CASE WHEN i %% 29 > 0 THEN p.person END,
    CASE WHEN x.ended THEN 'OURS' ELSE '' END, CASE WHEN x.ended THEN u.id END,
    CASE WHEN x.ended OR i %% 4 = 3 THEN '更换刹车片' ELSE '' END,
    CASE WHEN x.ended THEN 'ACCEPTED' ELSE '' END,
    CASE WHEN x.ended THEN x.at + interval '1 day' END,
    CASE WHEN x.ended THEN x.at + interval '2 days' END,
    CASE WHEN x.ended THEN 'PHONE' ELSE '' END,
    CASE WHEN x.ended THEN x.at + interval '4 days' END,
    CASE WHEN x.ended THEN p.other END,
    CASE WHEN x.ended THEN x.at + interval '4 days' END,
    CASE WHEN x.ended THEN p.other END,
    CASE WHEN x.ended THEN 'RESOLVED' ELSE '' END, '', '',
    (SELECT max(id) FROM complaints_policy), 'B',
    CASE WHEN NOT x.ended THEN x.due END, 4, p.person, x.at, x.at
FROM generate_series(1, %(count)s) i
CROSS JOIN LATERAL (SELECT abs(hashint4(i)) AS h) s
CROSS JOIN LATERAL (SELECT (%(staff)s::int[])[1 + h %% %(how_many)s] AS person,
    (%(staff)s::int[])[1 + (h + 1) %% %(how_many)s] AS other) p
CROSS JOIN LATERAL (SELECT i <= %(closed)s AS ended) e
CROSS JOIN LATERAL (SELECT e.ended, %(at)s::timestamptz
    - CASE WHEN e.ended THEN (8 + abs(hashint4(-i)) %% %(days)s) * interval '1 day'
      ELSE abs(hashint4(-i)) %% (%(open_days)s * 24) * interval '1 hour' END AS at,
    %(at)s::timestamptz + (abs(hashint4(i * 7)) %% 4000 - 8) * interval '6 minutes'
      AS due) x
JOIN (SELECT id, department_id, row_number() OVER (ORDER BY id) - 1 AS n,
    count(*) OVER () AS many FROM complaints_category) c ON c.n = h %% c.many
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS many
    FROM complaints_cause) u ON u.n = h %% u.many * (h %% 7 > 2)::int
"""
LINES = """
INSERT INTO complaints_line (complaint_id, place, deed, actor_id, at, state, text, told)
SELECT c.id, k, (ARRAY['REGISTERED','ACKNOWLEDGED','INVESTIGATED','TOLD'])[k],
    c.registered_by_id, c.received_at + k * interval '5 hours',
    (ARRAY['REGISTERED','ACKNOWLEDGED','INVESTIGATING','TOLD'])[k], '', '{}'
FROM complaints_complaint c CROSS JOIN generate_series(1, 4) k
"""
# The open ones are swept for their result: a few are due already.
CLOCKS = """
INSERT INTO complaints_clock (complaint_id, metric, round, started_at, due_at,
    promised_at, basis, warn_at, ended_at, is_met, worked_seconds, step, next_step_at,
    reckoned_by)
SELECT c.id, m.metric, 0, c.received_at, d.due, d.due, 'PROMISED', d.warn,
    CASE WHEN d.ended THEN d.done END, CASE WHEN d.ended THEN d.done <= d.due END,
    CASE WHEN d.ended THEN abs(hashint4(c.id::int + m.hours)) %% (m.hours * 3600) END,
    0, CASE WHEN NOT d.ended THEN d.warn END, %(stamp)s
FROM complaints_complaint c
CROSS JOIN (VALUES ('ACKNOWLEDGE', 4), ('REPLY', 24), ('RESOLVE', 90)) m(metric, hours)
CROSS JOIN LATERAL (SELECT c.state = 'CLOSED' OR m.metric <> 'RESOLVE' AS ended,
    c.received_at + abs(hashint4(c.id::int * m.hours)) %% (m.hours * 72)
        * interval '1 minute' AS done,
    CASE WHEN c.state = 'CLOSED' OR m.metric <> 'RESOLVE'
        THEN c.received_at + m.hours * interval '1 hour' ELSE c.due_at END AS due
    ) t
CROSS JOIN LATERAL (SELECT t.ended, t.done, t.due, t.due - interval '2 hours' AS warn) d
"""
