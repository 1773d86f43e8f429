"""What stands ready from the last time is not made again: files, tables, company."""

import fcntl
import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from crm.launch import places, steps
from crm.launch.interrupts import Interrupts
from crm.launch.places import ROOT

# What decides which tables, triggers, rights and shipped rows the database has.
SHAPES_THE_DATABASE = (
    "*/migrations/*.py",
    "*/permissions.py",
    "crm/management/commands/migrate.py",
    "crm/launch/template.py",
    "crm/settings.py",
    "requirements.txt",
)
SHAPES_THE_STATIC_FILES = ("static/**/*", "*/static/**/*", "requirements.txt")


def fingerprint(patterns: Iterable[str]) -> str:
    """Return one hash of the names and contents of every file that matches."""
    found = {file for pattern in patterns for file in ROOT.glob(pattern)}
    total = hashlib.sha256()
    for file in sorted(found):
        if file.is_file():
            total.update(f"{file.relative_to(ROOT)}\0".encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def manage(*arguments: str) -> list[str]:
    return [sys.executable, "-W", "ignore", str(ROOT / "manage.py"), *arguments]


class Notes:
    """A small file that remembers what was done; it goes when its subject goes."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> dict:
        try:
            return json.loads(self.file.read_text())
        except (OSError, ValueError):
            return {}

    def write(self, **facts: object) -> None:
        half = self.file.with_suffix(".half")
        half.write_text(json.dumps(self.read() | facts))
        half.rename(self.file)

    def forget(self) -> None:
        self.file.unlink(missing_ok=True)


def collect_static(env: dict[str, str], interrupts: Interrupts) -> None:
    """Bring the static files to STATIC_ROOT; demo and tests share them."""
    state = places.state()
    notes = Notes(state / "static.json")
    with (state / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = fingerprint(SHAPES_THE_STATIC_FILES)
        if notes.read().get("files") == wanted:
            return
        argv = manage("collectstatic", "--no-input", "-v0")
        steps.run("Collecting static files", argv, interrupts, env=env)
        notes.write(files=wanted)
    steps.say("Static files ready")


def migrate(env: dict[str, str], interrupts: Interrupts, title: str) -> None:
    steps.run(title, manage("migrate", "--no-input", "-v0"), interrupts, env=env)
