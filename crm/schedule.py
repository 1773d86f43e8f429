"""What the clock starts, and when: every entry names a task by its path."""

from celery.schedules import crontab


def beat(*, every: float) -> dict[str, dict]:
    """Return the schedule; waiting jobs are taken up `every` so many seconds."""
    return {
        "take-up-waiting-jobs": {
            "task": "accounts.tasks.take_up_waiting_jobs",
            "schedule": every,
            "options": {"expires": every},
        },
        "forget-old-attempts": {
            "task": "accounts.tasks.forget_old_attempts",
            "schedule": crontab(hour=3, minute=10),
        },
        "keep-calendars-ahead": {
            "task": "accounts.tasks.keep_calendars_ahead",
            "schedule": crontab(hour=5, minute=0),
        },
        "sweep-photos": {
            "task": "visits.tasks.sweep_photos",
            "schedule": crontab(hour=3, minute=20),
        },
        "end-leaves": {
            "task": "customers.tasks.end_leaves",
            "schedule": crontab(hour=0, minute=10),
        },
        "sweep-imports": {
            "task": "customers.tasks.sweep_imports",
            "schedule": crontab(hour=3, minute=30),
        },
        "recompute-stages": {
            "task": "customers.tasks.recompute_stages",
            "schedule": crontab(hour=2, minute=40),
        },
        "scan-for-doubles": {
            "task": "customers.tasks.scan_for_doubles",
            "schedule": crontab(hour=4, minute=10),
        },
    }
