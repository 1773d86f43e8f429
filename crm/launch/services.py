"""What the supervisor keeps running: one service is one process and how to treat it."""

import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from crm.launch.interrupts import Interrupts
from crm.launch.postgres import Postgres
from crm.launch.valkey import Valkey


def at_once(process: subprocess.Popen, interrupts: Interrupts) -> None:
    """Wait for nothing: the service is of use as soon as it runs."""


def nothing() -> None:
    """Leave nothing behind to clear away."""


@dataclass(frozen=True)
class Service:
    """`ready` returns once a first launch answers; `clear` removes sockets after it."""

    name: str
    launch: Callable[[], subprocess.Popen]
    ready: Callable[[subprocess.Popen, Interrupts], None] = at_once
    ends_by: signal.Signals = signal.SIGTERM
    patience: float = 10
    clear: Callable[[], None] = nothing


def database(server: Postgres) -> Service:
    # SIGINT: refuse new work, undo what is open, write everything down, end.
    return Service(
        "database", server.launch, server.wait, signal.SIGINT, 30, server.clear
    )


def broker(server: Valkey) -> Service:
    return Service("broker", server.launch, server.wait, clear=server.clear)
