"""Makes `.venv` from the pinned, hashed requirements and continues inside it."""

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from crm.launch import mirrors, steps
from crm.launch.interrupts import Interrupts, Stopped

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
INSTALLER = ROOT / "crm" / "launch" / "uv.txt"
LOCKS = {
    "demo": ("requirements.txt",),
    "test": ("requirements.txt", "requirements-test.txt"),
}
# What each of them downloads, for whoever waits; measured on Linux, Python 3.11.
MEGABYTES = {"requirements.txt": 75, "requirements-test.txt": 60}
# A person's own pip settings that would break an install into a folder.
PIP_OVERRIDES = {
    "PIP_ROOT_USER_ACTION": "ignore",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_REQUIRE_VIRTUALENV": "0",
    "PIP_USER": "0",
    "PIP_CONSTRAINT": os.devnull,
}


def enter(command: str) -> None:
    """Return once this process runs inside `.venv` with what `command` needs."""
    if os.environ.get("CRM_BOOTSTRAP") == "0":
        return
    inside = is_inside()
    if command not in LOCKS and (inside or _is_elsewhere_at_home()):
        return
    _provide(LOCKS.get(command, LOCKS["demo"]))
    # Else each of a dozen processes would compile every package again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if not inside:
        os.execv(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *sys.argv[1:]])


def stands(command: str) -> bool:
    """Say whether what `command` needs is there already."""
    if os.environ.get("CRM_BOOTSTRAP") == "0" or _is_elsewhere_at_home():
        return True
    return satisfies(installed(), fingerprints(LOCKS.get(command, LOCKS["demo"])))


def is_inside() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def _is_elsewhere_at_home() -> bool:
    """Say whether this interpreter has the product's packages from somebody else."""
    return not STAMP.exists() and importlib.util.find_spec("django") is not None


def fingerprints(locks: Iterable[str]) -> dict[str, str]:
    """Return the sha256 of each lock file."""
    return {
        lock: hashlib.sha256((ROOT / lock).read_bytes()).hexdigest() for lock in locks
    }


def installed() -> dict:
    """Return what the last complete install wrote down; empty when there is none."""
    with contextlib.suppress(OSError, ValueError):
        return json.loads(STAMP.read_text()) if PYTHON.exists() else {}
    return {}


def satisfies(found: dict, wanted: dict[str, str]) -> bool:
    """Say whether an environment has all of `wanted`; having more does no harm."""
    same_python = found.get("python") == sys.version
    return same_python and wanted.items() <= found.get("locks", {}).items()


def _provide(locks: Iterable[str]) -> None:
    wanted = fingerprints(locks)
    if satisfies(installed(), wanted):
        return
    try:
        with (ROOT / ".venv.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            found = installed()
            if not satisfies(found, wanted):
                # What `test` once added stays; nobody knows what a hand-made one needs.
                every = sorted({*locks, *found.get("locks", LOCKS["test"])})
                every = list(locks) if not PYTHON.exists() else every
                _install(every, found)
    except Stopped:
        raise KeyboardInterrupt from None
    except OSError as error:
        raise steps.Failed(f"{VENV} cannot be made: {error.strerror}.") from error


def intent(found: dict, locks: Iterable[str], *, is_there: bool) -> str:
    """Return what is about to be done to `.venv` that holds what was `found`."""
    if not is_there:
        size = sum(MEGABYTES[lock] for lock in locks)
        return f"Making the environment in .venv (once; downloads about {size} MB)"
    if not found:
        return "Completing .venv, which was not finished or not made here"
    if found["python"] != sys.version:
        return f"Making .venv anew for Python {sys.version.split()[0]}"
    if new := [lock for lock in locks if lock not in found["locks"]]:
        size = sum(MEGABYTES[lock] for lock in new)
        return f"Adding {', '.join(new)} to .venv (once; downloads about {size} MB)"
    return "Bringing .venv in step with the changed requirements"


def _install(locks: list[str], found: dict) -> None:
    steps.say(f"{intent(found, locks, is_there=PYTHON.exists())} ...")
    STAMP.unlink(missing_ok=True)
    with Interrupts() as interrupts:
        if found.get("python") != sys.version and not _works():
            shutil.rmtree(VENV, ignore_errors=True)
            argv = [host_python(), "-m", "venv", "--without-pip", str(VENV)]
            steps.run("Environment", argv, interrupts)
        try:
            _install_with_uv(locks, interrupts)
        except steps.Failed as failure:
            steps.say(f"{failure}\nUsing pip instead, which takes minutes ...")
            _install_with_pip(locks, interrupts)
    STAMP.write_text(json.dumps({"python": sys.version, "locks": fingerprints(locks)}))
    steps.say(f"Environment ready: {', '.join(locks)}")


def _works() -> bool:
    """Say whether `.venv` has an interpreter of this very Python."""
    ask = [str(PYTHON), "-c", "import sys; print(sys.version, end='')"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout == sys.version


def host_python() -> str:
    """Return the interpreter that has pip: `.venv` itself is made without it."""
    return sys._base_executable if is_inside() else sys.executable


def _pip(*arguments: str) -> list[str]:
    return [host_python(), "-m", "pip", *arguments]


def fetch_uv(interrupts: Interrupts) -> Path:
    """Put the pinned installer beside the environment and return it."""
    env = os.environ | PIP_OVERRIDES
    tools = VENV / "installer"
    fetch = _pip("install", "-q", "--no-deps", "--upgrade", "--target", str(tools))
    fetch += ["--require-hashes", "--only-binary", ":all:", "-r", str(INSTALLER)]
    steps.run("Fetching the installer", fetch, interrupts, env=env)
    return tools / "bin" / "uv"


def _install_with_uv(locks: list[str], interrupts: Interrupts) -> None:
    sync = [str(fetch_uv(interrupts)), "pip", "sync", "-q", "--no-config"]
    sync += ["--require-hashes", "--only-binary", ":all:", "--python", str(PYTHON)]
    sync += [str(ROOT / lock) for lock in locks]
    env = mirrors.for_uv(_pip_settings(), os.environ)
    steps.run("Installing the packages", sync, interrupts, env=env)


def _pip_settings() -> str:
    answer = subprocess.run(
        _pip("config", "list"), capture_output=True, text=True, check=False
    )
    return answer.stdout


def _install_with_pip(locks: list[str], interrupts: Interrupts) -> None:
    argv = _pip("--python", str(PYTHON), "install", "-q", "--no-deps")
    argv += ["--require-hashes", "--only-binary", ":all:"]
    for lock in locks:
        argv += ["-r", str(ROOT / lock)]
    env = os.environ | PIP_OVERRIDES
    steps.run("Installing the packages with pip", argv, interrupts, env=env)
