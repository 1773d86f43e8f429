"""What a worker does for the whole: the jobs, whichever app's work they are."""

from celery import shared_task
from django.utils import timezone

from accounts.services import jobs
from crm.jobs import WORKS


@shared_task
def run_job(job_id: int) -> bool:
    """Do one job. Delivered twice it runs once. Returns whether it was free to take."""
    return jobs.run(job_id, works=WORKS, clock=timezone.now)
