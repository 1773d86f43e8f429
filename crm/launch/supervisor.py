"""Keeps services running: starts them, restarts the dead, stops all in order."""

import subprocess
import time
from dataclasses import dataclass

from crm.launch import children, steps
from crm.launch.interrupts import Interrupts
from crm.launch.services import Service

STOP_ORDER = ("web", "beat", "worker", "broker", "database")
LONGEST_PAUSE = 30
# A service that lived this long has recovered: its next death is a first one.
RECOVERED_SECONDS = 60
CODE_OF_SIGNALS = {-9: "killed", -15: "ended from outside"}


@dataclass
class Watched:
    """One service, its process, and how often in a row it has died."""

    service: Service
    process: subprocess.Popen | None
    since: float
    deaths: int = 0
    due: float = 0

    def pause(self) -> float:
        """Seconds before the next try: at once, then 1, 2, 4 ... 30."""
        return min(2 ** (self.deaths - 2), LONGEST_PAUSE) if self.deaths > 1 else 0


class Supervisor:
    """Owns every process of the demo; a `with` block stops them all on the way out."""

    def __init__(self, interrupts: Interrupts) -> None:
        self.interrupts = interrupts
        self.watched: dict[str, Watched] = {}

    def __enter__(self) -> "Supervisor":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, service: Service) -> None:
        """Launch a service and wait until it is ready; raises `Failed` in words."""
        self.interrupts.check()
        process = service.launch()
        self.watched[service.name] = Watched(service, process, time.monotonic())
        service.ready(process, self.interrupts)

    def watch(self) -> None:
        """Restart what dies, until somebody asks to stop."""
        while not self.interrupts.stopping:
            for watched in self.watched.values():
                if watched.process is None:
                    self._revive(watched)
                elif watched.process.poll() is not None:
                    self._mourn(watched, watched.process)
            waiting = any(each.process is None for each in self.watched.values())
            self.interrupts.pause(0.1 if waiting else 1)

    def _mourn(self, watched: Watched, process: subprocess.Popen) -> None:
        children.sweep(process)
        now = time.monotonic()
        recovered = now - watched.since > RECOVERED_SECONDS
        watched.deaths = 1 if recovered else watched.deaths + 1
        watched.process, watched.due = None, now + watched.pause()
        code = process.returncode
        how = CODE_OF_SIGNALS.get(code, f"ended with code {code}")
        steps.say(f"{watched.service.name} {how}; starting it again.")

    def _revive(self, watched: Watched) -> None:
        now = time.monotonic()
        if now < watched.due:
            return
        watched.since = now
        try:
            watched.process = watched.service.launch()
        except OSError as error:
            watched.deaths += 1
            watched.due = now + watched.pause()
            steps.say(f"{watched.service.name} cannot start: {error.strerror}.")

    def stop(self) -> None:
        """Stop every service, those that use others first."""
        for name in STOP_ORDER:
            if watched := self.watched.pop(name, None):
                service = watched.service
                if watched.process:
                    children.stop(watched.process, service.ends_by, service.patience)
                service.clear()
