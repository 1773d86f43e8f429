"""Everything that changes a job: asked, claimed by one worker, going on, ended."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.choices import JobFault, JobState
from accounts.models import Job, User
from accounts.querysets import MOST_ATTEMPTS
from accounts.refused import Refused

Beat = Callable[[int, int | None], None]
Work = Callable[[Job, Beat], dict]


class Failed(Exception):
    """The work cannot be done, and trying again would not help.

    `code` is a word from the list of faults, `params` what its sentence names.
    """

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code = code
        self.params = params


class Cancelled(Exception):
    """Its owner asked to cancel the running work."""


class Lost(Exception):
    """Another worker has taken the job over: this one must not go on."""


@transaction.atomic
def ask(kind: str, *, actor: User, params: dict, at: datetime) -> Job:
    """Leave a job for a worker, and tell one when this transaction holds."""
    job = Job.objects.create(kind=kind, owner=actor, params=params, created_at=at)
    transaction.on_commit(partial(notices.job_asked, job.pk))
    return job


def run(
    job_id: int, *, works: Mapping[str, Work], clock: Callable[[], datetime]
) -> bool:
    """Claim a job and do its work; say whether it was free to take.

    Not one transaction but many: the work commits chunk by chunk and says after each
    how far it is. Whatever breaks it off, a later run goes on where it stood.
    """
    job = claim(job_id, at=clock())
    if job is None:
        return False
    try:
        result = works[job.kind](job, partial(_beat, job, clock))
    except Cancelled:
        _end(job, JobState.CANCELLED, at=clock())
    except Failed as fault:
        faults = {"fault": fault.params}
        _end(job, JobState.FAILED, at=clock(), error=fault.code, result=faults)
    except Lost:
        return False
    else:
        _end(job, JobState.DONE, at=clock(), result=result)
    finally:
        release(job, at=clock())
    return True


def claim(job_id: int, *, at: datetime) -> Job | None:
    """Make a waiting job, or one whose worker died, mine; None when another has it."""
    free = Job.objects.claimable(at).filter(pk=job_id)
    taken = free.update(
        state=JobState.RUNNING,
        started_at=Coalesce(F("started_at"), at),
        beat_at=at,
        attempts=F("attempts") + 1,
    )
    return Job.objects.select_related("owner").get(pk=job_id) if taken else None


def progress(job: Job, *, done: int, total: int | None, at: datetime) -> None:
    """Say how far the work is. Called first in a chunk's transaction it is its lock.

    Raises `Cancelled` when the owner asked for it, `Lost` when the job is no longer
    this worker's.
    """
    counts = {"done_count": done, "total_count": total, "beat_at": at}
    if not Job.objects.held(job).update(**counts):
        raise Lost
    if Job.objects.held(job).filter(cancel_asked=True).exists():
        raise Cancelled


@transaction.atomic
def cancel(job: Job, *, actor: User, at: datetime) -> None:
    """Cancel a waiting job at once; ask the worker of a running one to stop.

    Raises `Refused` when it has ended meanwhile.
    """
    waiting = Job.objects.filter(pk=job.pk, state=JobState.WAITING)
    running = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
    ended = waiting.update(state=JobState.CANCELLED, finished_at=at)
    if not ended and not running.update(cancel_asked=True):
        raise Refused(_("This job has ended already. Reload the page to see how."))
    audit.record(actor, "job.cancelled", job, at=at)


def release(job: Job, *, at: datetime) -> None:
    """Give a job back whose work broke off; the third time it has failed."""
    mine = Job.objects.held(job)
    if not mine.filter(attempts__lt=MOST_ATTEMPTS).update(state=JobState.WAITING):
        mine.update(state=JobState.FAILED, error=JobFault.BROKEN, finished_at=at)


def give_up(*, at: datetime) -> int:
    """Fail the jobs that took three workers down with them; return how many."""
    return Job.objects.exhausted(at).update(
        state=JobState.FAILED, error=JobFault.BROKEN, finished_at=at
    )


def take_up_waiting(*, at: datetime, every: float) -> int:
    """Tell the workers of every job still to be done; return how many they heard of.

    Stops at the first the broker does not hear. Told twice is done once.
    """
    give_up(at=at)
    heard = 0
    for job_id in Job.objects.claimable(at).in_turn():
        if not notices.job_asked(job_id, expires=every):
            break
        heard += 1
    return heard


def _beat(
    job: Job, clock: Callable[[], datetime], done: int, total: int | None
) -> None:
    progress(job, done=done, total=total, at=clock())


def _end(job: Job, state: JobState, *, at: datetime, **columns) -> None:
    Job.objects.held(job).update(state=state, finished_at=at, **columns)
