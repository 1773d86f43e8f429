"""An import outlives its worker, its broker and a message delivered three times."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.choices import JobState
from accounts.models import AuditEntry, Job
from accounts.querysets import JOB_STALE_AFTER
from accounts.tasks import take_up_waiting_jobs
from crm.tasks import run_job
from crm.testing import database
from crm.testing.waiting import eventually
from customers.choices.imports import ImportStep
from customers.models import Customer, ImportBatch, ImportRow
from customers.tests.importing import done, started

NOWHERE = "redis+socket:///nowhere.sock"
ROWS, MANY, KILLS = 700, 10_000, 10
MOST_SECONDS, MOST_MEGABYTES = 60, 300
PATIENCE_SECONDS = 60


pytestmark = pytest.mark.usefixtures("media")


@pytest.fixture
def waiting(committed_cast, settings):
    """An import ordered while the broker was down; more than one chunk of rows."""
    cast, broker = committed_cast, settings.CELERY_BROKER_URL
    settings.CELERY_BROKER_URL = NOWHERE
    names = [f"客户{n},139{n:08d}" for n in range(ROWS)]
    batch = started(cast.nina, cast.anna, "姓名,手机", *names)
    batch.refresh_from_db()
    settings.CELERY_BROKER_URL = broker
    return batch


def work_in_a_process(
    job_id: int, said_to: int = subprocess.DEVNULL
) -> subprocess.Popen:
    """Start a process that does what a worker does with the message.

    It writes to `said_to` how many KB of memory it took at most.
    """
    said = (
        "import crm.wsgi; from crm.tasks import run_job; "
        "from crm.testing.memory import peak_kb; "
        f"run_job({job_id}); print(peak_kb())"
    )
    environment = os.environ | database.urls()
    return subprocess.Popen(
        [sys.executable, "-c", said],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=said_to,
        text=True,
    )


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(waiting):
    job_id = waiting.job_id
    worker = work_in_a_process(job_id)
    eventually(Customer.objects.exists, PATIENCE_SECONDS)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    half = Customer.objects.count()
    assert 0 < half < ROWS
    assert ImportRow.objects.filter(state="CREATED").count() == half

    assert not run_job(job_id), "its worker may still live"
    silent = timezone.now() - 2 * JOB_STALE_AFTER
    Job.objects.filter(pk=job_id).update(beat_at=silent)
    assert run_job(job_id)
    waiting.refresh_from_db()
    assert waiting.step == ImportStep.DONE
    assert Customer.objects.count() == ROWS
    assert Customer.objects.values("phone").distinct().count() == ROWS
    assert ImportRow.objects.filter(state="CREATED").count() == ROWS


def test_three_copies_of_one_message_import_once(waiting):
    workers = [work_in_a_process(waiting.job_id) for _ in range(3)]
    for worker in workers:
        assert worker.wait(PATIENCE_SECONDS) == 0
    assert Customer.objects.count() == ROWS
    assert Job.objects.get(pk=waiting.job_id).attempts == 1


@pytest.mark.usefixtures("worker")
def test_what_the_broker_never_heard_of_the_clock_takes_up(waiting):
    assert take_up_waiting_jobs() == 1
    eventually(lambda: Customer.objects.count() == ROWS, PATIENCE_SECONDS)
    done = Job.objects.filter(pk=waiting.job_id, state=JobState.DONE)
    eventually(done.exists, PATIENCE_SECONDS)


def known_and_new(cast) -> ImportBatch:
    """Order an import of `MANY` rows, a third of whom are in the archive already."""
    heads, third = "编号,姓名,手机,城市", MANY // 3
    rows = [f"K{n},客户{n},139{n:08d}" for n in range(MANY)]
    done(cast.nina, cast.anna, heads, *[f"{row},上海" for row in rows[:third]])
    changed = [f"{row},苏州" for row in rows]
    rules = {"known": "OVERWRITE"}
    return started(cast.nina, cast.anna, heads, *changed, rules=rules)


def kill_after(worker: subprocess.Popen, rows: int, job_id: int) -> None:
    """Kill the worker some moment after so many rows are in, if it lives that long."""
    made = ImportRow.objects.filter(batch__job=job_id).made()
    eventually(
        lambda: made.count() >= rows or worker.poll() is not None, PATIENCE_SECONDS
    )
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    silent = timezone.now() - 2 * JOB_STALE_AFTER
    Job.objects.filter(pk=job_id).update(beat_at=silent, attempts=0)


@pytest.mark.full
def test_ten_thousand_rows_killed_ten_times_are_each_done_once(
    committed_cast, settings
):
    broker, settings.CELERY_BROKER_URL = settings.CELERY_BROKER_URL, NOWHERE
    batch = known_and_new(committed_cast)
    batch.refresh_from_db()
    moments = random.Random(31)
    for kill in range(KILLS):
        worker = work_in_a_process(batch.job_id)
        kill_after(
            worker, moments.randrange(kill * 800, 800 * (kill + 1)), batch.job_id
        )
    settings.CELERY_BROKER_URL = broker
    assert 0 < ImportRow.objects.filter(batch=batch).made().count() < MANY
    assert run_job(batch.job_id)
    assert Customer.objects.count() == MANY
    assert Customer.objects.values("external_key").distinct().count() == MANY
    assert set(Customer.objects.values_list("city", flat=True)) == {"苏州"}
    assert Customer.objects.filter(version=2).count() == MANY // 3
    states = ImportRow.objects.filter(batch=batch).by_state()
    assert states == {"UPDATED": MANY // 3, "CREATED": MANY - MANY // 3}
    updates = AuditEntry.objects.filter(action="customer.updated")
    assert updates.values("customer_id").distinct().count() == MANY // 3
    assert updates.count() == MANY // 3


@pytest.mark.full
def test_ten_thousand_rows_take_a_minute_and_300_mb_at_most(committed_cast, settings):
    settings.CELERY_BROKER_URL = NOWHERE
    batch = known_and_new(committed_cast)
    batch.refresh_from_db()
    begun = time.monotonic()
    worker = work_in_a_process(batch.job_id, subprocess.PIPE)
    told, _ = worker.communicate(timeout=MOST_SECONDS)
    seconds, megabytes = time.monotonic() - begun, int(told) / 1024
    print(f"{MANY} rows: {seconds:.1f} s, {megabytes:.0f} MB")  # noqa: T201 (a figure)
    assert seconds <= MOST_SECONDS
    assert megabytes <= MOST_MEGABYTES
    assert Customer.objects.count() == MANY
