"""What a worker does for the whole: the jobs, whichever app's work they are."""

from celery import shared_task
from django.utils import timezone

from accounts.services import jobs
from crm.jobs import WORKS
from crm.services import recycling


@shared_task
def run_job(job_id: int) -> bool:
    """Do one job. Delivered twice it runs once. Returns whether it was free to take."""
    return jobs.run(job_id, works=WORKS, clock=timezone.now)


@shared_task
def recycle_customers() -> int:
    """Every morning. Safe to run twice. Returns how many customers it was about."""
    return recycling.recycle(at=timezone.now())
