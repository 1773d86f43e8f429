"""A copy of the project in an awkward folder, and the demo started from it."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from crm.launch import places
from crm.testing.waiting import eventually

AWKWARD = "维系 客户 demo"
NOT_IN_A_CLONE = [".git", ".venv", ".local", ".venv.lock", "__pycache__", ".*_cache"]
OURS = re.compile(r"^(CRM_|DATABASE_|REDIS_|DJANGO_|PYTEST_|SECRET_|STATIC_|MEDIA_)")
ADDRESS = re.compile(r"Ready: (http://\S+)")
HOST_PYTHON = getattr(sys, "_base_executable", sys.executable)


def make(folder: Path) -> Path:
    """Copy the project as a clean clone would look; caches and servers stay behind."""
    clone = folder / AWKWARD
    ignore = shutil.ignore_patterns(*NOT_IN_A_CLONE)
    shutil.copytree(settings.BASE_DIR, clone, ignore=ignore, symlinks=True)
    return clone


def environment() -> dict[str, str]:
    """Return what a person's shell would give, with a locale this machine lacks."""
    kept = {name: text for name, text in os.environ.items() if not OURS.match(name)}
    return kept | {"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"}


def manage(clone: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [HOST_PYTHON, str(clone / "manage.py"), *arguments],
        cwd="/",
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def processes(clone: Path) -> set[int]:
    """Return every process that runs from the clone or from its state folder."""
    marks = [str(clone), places.tag()]
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (entry / "cmdline").read_bytes().decode(errors="replace")
            words += os.readlink(entry / "exe")
            if any(mark in words for mark in marks) and int(entry.name) != os.getpid():
                found.add(int(entry.name))
    return found


class Demo:
    """One running `manage.py demo`."""

    def __init__(self, clone: Path, *arguments: str) -> None:
        self.clone = clone
        self.output = clone.parent / "demo.out"
        argv = [HOST_PYTHON, str(clone / "manage.py"), "demo", "--port", "0"]
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [*argv, "--customers", "50", *arguments],
                cwd="/",
                env=environment(),
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.output.read_text()

    def address(self) -> str:
        """Wait for the first page and return its address without the last slash."""

        def found() -> re.Match | None:
            assert self.process.poll() is None, self.said()
            return ADDRESS.search(self.said())

        address = eventually(found, 180)[1].rstrip("/")
        eventually(lambda: self.child("celery -q -A crm beat"))
        return address

    def child(self, words: str) -> int | None:
        """Return the process that the demo itself started with these words."""
        for pid in processes(self.clone):
            with contextlib.suppress(OSError):
                parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
                argv = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
                ours = int(parent.split()[1]) == self.process.pid
                if ours and words in argv.decode(errors="replace"):
                    return pid
        return None

    def end(self, by: signal.Signals) -> int:
        """Send a signal as a terminal would and return the exit code."""
        self.process.send_signal(by)
        return self.process.wait(60)
