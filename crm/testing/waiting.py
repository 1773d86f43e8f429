"""Waits for what another process will do: asks again until a deadline, then fails."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")
PAUSE_SECONDS = 0.05


def eventually(ask: Callable[[], Answer], seconds: float = 20) -> Answer:
    """Return the first true answer of `ask`; fail when none came in time."""
    end = time.monotonic() + seconds
    while not (answer := ask()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {answer!r}")
        threading.Event().wait(PAUSE_SECONDS)
    return answer
