"""An import outlives its worker, its broker and a message delivered three times."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.choices import JobState
from accounts.models import Job
from accounts.querysets import JOB_STALE_AFTER
from accounts.tasks import take_up_waiting_jobs
from crm.tasks import run_job
from crm.testing import database
from crm.testing.waiting import eventually
from customers.choices.imports import ImportStep
from customers.models import Customer, ImportRow
from customers.tests.importing import started

ROWS = 700
PATIENCE_SECONDS = 60


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def waiting(committed_cast, settings):
    """An import ordered while the broker was down; more than one chunk of rows."""
    cast, broker = committed_cast, settings.CELERY_BROKER_URL
    settings.CELERY_BROKER_URL = "redis+socket:///nowhere.sock"
    names = [f"客户{n},139{n:08d}" for n in range(ROWS)]
    batch = started(cast.nina, cast.anna, "姓名,手机", *names)
    batch.refresh_from_db()
    settings.CELERY_BROKER_URL = broker
    return batch


def work_in_a_process(job_id: int) -> subprocess.Popen:
    """Start a process that does what a worker does with the message."""
    said = f"import crm.wsgi; from crm.tasks import run_job; run_job({job_id})"
    environment = os.environ | database.urls()
    return subprocess.Popen(
        [sys.executable, "-c", said], cwd=settings.BASE_DIR, env=environment
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
