"""What leaves the building: the word to a worker that a job waits."""

import logging

from celery import current_app
from django.conf import settings
from kombu import Connection
from kombu.exceptions import OperationalError

RUN_JOB = "crm.tasks.run_job"
# The page that asked waits for this: half a second, then the clock takes the job up.
PATIENCE = {
    "socket_connect_timeout": 0.3,
    "socket_timeout": 0.5,
    "max_retries": 1,
    "interval_start": 0,
    "connect_retries_timeout": 0.5,
}
logger = logging.getLogger(__name__)


def job_asked(job_id: int, *, expires: float | None = None) -> bool:
    """Tell a worker to take the job up; say whether the broker heard it.

    A broker that is down loses nothing: the row waits for the clock. `expires`, in
    seconds, keeps the clock from filling the queue while every worker is busy.
    """
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS | PATIENCE
    broker = Connection(settings.CELERY_BROKER_URL, transport_options=options)
    try:
        with broker:
            current_app.send_task(
                RUN_JOB, args=[job_id], connection=broker, expires=expires
            )
    except OperationalError:
        logger.warning("The broker is down; the clock takes up job %s.", job_id)
        return False
    return True
