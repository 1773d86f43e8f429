"""What the clock starts for customers."""

from celery import shared_task
from django.utils import timezone

from customers.services import imports, tier_run


@shared_task
def sweep_imports() -> int:
    """Every night. Safe to run twice. Returns how many left files it deleted."""
    return imports.sweep(at=timezone.now())


@shared_task
def run_tiers() -> int:
    """Every night. Safe to run twice. Returns how many customers changed tiers."""
    return tier_run.nightly(on=timezone.localdate(), at=timezone.now())
