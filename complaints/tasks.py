"""What the clock starts for complaints."""

from celery import shared_task
from django.utils import timezone

from complaints.services import parts


@shared_task
def tell_late_parts() -> int:
    """Every quarter of an hour by day. Safe to run twice. Returns how many were late.

    What was missed while the clock was down is caught up.
    """
    return parts.tell_late(at=timezone.now())
