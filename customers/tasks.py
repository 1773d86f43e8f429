"""What the clock starts for customers."""

from celery import shared_task
from django.utils import timezone

from customers.services import imports, scanning


@shared_task
def sweep_imports() -> int:
    """Every night. Safe to run twice. Returns how many left files it deleted."""
    return imports.sweep(at=timezone.now())


@shared_task
def scan_for_doubles() -> int:
    """Every night. Safe to run twice. Returns how many pairs are new."""
    return scanning.scan(at=timezone.now())["new"]
