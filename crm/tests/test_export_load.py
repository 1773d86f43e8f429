"""A file of a hundred thousand rows: how long, how much memory, who waits for it."""

import os
import re
import statistics
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import Export
from accounts.services import exports as records
from crm.testing import database
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from crm.tests.export_builders import asked, wish
from customers.models import Customer
from customers.tests.consent_builders import say

NOWHERE = "redis+socket:///nowhere.sock"
MANY, FEW = 100_000, 20_000
MOST_SECONDS, MOST_MEGABYTES = 60, 300
# What five times the rows may add: the list of one page, never of the file.
MOST_GROWTH = 20
# A process of its own, as a worker is: its memory is nobody else's.
WORK = """
import resource, sys, time
import django
django.setup()
from django.utils import timezone
from accounts.services import jobs
from crm.jobs import WORKS
from crm.testing.memory import peak_kb
began = time.monotonic()
assert jobs.run(int(sys.argv[1]), works=WORKS, clock=timezone.now)
used = resource.getrusage(resource.RUSAGE_SELF)
print(f"{time.monotonic() - began:.1f} s, at most {peak_kb() // 1024} MB, "
      f"{used.ru_utime + used.ru_stime:.1f} s of one core")
"""
# Rows as the archive keeps them, copied from one that it made.
COPY = """
    INSERT INTO customers_customer ({columns})
    SELECT {values} FROM customers_customer AS one, generate_series(1, %s) AS n
    WHERE one.id = %s
"""
AGREE = """
    INSERT INTO customers_consentrecord
        (customer_id, purpose, channel, state, how, evidence, at, by_id, text_id)
    SELECT c.id, r.purpose, r.channel, r.state, r.how, '', r.at, r.by_id, r.text_id
    FROM customers_customer AS c, customers_consentrecord AS r
    WHERE r.id = %s AND c.id <> r.customer_id AND c.id %% 10 <> 0
"""

pytestmark = pytest.mark.full


def fill(owner, count: int) -> None:
    """Store `count` customers, nine of ten agreeing to offers by SMS."""
    one = make_customer(owner, name="王小明", city="上海", note="聊了保养")
    said = say(one)
    fields = [f.column for f in Customer._meta.concrete_fields if not f.primary_key]
    own = {
        "code": "'ZZ' || n",
        "name": "one.name || n",
        "name_key": "one.name_key || n",
        "tier": f"CASE WHEN n < {FEW} THEN 'A' ELSE 'C' END",
        "submission_key": "NULL::uuid",
        "search": "NULL::tsvector",
    }
    values = [own.get(name, f"one.{name}") for name in fields]
    copy = COPY.format(columns=", ".join(fields), values=", ".join(values))
    with connection.cursor() as cursor:
        cursor.execute(copy, [count - 1, one.pk])
        cursor.execute(AGREE, [said.pk])
        cursor.execute("ANALYZE customers_customer, customers_consentrecord")


class Making:
    """A worker of its own that makes one file; `figures` waits for its end."""

    def __init__(self, export: Export):
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORK, str(export.job_id)],
            env=os.environ | database.urls(),
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @property
    def is_going_on(self) -> bool:
        return self.process.poll() is None

    def figures(self) -> tuple[float, int]:
        """Return (seconds, megabytes), and print them."""
        told, _ = self.process.communicate(timeout=10 * MOST_SECONDS)
        assert self.process.returncode == 0, told
        print(f"\n{told.strip()}")  # noqa: T201
        found = re.search(r"([\d.]+) s, at most (\d+) MB", told)
        return float(found[1]), int(found[2])


def ordered(cast, wanted, format: str) -> Export:
    """Ask for a list as its page shows it, and let the director allow it."""
    columns = [column.name for column in wanted.sheet.columns if column.is_shown]
    export = asked(cast.nina, wanted, columns=columns, format=format)
    records.decide(export, actor=cast.dan, is_allowed=True, at=NOON)
    return export


def page_seconds(client) -> float:
    began = time.monotonic()
    assert client.get("/customers/?whose=all").status_code == 200
    return time.monotonic() - began


@pytest.fixture(autouse=True)
def _nobody_else_works(settings):
    """Tell no worker that runs beside: the file is made by the process measured."""
    settings.CELERY_BROKER_URL = NOWHERE


@pytest.fixture
def many(committed_cast):
    fill(committed_cast.anna, MANY)
    return committed_cast


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_a_large_file_takes_a_minute_and_no_more_memory_than_a_small_one(many, format):
    _seconds, small = Making(ordered(many, wish(query="tier=A"), format)).figures()
    export = ordered(many, wish(), format)
    seconds, megabytes = Making(export).figures()
    export.refresh_from_db()
    assert (export.state, export.row_count) == ("READY", MANY)
    assert export.persons.count() == MANY
    assert seconds <= MOST_SECONDS
    assert megabytes <= MOST_MEGABYTES
    assert megabytes - small <= MOST_GROWTH


def test_pages_go_on_while_a_file_for_a_purpose_is_made(many, client):
    client.force_login(many.nina)
    quiet = [page_seconds(client) for _ in range(30)]
    export = ordered(many, wish(purpose="MARKETING", channel="SMS"), "xlsx")
    making, busy = Making(export), []
    while making.is_going_on:
        busy.append(page_seconds(client))
    making.figures()
    export.refresh_from_db()
    alone, beside = statistics.median(quiet), statistics.median(busy)
    print(f"a page {alone:.3f} s alone, {beside:.3f} s beside it")  # noqa: T201
    assert export.row_count == export.counted
    assert export.left_out == {"": MANY - export.counted}
    assert len(busy) > 10
    assert beside <= 1.5 * alone + 0.05
