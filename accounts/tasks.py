"""What the clock starts in accounts."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from accounts.services import jobs


@shared_task
def take_up_waiting_jobs() -> int:
    """Every 15 s. Safe to run twice. Returns how many jobs a worker was told of."""
    return jobs.take_up_waiting(at=timezone.now(), every=settings.JOB_SWEEP_SECONDS)
