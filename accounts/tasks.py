"""What the clock starts in accounts."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from accounts.services import (
    calendars,
    digests,
    exports,
    jobs,
    mails,
    notices,
    sign_in,
    usage,
)


@shared_task
def take_up_waiting_jobs() -> int:
    """Every 15 s. Safe to run twice. Returns how many jobs a worker was told of."""
    return jobs.take_up_waiting(at=timezone.now(), every=settings.JOB_SWEEP_SECONDS)


@shared_task
def forget_old_attempts() -> int:
    """Daily. Safe to run twice. Returns how many tries to sign in were forgotten."""
    return sign_in.forget_old(at=timezone.now())


@shared_task
def keep_calendars_ahead() -> int:
    """Daily. Safe to run twice. Returns how many days of a year were filled in."""
    at = timezone.now()
    return calendars.keep_ahead(at=at, today=timezone.localdate(at))


@shared_task
def expire_exports() -> int:
    """Every hour. Safe to run twice. Returns how many files were deleted."""
    return exports.expire(at=timezone.now()) + exports.sweep(at=timezone.now())


@shared_task
def deliver_mails() -> int:
    """Every minute, and when a mail was written. Returns how many mails went out."""
    return mails.deliver(clock=timezone.now)


@shared_task
def write_digests() -> int:
    """Every ten minutes. Safe to run twice. Returns how many mails were written."""
    return digests.write_all(at=timezone.now())


@shared_task
def forget_old_notices() -> int:
    """Daily. Safe to run twice. Returns how many notices and mails were forgotten."""
    at = timezone.now()
    return notices.forget_old(at=at) + mails.forget_old(at=at)


@shared_task
def roll_up_usage() -> int:
    """Every night. Safe to run twice. Returns how many days of somebody changed."""
    return usage.roll_up(at=timezone.now())
