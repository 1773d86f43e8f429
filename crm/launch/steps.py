"""What the person at the terminal reads: steps with seconds, failures in words."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from crm.launch import children
from crm.launch.interrupts import Interrupts

# Survives the re-execution in .venv, so that the seconds count from the first command.
BEGAN = "CRM_LAUNCH_BEGAN"
os.environ.setdefault(BEGAN, repr(time.monotonic()))
TICK_SECONDS = 10
LAST_WORDS = 1500


class Failed(Exception):
    """The command cannot go on; `str()` is the sentence for the person who typed it."""


def elapsed() -> float:
    return time.monotonic() - float(os.environ[BEGAN])


def say(text: str) -> None:
    """Tell progress beside the output, with the seconds so far."""
    write(f"[{elapsed():5.1f}s] {text}\n", sys.stderr)


def write(text: str, where: TextIO) -> None:
    """Print `text` as it is; a terminal that is gone is no reason to stop."""
    with contextlib.suppress(OSError, ValueError):
        where.write(text)
        where.flush()


def run(
    title: str,
    argv: Sequence[str],
    interrupts: Interrupts,
    *,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    limit: float = 1800,
    aloud: bool = False,
    identity: children.Identity = children.OURSELVES,
) -> str:
    """Run one step to its end and return what it printed (nothing when `aloud`).

    Raises `Failed` with its last words, `Stopped` when somebody interrupts.
    """
    interrupts.check()
    process = children.spawn(
        argv,
        env=env,
        cwd=cwd,
        identity=identity,
        stdout=None if aloud else subprocess.PIPE,
        stderr=None if aloud else subprocess.STDOUT,
    )
    said = _listen(process, title, interrupts, limit)
    if process.returncode:
        raise Failed(explain(title, said, process.returncode))
    return said


def _listen(
    process: subprocess.Popen, title: str, interrupts: Interrupts, limit: float
) -> str:
    """Collect what a step prints, say every few seconds that it is still at work."""
    began = told = time.monotonic()
    heard = bytearray()
    if process.stdout:
        os.set_blocking(process.stdout.fileno(), False)
    while process.poll() is None:
        _hear(process, heard)
        interrupts.pause(0.1)
        now = time.monotonic()
        if interrupts.stopping or now - began > limit:
            children.stop(process, patience=5)
            interrupts.check()
            raise Failed(f"{title}: not finished after {limit:.0f} s, given up.")
        if now - told > TICK_SECONDS:
            told = now
            say(f"{title} ... {now - began:.0f} s")
    _hear(process, heard)
    return heard.decode(errors="replace")


def _hear(process: subprocess.Popen, heard: bytearray) -> None:
    while process.stdout and (piece := process.stdout.read(65536)):
        heard += piece


def explain(title: str, said: str, code: int) -> str:
    """Turn a failed step into a sentence, with the step's own last words below it."""
    if "No space left on device" in said:
        return f"{title}: the disk is full. Free some space and start again."
    words = said.strip()[-LAST_WORDS:]
    return f"{title} failed (code {code})" + (f":\n{words}" if words else ".")
