"""Acts at the same moment, truly: each in a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from accounts.refused import Refused


def at_once(*acts: Callable) -> list:
    """Run the acts at the same moment; return what each returned or refused."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(10)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def refused(results: list) -> int:
    return sum(isinstance(each, Refused) for each in results)
