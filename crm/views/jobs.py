"""The page of a background job: how far it is, how it ended."""

from datetime import datetime

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from accounts.choices import JobState
from accounts.models import Job
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from accounts.services import jobs
from crm.jobs import TITLES
from customers.remarks import fault

# (seconds since it was asked for, seconds between two looks at it).
PATIENCE = [(60, 2), (300, 5), (1800, 15)]
SELDOM = 60
# State → how `components/state.html` draws it.
KINDS = {
    JobState.WAITING: "waiting",
    JobState.RUNNING: "progress",
    JobState.DONE: "done",
    JobState.FAILED: "late",
    JobState.CANCELLED: "cancelled",
}


@require(Can.USE_PRODUCT)
def detail(request, pk):
    job = get_object_or_404(Job.objects.for_user(request.user), pk=pk)
    if not request.htmx:
        return render(request, "jobs/detail.html", progress(job, timezone.now()))
    here = request.htmx.current_url_abs_path or ""
    if not job.is_open and not here.startswith(job.get_absolute_url()):
        # Another page waits for this job: it goes on by itself.
        return HttpResponseClientRefresh()
    return render(request, "jobs/_progress.html", progress(job, timezone.now()))


@require_POST
@require(Can.USE_PRODUCT)
def cancel(request, pk):
    job = get_object_or_404(Job.objects.for_user(request.user), pk=pk)
    try:
        jobs.cancel(job, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The job is being cancelled."))
    return redirect(job)


def progress(job: Job, now: datetime) -> dict:
    """Return what `jobs/_progress.html` reads."""
    minutes, seconds = divmod(elapsed_seconds(job, now), 60)
    return {
        "job": job,
        "title": TITLES.get(job.kind, job.kind),
        "state_kind": KINDS[job.state],
        "fault": fault(job),
        "minutes": minutes,
        "seconds": seconds,
        "poll_seconds": poll_seconds(job, now) if job.is_open else None,
    }


def elapsed_seconds(job: Job, now: datetime) -> int:
    """Return how long the work took, or has been going on."""
    if job.started_at is None:
        return 0
    return int(((job.finished_at or now) - job.started_at).total_seconds())


def poll_seconds(job: Job, now: datetime) -> int:
    """Return how soon the page looks again: every 2 s at first, then more seldom."""
    age = (now - job.created_at).total_seconds()
    return next((pause for limit, pause in PATIENCE if age < limit), SELDOM)
