"""Processes that die with the one that started them, whatever kills it."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
NOBODY = 65534
LINUX = sys.platform == "linux"
LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Identity:
    """Who a child runs as: this user, another one, or this user shown as `nobody`."""

    user: int | None = None
    group: int | None = None
    in_namespace: bool = False


OURSELVES = Identity()


def _enter_namespace() -> None:
    """Show this user as `nobody`: PostgreSQL refuses uid 0 and uids without a name."""
    user, group = os.getuid(), os.getgid()
    if LIBC.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "user namespaces are not allowed")
    for name, value in (
        ("setgroups", "deny"),
        ("uid_map", f"{NOBODY} {user} 1"),
        ("gid_map", f"{NOBODY} {group} 1"),
    ):
        Path(f"/proc/self/{name}").write_text(value)


def _before_exec(parent: int, death: signal.Signals, identity: Identity) -> Callable:
    def prepare() -> None:
        if identity.in_namespace:
            _enter_namespace()
        if LINUX:
            LIBC.prctl(PR_SET_PDEATHSIG, death)
            if os.getppid() != parent:
                os._exit(1)

    return prepare


def spawn(
    argv: Sequence[str],
    *,
    identity: Identity = OURSELVES,
    death: signal.Signals = signal.SIGKILL,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    stdout: int | IO | None = None,
    stderr: int | IO | None = None,
    pass_fds: Sequence[int] = (),
    own_session: bool = True,
) -> subprocess.Popen:
    """Start a child that receives `death` when this process ends, also by kill -9."""
    rank = {}
    if identity.user is not None:
        rank = {"user": identity.user, "group": identity.group, "extra_groups": []}
    return subprocess.Popen(
        [str(part) for part in argv],
        env=env,
        cwd=cwd,
        stdin=subprocess.DEVNULL if own_session else None,
        stdout=stdout,
        stderr=stderr,
        pass_fds=pass_fds,
        start_new_session=own_session,
        preexec_fn=_before_exec(os.getpid(), death, identity),
        **rank,
    )


def stop(
    process: subprocess.Popen,
    by: signal.Signals = signal.SIGTERM,
    patience: float = 10,
) -> None:
    """Ask a child to end, wait, then end it and what it left in its session."""
    ask(process, by)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    end(process)


def ask(process: subprocess.Popen, by: signal.Signals) -> None:
    """Tell a child that still runs to end, and wait for nothing."""
    if process.poll() is None:
        process.send_signal(by)


def end(process: subprocess.Popen) -> None:
    """End a child, willing or not, and what it left in its session."""
    sweep(process)
    process.wait()


def sweep(process: subprocess.Popen) -> None:
    """Kill whatever is left in the session of a child that has its own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
