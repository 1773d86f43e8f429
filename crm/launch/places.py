"""Where the embedded servers keep their data and sockets, and who may use them now."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

from crm.launch.steps import Failed

ROOT = Path(__file__).resolve().parent.parent.parent
# Others may write there too: `make_state` refuses a folder that is not ours.
OUTSIDE = Path("/var/tmp")  # nosec B108
# Says in a state folder which checkout it belongs to.
NOTE = "checkout"
LONGEST_SOCKET_FOLDER = 60
LEAST_FREE_MEGABYTES = 500


def tag(checkout: Path | None = None) -> str:
    """Name a checkout (this one) and user in a folder that several share."""
    name = f"{checkout or ROOT}:{os.getuid()}"
    return hashlib.sha256(name.encode()).hexdigest()[:10]


def state() -> Path:
    """Return the folder that survives a restart.

    As root it lies outside the checkout, which may be in /root: the database's
    unprivileged user must reach it.
    """
    if chosen := os.environ.get("CRM_STATE_DIR"):
        return Path(chosen).absolute()
    return OUTSIDE / f"crm-{tag()}" if os.getuid() == 0 else ROOT / ".local"


def checkout_of(folder: Path) -> Path | None:
    """Return the checkout that made a state folder outside; None when it is not told.

    The folder's own name proves what its note says.
    """
    try:
        checkout = Path((folder / NOTE).read_text())
    except (OSError, ValueError):
        return None
    return checkout if folder.name == f"crm-{tag(checkout)}" else None


def make_state() -> Path:
    """Make the state folder, ours and with room in it; raises `Failed` in words."""
    folder = state()
    try:
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        for private in ("logs", "mail"):
            (folder / private).mkdir(mode=0o700, exist_ok=True)
        free = shutil.disk_usage(folder).free // 2**20
    except OSError as error:
        raise Failed(f"{folder} cannot be written: {error.strerror}.") from error
    if folder.stat().st_uid != os.getuid():
        raise Failed(f"{folder} belongs to another user; set CRM_STATE_DIR.")
    if free < LEAST_FREE_MEGABYTES:
        raise Failed(
            f"The disk of {folder} is full: {free} MB are free and "
            f"{LEAST_FREE_MEGABYTES} MB are needed. Free some space, or set "
            "CRM_STATE_DIR to a folder on another disk."
        )
    (folder / NOTE).write_text(str(ROOT))
    return folder


def sockets(name: str) -> Path:
    """Return a short folder for sockets: their whole path may have 107 bytes."""
    base = tempfile.gettempdir()
    if len(base) > LONGEST_SOCKET_FOLDER or not base.isascii() or " " in base:
        base = "/tmp"  # nosec B108 (a folder there that is not ours is refused)
    return Path(base) / f"crm-{tag()}-{name}"


def claim(name: str, folder: Path | None = None) -> IO | None:
    """Hold `name` (of this checkout) for this process; None when another one does.

    The lock goes away with the process, however it ends.
    """
    lock = ((folder or state()) / f"{name}.lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock


def is_claimed(name: str) -> bool:
    """Say whether a process holds `name` now; asks without making anything."""
    if not (state() / f"{name}.lock").exists():
        return False
    lock = claim(name)
    if lock is None:
        return True
    lock.close()
    return False
