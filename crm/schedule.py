"""What the clock starts, and when: every entry names a task by its path."""

from celery.schedules import crontab

# Once a day, while nobody works.
DAILY = {
    "forget-old-notices": {
        "task": "accounts.tasks.forget_old_notices",
        "schedule": crontab(hour=3, minute=15),
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


def beat(*, every: float) -> dict[str, dict]:
    """Return the schedule; waiting jobs are taken up `every` so many seconds."""
    return {
        "take-up-waiting-jobs": {
            "task": "accounts.tasks.take_up_waiting_jobs",
            "schedule": every,
            "options": {"expires": every},
        },
        "deliver-mails": {
            "task": "accounts.tasks.deliver_mails",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        "write-digests": {
            "task": "accounts.tasks.write_digests",
            "schedule": crontab(minute="*/10"),
            "options": {"expires": 600},
        },
    } | DAILY
