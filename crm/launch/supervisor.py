"""Keeps services running: starts them, restarts the dead, stops all in order."""

import subprocess
import time
from dataclasses import dataclass

from crm.launch import children, steps
from crm.launch.interrupts import Interrupts
from crm.launch.services import Service

# Those of one wave need nothing of one another and end at the same time; each wave
# works with what the next one serves.
STOP_WAVES = (("web", "beat", "worker"), ("broker", "database"))
# A stop that lasts longer says what it waits for, and says it again.
TELL_SECONDS = 3
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
        told = time.monotonic()
        for names in STOP_WAVES:
            wave = [self.watched.pop(name) for name in names if name in self.watched]
            told = self._end(wave, told)

    def _end(self, wave: list[Watched], told: float) -> float:
        """Ask all of a wave to end, then wait as long as each one's patience lasts.

        Tells what it waits for when long nothing was `told`; returns when it last did.
        """
        began = time.monotonic()
        for watched in wave:
            if watched.process:
                children.ask(watched.process, watched.service.ends_by)
        while wave := [each for each in wave if not _has_ended(each, began)]:
            self.interrupts.pause(0.1)
            now = time.monotonic()
            if now - told > TELL_SECONDS:
                told = now
                names = ", ".join(each.service.name for each in wave)
                steps.say(f"Waiting for {names} to end ... {now - began:.0f} s")
        return told


def _has_ended(watched: Watched, began: float) -> bool:
    """Say whether a service is gone, and see to it once its patience is over."""
    process, service = watched.process, watched.service
    late = time.monotonic() - began > service.patience
    if process and process.poll() is None and not late:
        return False
    if process:
        if process.poll() is None:
            steps.say(f"{service.name} did not end in {service.patience:g} s; killed.")
        children.end(process)
    service.clear()
    return True
