"""What the clock starts, and when: every entry names a task by its path."""

from celery.schedules import crontab

# Once a day, while nobody works: (task, hour, minute).
NIGHTLY = (
    ("customers.tasks.end_leaves", 0, 10),
    ("accounts.tasks.roll_up_usage", 0, 30),
    ("customers.tasks.run_tiers", 2, 30),
    ("customers.tasks.recompute_stages", 2, 40),
    ("customers.tasks.measure_completeness", 2, 50),
    ("customers.tasks.count_segments", 2, 50),
    ("accounts.tasks.forget_old_attempts", 3, 10),
    ("accounts.tasks.forget_old_notices", 3, 15),
    ("visits.tasks.sweep_photos", 3, 20),
    ("customers.tasks.sweep_imports", 3, 30),
    ("customers.tasks.sweep_documents", 3, 40),
    ("complaints.tasks.forget_senders", 3, 45),
    ("complaints.tasks.sweep_evidence", 3, 50),
    ("customers.tasks.scan_for_doubles", 4, 10),
    ("accounts.tasks.keep_calendars_ahead", 5, 0),
    ("complaints.tasks.compare_effects", 5, 10),
    ("crm.tasks.recycle_customers", 5, 20),
    ("complaints.tasks.forget_old_knocks", 3, 50),
)

# Over and over: name: task, when, for how long it is worth starting.
STEADY = {
    "deliver-mails": {
        "task": "accounts.tasks.deliver_mails",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "deliver-tellings": {
        "task": "complaints.tasks.deliver_tellings",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "write-digests": {
        "task": "accounts.tasks.write_digests",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    "expire-exports": {
        "task": "accounts.tasks.expire_exports",
        "schedule": crontab(minute=25),
    },
    # Night and day: of a major complaint one is told at any hour.
    "sweep-complaints": {
        "task": "complaints.tasks.sweep_complaints",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 300},
    },
    "take-up-feedback": {
        "task": "complaints.tasks.take_up_feedback",
        "schedule": crontab(minute=40),
        "options": {"expires": 3600},
    },
    # By day, when whoever is told of it is at work.
    "climb-leads": {
        "task": "customers.tasks.climb_leads",
        "schedule": crontab(hour="8-19", minute="*/15"),
    },
    "tell-late-parts": {
        "task": "complaints.tasks.tell_late_parts",
        "schedule": crontab(hour="8-19", minute="5-59/15"),
    },
}


def beat(*, every: float) -> dict[str, dict]:
    """Return the schedule; waiting jobs are taken up `every` so many seconds."""
    nightly = {
        task: {"task": task, "schedule": crontab(hour=hour, minute=minute)}
        for task, hour, minute in NIGHTLY
    }
    return (
        nightly
        | STEADY
        | {
            "take-up-waiting-jobs": {
                "task": "accounts.tasks.take_up_waiting_jobs",
                "schedule": every,
                "options": {"expires": every},
            },
        }
    )
