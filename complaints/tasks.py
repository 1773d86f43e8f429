"""What the clock starts for complaints."""

from celery import shared_task
from django.utils import timezone

from complaints.services import (
    effects,
    evidence,
    knocks,
    messages,
    parts,
    pickup,
    reckoning,
    sweeping,
    tellings,
    verifying,
)


@shared_task
def sweep_complaints() -> int:
    """Every five minutes. Safe to run twice at once. Returns how much it did.

    What was missed while the clock was down is caught up.
    """
    at = timezone.now()
    counted = reckoning.follow_calendars()
    return counted + sweeping.take_steps(at=at) + verifying.begin_verifying(at=at)


@shared_task
def take_up_feedback() -> int:
    """Every hour. Safe to run twice. Returns how many complaints it registered."""
    return pickup.take_up_waiting(at=timezone.now())


@shared_task
def sweep_evidence() -> int:
    """Every night. Safe to run twice. Returns how many orphaned files it deleted."""
    return evidence.sweep(at=timezone.now())


@shared_task
def forget_senders() -> int:
    """Every night. Safe to run twice. Returns how many addresses it forgot."""
    return messages.forget_addresses(at=timezone.now())


@shared_task
def tell_late_parts() -> int:
    """Every quarter of an hour by day. Safe to run twice. Returns how many were late.

    What was missed while the clock was down is caught up.
    """
    return parts.tell_late(at=timezone.now())


@shared_task
def deliver_tellings() -> int:
    """Every minute, and when one was written. Returns how many messages went out."""
    return tellings.deliver(clock=timezone.now)


@shared_task
def forget_old_knocks() -> int:
    """Daily. Safe to run twice. Returns how many tries were forgotten."""
    return knocks.forget_old(at=timezone.now())


@shared_task
def compare_effects() -> int:
    """Every night. Safe to run twice. Returns how many effects it compared."""
    return effects.compute_due(today=timezone.localdate(), at=timezone.now())
