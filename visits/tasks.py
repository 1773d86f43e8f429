"""What the clock starts for visits."""

from celery import shared_task
from django.utils import timezone

from visits.services import photos


@shared_task
def sweep_photos() -> int:
    """Every night. Safe to run twice. Returns how many orphaned files it deleted."""
    return photos.sweep(at=timezone.now())
