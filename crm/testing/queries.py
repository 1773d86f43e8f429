"""Counts what a page costs."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(act: Callable[[], object]) -> int:
    """Return how many queries `act` sends."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
