"""What the clock starts for complaints."""

from celery import shared_task
from django.utils import timezone

from complaints.services import reckoning, sweeping, verifying


@shared_task
def sweep_complaints() -> int:
    """Every five minutes. Safe to run twice at once. Returns how much it did.

    What was missed while the clock was down is caught up.
    """
    at = timezone.now()
    counted = reckoning.follow_calendars()
    return counted + sweeping.take_steps(at=at) + verifying.begin_verifying(at=at)
