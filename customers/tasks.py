"""What the clock starts for customers."""

from celery import shared_task
from django.utils import timezone

from customers.services import handovers, imports, scanning, stages


@shared_task
def sweep_imports() -> int:
    """Every night. Safe to run twice. Returns how many left files it deleted."""
    return imports.sweep(at=timezone.now())


@shared_task
def end_leaves() -> int:
    """Every night. Safe to run twice. Returns how many leaves ended."""
    return handovers.end_leaves(today=timezone.localdate(), at=timezone.now())


@shared_task
def recompute_stages() -> int:
    """Every night. Safe to run twice. Returns how many customers moved."""
    return stages.recompute(as_of=timezone.localdate())


@shared_task
def scan_for_doubles() -> int:
    """Every night. Safe to run twice. Returns how many pairs are new."""
    return scanning.scan(at=timezone.now())["new"]
