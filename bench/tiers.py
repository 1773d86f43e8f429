"""Measures a tier run against one raw GROUP BY over the same purchases, in one run."""

import datetime
import os
import sys
import threading
import time
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "crm.settings"
django.setup()

# Only a set-up Django can import what follows.
from django.db import connection, connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import data  # noqa: E402
from customers.services import sets, tier_run  # noqa: E402

MOST, MOST_MEGABYTES = 3.0, 30
ROUNDS = 3
# Everything of a group is asked for, or PostgreSQL would not compute it.
RAW = """
SELECT count(*), sum(lines), sum(total), max(last) FROM (
    SELECT customer_id, count(*) AS lines, sum(amount) AS total, max(bought_at) AS last
    FROM customers_purchase GROUP BY customer_id) AS grouped
"""
PURCHASES = """
INSERT INTO customers_purchase (customer_id, branch_id, source, invoice, ordinal,
    bought_at, business_line, item_code, item, quantity, unit_price, amount, is_credit,
    entered_by_id)
SELECT c, b.id, 'BENCH', 'F' || i, 1,
    %(today)s::timestamp - (abs(hashint8(i * 31)) %% 1000) * interval '1 day'
        + interval '10 hours', 'RETAIL', '', '货', 1, p, p, false, o.id
FROM generate_series(%(first)s::bigint, %(last)s::bigint) i
CROSS JOIN LATERAL (SELECT 1 + floor(%(customers)s
    * power(abs(hashint8(i)) / 2147483648.0, 2))::bigint AS c,
    round(1 + abs(hashint8(i * 7)) %% 100000 / 100.0, 2) AS p) x
CROSS JOIN (SELECT min(id) AS id FROM accounts_branch) b
CROSS JOIN (SELECT min(id) AS id FROM accounts_user) o
"""


class Memory:
    """Watches how much memory this process and its backend hold, ten times a second."""

    def __init__(self, backend: int):
        self.pids, self.most = (os.getpid(), backend), [0, 0]
        self.ended = threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self._watch)
        self.thread.start()
        return self

    def __exit__(self, *_trouble):
        self.ended.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.ended.wait(0.1):
            self.most = [
                max(most, private_megabytes(pid))
                for most, pid in zip(self.most, self.pids, strict=True)
            ]


def private_megabytes(pid: int) -> int:
    """Return what a process holds alone: not the buffers it shares."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    sizes = {line.split(":")[0]: line.split()[1] for line in lines if " kB" in line}
    return int(sizes["RssAnon"]) // 1024


def make(customers: int, purchases: int) -> None:
    """Grow the company: nobody is visited, everybody bought something."""
    staff = data.make_staff()
    with connections["owner"].cursor() as cursor:
        data.make_customers(cursor, customers, staff)
        cursor.execute("SELECT count(*) FROM customers_purchase")
        (had,) = cursor.fetchone()
        if had < purchases:
            with data.unchecked(cursor, "customers_purchase"):
                add_purchases(cursor, had + 1, purchases, customers)
        cursor.execute("VACUUM (ANALYZE)")


def add_purchases(cursor, first: int, last: int, customers: int) -> None:
    """Add the purchases `first` to `last`, shared among so many customers."""
    span = {"first": first, "last": last, "customers": customers}
    cursor.execute(PURCHASES, span | {"today": datetime.date.today()})


def raw() -> float:
    """Return the seconds one GROUP BY takes, with the memory a run may use."""
    with connection.cursor() as cursor:
        cursor.execute("SET work_mem = %s", [tier_run.WORK_MEM])
        cursor.execute("SET statement_timeout = %s", [sets.TIMEOUT])
        began = time.monotonic()
        cursor.execute(RAW)
        cursor.fetchone()
        took = time.monotonic() - began
        cursor.execute("RESET work_mem; RESET statement_timeout")
    return took


def run(as_of: datetime.date) -> tuple[float, tier_run.Outcome]:
    began = time.monotonic()
    outcome = tier_run.run(as_of=as_of, at=timezone.now())
    return time.monotonic() - began, outcome


def measure(customers: int, purchases: int) -> tuple[float, int]:
    """Return the ratio of a nightly run to the raw grouping, and the megabytes."""
    make(customers, purchases)
    day = datetime.date.today()
    first, outcome = run(day)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    print(f"{customers:>9,} customers, {purchases:>10,} purchases: the first run "
          f"of all wrote {outcome.changed:,} in {first:.1f} s", flush=True)  # fmt: skip
    connection.ensure_connection()
    before = private_megabytes(os.getpid())
    grouped, nights = [], []
    with Memory(connection.connection.info.backend_pid) as memory:
        for number in range(1, ROUNDS + 1):
            grouped.append(raw())
            took, outcome = run(day + datetime.timedelta(days=number))
            nights.append(took)
            print(f"{'':>9}  a night {took:6.2f} s, {outcome.changed:,} changed, "
                  f"{outcome.moved:,} moved; raw GROUP BY {grouped[-1]:6.2f} s, "
                  f"{took / grouped[-1]:.2f} x", flush=True)  # fmt: skip
    grown = memory.most[0] - before
    print(f"{'':>9}  memory: the process grew by {grown} MB, "
          f"its backend held {memory.most[1]} MB", flush=True)  # fmt: skip
    return min(nights) / min(grouped), grown


def main(customers: int, purchases: int) -> int:
    ratio, grown = measure(customers, purchases)
    print(f"{ratio:.2f} x the raw GROUP BY (at most {MOST}), "
          f"{grown} MB more in the process (at most {MOST_MEGABYTES})")  # fmt: skip
    over = ratio > MOST or grown > MOST_MEGABYTES
    print("over the limit" if over else "all within limits")
    return int(over)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
