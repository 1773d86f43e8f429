"""Jobs: nothing asked for is lost, nothing is done twice, and its owner can stop it."""

import socket
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, connections

from accounts import notices
from accounts.choices import JobFault, JobState
from accounts.models import AuditEntry, Job
from accounts.querysets import JOB_STALE_AFTER
from accounts.refused import Refused
from accounts.services import jobs
from accounts.tasks import take_up_waiting_jobs
from crm.testing.cast import NOON

# Seconds; a page that waited for the broker would wait for ever.
HELD_UP = 10
LATER = NOON + JOB_STALE_AFTER + timedelta(seconds=1)


def ask(cast, **params):
    return jobs.ask("test.count", actor=cast.nina, params=params, at=NOON)


def clock():
    return NOON


def count_to_three(job, beat):
    """Three chunks, each saying how far it is."""
    for done in (1, 2, 3):
        beat(done, 3)
    return {"counted": 3}


def run(job, work=count_to_three):
    return jobs.run(job.pk, works={"test.count": work}, clock=clock)


def test_a_job_runs_and_keeps_its_result(cast):
    job = ask(cast)
    assert run(job)
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"counted": 3})
    assert (job.done_count, job.total_count, job.finished_at) == (3, 3, NOON)


def test_a_job_delivered_twice_runs_once(cast):
    job, ran = ask(cast), []
    work = lambda job, beat: ran.append(1) or {}  # noqa: E731
    assert [run(job, work), run(job, work), run(job, work)] == [True, False, False]
    assert ran == [1]


def test_a_running_job_is_nobody_elses(cast):
    job = ask(cast)
    assert jobs.claim(job.pk, at=NOON)
    assert jobs.claim(job.pk, at=NOON + JOB_STALE_AFTER) is None


def test_a_job_whose_worker_died_is_taken_over_and_the_old_worker_stops(cast):
    job = ask(cast)
    old = jobs.claim(job.pk, at=NOON)
    new = jobs.claim(job.pk, at=LATER)
    assert new.attempts == 2
    with pytest.raises(jobs.Lost):
        jobs.progress(old, done=1, total=3, at=LATER)
    jobs.progress(new, done=1, total=3, at=LATER)


def test_a_worker_that_lost_its_job_leaves_it_to_the_other(cast):
    job = ask(cast)

    def overtaken(job, beat):
        jobs.claim(job.pk, at=LATER)
        beat(1, 3)

    assert not run(job, overtaken)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.RUNNING, 2)


def test_work_that_breaks_off_waits_for_another_try_and_fails_the_third_time(cast):
    job = ask(cast)

    def broken(job, beat):
        raise ZeroDivisionError

    states = []
    for _ in range(4):
        if Job.objects.claimable(NOON).filter(pk=job.pk).exists():
            with pytest.raises(ZeroDivisionError):
                run(job, broken)
        states.append(Job.objects.get().state)
    assert states == ["WAITING", "WAITING", "FAILED", "FAILED"]
    assert Job.objects.get().error == JobFault.BROKEN


def test_a_job_that_takes_three_workers_down_is_given_up(cast):
    job = ask(cast)
    for tries in range(3):
        assert jobs.claim(job.pk, at=NOON + tries * (LATER - NOON))
    after = NOON + 4 * (LATER - NOON)
    assert jobs.claim(job.pk, at=after) is None
    assert [jobs.give_up(at=after), jobs.give_up(at=after)] == [1, 0]
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, JobFault.BROKEN)


def test_work_that_cannot_be_done_says_why_and_is_not_tried_again(cast):
    job = ask(cast)

    def refused(job, beat):
        raise jobs.Failed("TOO_LONG", row=7)

    assert run(job, refused)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "TOO_LONG")
    assert job.result == {"fault": {"row": 7}}


def test_a_waiting_job_is_cancelled_at_once(cast):
    job = ask(cast)
    jobs.cancel(job, actor=cast.nina, at=NOON)
    job.refresh_from_db()
    assert (job.state, job.finished_at) == (JobState.CANCELLED, NOON)
    assert not run(job)
    assert AuditEntry.objects.get().action == "job.cancelled"


def test_running_work_stops_between_two_chunks_when_it_is_cancelled(cast):
    job, chunks = ask(cast), []

    def cancelled_after_one(job, beat):
        for done in (1, 2, 3):
            beat(done, 3)
            chunks.append(done)
            if done == 1:
                jobs.cancel(job, actor=cast.nina, at=NOON)
        return {}

    assert run(job, cancelled_after_one)
    job.refresh_from_db()
    assert (job.state, chunks) == (JobState.CANCELLED, [1])


def test_what_has_ended_cannot_be_cancelled(cast):
    job = ask(cast)
    run(job)
    with pytest.raises(Refused):
        jobs.cancel(job, actor=cast.nina, at=NOON)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert not AuditEntry.objects.exists()


@pytest.mark.usefixtures("committed_db")
def test_eight_workers_claim_one_job_once(committed_cast, settings):
    # A worker of another test must not hear of it.
    settings.CELERY_BROKER_URL = "redis+socket:///nowhere.sock"
    job, claimed = ask(committed_cast), []
    start = threading.Barrier(8)

    def work():
        start.wait()
        claimed.append(jobs.claim(job.pk, at=NOON))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connections.close_all()
    assert len([one for one in claimed if one]) == 1
    assert Job.objects.get().attempts == 1


@pytest.fixture
def black_hole():
    """A broker that takes connections and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"


@pytest.fixture(params=["refuses", "is away", "is silent"])
def dead_broker(request, settings, black_hole):
    settings.CELERY_BROKER_URL = {
        "refuses": "redis://127.0.0.1:1/0",
        "is away": "redis+socket:///nowhere.sock",
        "is silent": black_hole,
    }[request.param]


@pytest.mark.usefixtures("dead_broker")
def test_a_broker_that_is_down_does_not_hold_a_page_up(
    cast, django_capture_on_commit_callbacks
):
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(cast)
    assert time.monotonic() - began < HELD_UP
    assert Job.objects.get(pk=job.pk).state == JobState.WAITING


@pytest.mark.usefixtures("dead_broker")
def test_with_the_broker_down_the_clock_waits_for_its_next_turn(cast):
    for _ in range(20):
        ask(cast)
    began = time.monotonic()
    assert take_up_waiting_jobs() == 0
    assert time.monotonic() - began < HELD_UP


def test_the_clock_tells_of_waiting_and_abandoned_jobs_first_come_first_served(
    cast, monkeypatch
):
    told = []
    monkeypatch.setattr(
        notices, "job_asked", lambda pk, *, expires: told.append(pk) or True
    )
    first, second, running, ended, abandoned = (ask(cast) for _ in range(5))
    jobs.claim(running.pk, at=LATER)
    jobs.claim(abandoned.pk, at=NOON)
    run(ended)
    assert jobs.take_up_waiting(at=LATER, every=15) == 3
    assert told == [first.pk, second.pk, abandoned.pk]


def test_an_undone_request_leaves_no_job(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as told:
        ask(cast)
    assert len(told) == 1
