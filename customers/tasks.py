"""What the clock starts for customers."""

from celery import shared_task
from django.utils import timezone

from customers.services import (
    completeness,
    documents,
    handovers,
    imports,
    scanning,
    segments,
    stages,
    tier_run,
)
from customers.services.leads import handing, ladder


@shared_task
def sweep_imports() -> int:
    """Every night. Safe to run twice. Returns how many left files it deleted."""
    return imports.sweep(at=timezone.now())


@shared_task
def climb_leads() -> int:
    """Every quarter of an hour by day. Safe to run twice. Returns how much it told.

    What was missed while the clock was down is caught up.
    """
    at = timezone.now()
    climbed = ladder.climb(at=at) + ladder.pool_left(at=at)
    return climbed + handing.tell_late(at=at)


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


@shared_task
def sweep_documents() -> int:
    """Every night. Safe to run twice. Returns how many orphaned files it deleted."""
    return documents.sweep(at=timezone.now())


@shared_task
def run_tiers() -> int:
    """Every night. Safe to run twice. Returns how many customers changed tiers."""
    return tier_run.nightly(on=timezone.localdate(), at=timezone.now())


@shared_task
def measure_completeness() -> int:
    """Every night. Safe to run twice. Returns how many scores changed."""
    return completeness.nightly(at=timezone.now())


@shared_task
def count_segments() -> int:
    """Every night. Safe to run twice. Returns how many segments it counted."""
    return segments.count_all(on=timezone.localdate(), at=timezone.now())
