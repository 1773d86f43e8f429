"""Ctrl-C, SIGTERM and a closed terminal, turned into one flag and a wake-up."""

import os
import select
import signal
from types import FrameType
from typing import Self

STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked the whole command to end."""


class Interrupts:
    """While entered, no signal breaks a step in the middle; `check` raises later."""

    def __init__(self) -> None:
        self.stopping = False

    def __enter__(self) -> Self:
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._reader, False)
        os.set_blocking(self._writer, False)
        self._old_wakeup = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        self._old = {
            number: signal.signal(number, self._stop) for number in self._listened()
        }
        self._old[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._old_wakeup)
        os.close(self._reader)
        os.close(self._writer)

    def _listened(self) -> list[signal.Signals]:
        """Return what ends the command: not a closed terminal under `nohup`."""
        survive = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        return [
            number
            for number in STOPPING_SIGNALS
            if not (survive and number is signal.SIGHUP)
        ]

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def pause(self, seconds: float) -> None:
        """Wait that long, or until a signal or the end of a child comes first."""
        if select.select([self._reader], [], [], seconds)[0]:
            os.read(self._reader, 4096)

    def check(self) -> None:
        if self.stopping:
            raise Stopped
