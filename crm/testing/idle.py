"""Whether the Celery worker beside the tests has anything left to do."""

from typing import TYPE_CHECKING

from crm.celery import app
from crm.testing.waiting import eventually

if TYPE_CHECKING:
    from crm.testing.processes import Worker

# The worker that takes what this process publishes, while it runs.
RUNNING: list["Worker"] = []


def wait() -> None:
    """Drop what waits at the broker and let a running worker end what it is at.

    Rows it wrote after the tables were emptied would be found by the next test, and
    its locks and the emptying could wait for each other.
    """
    if RUNNING:
        app.control.purge()
        eventually(_nothing_is_held)


def _nothing_is_held() -> bool:
    """Ask the worker; one that does not answer counts as working."""
    ask = app.control.inspect(limit=1, timeout=5)
    answers = [ask.active(), ask.reserved()]
    return all(answer and not any(answer.values()) for answer in answers)
