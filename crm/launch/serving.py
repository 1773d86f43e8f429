"""The product's own processes: web server, worker and beat."""

import errno
import http.client
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from crm.launch import children, places, steps
from crm.launch.interrupts import Interrupts
from crm.launch.places import ROOT
from crm.launch.postgres import last_words
from crm.launch.services import Service

START_SECONDS = 60
BACKLOG = 256
# Leads to the role that owns the tables; for `migrate` and nothing else.
OWNER_URL = "DATABASE_OWNER_URL"
FIRST_PAGE = "/login/"
GUNICORN = ["gunicorn", "crm.wsgi:application", "--worker-class", "gthread"]
GUNICORN += ["--preload", "--no-control-socket", "--log-level", "warning"]
GUNICORN += ["--timeout", "60", "--graceful-timeout", "5", "--keep-alive", "2"]
CELERY = ["celery", "-q", "-A", "crm"]


def listen(host: str, port: int) -> socket.socket:
    """Open the web server's socket; held by the launcher it outlives a dead server.

    Raises `Failed` in words when the port is taken or not allowed.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        raise steps.Failed(f"Port {port} of {host} {why_not(error)}.") from error
    return listener


def why_not(error: OSError) -> str:
    """Tell a refused socket in words."""
    if error.errno == errno.EADDRINUSE:
        return "is taken; choose another with --port"
    if error.errno == errno.EACCES:
        return "is not for this user; choose one from 1024 on with --port"
    return f"cannot be opened ({error.strerror})"


def python(*arguments: str) -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", "crm.launch.leaving", *arguments]


def spawn(
    argv: list[str], log: Path, env: dict[str, str], pass_fds: tuple[int, ...] = ()
) -> subprocess.Popen:
    """Start a process that serves people: it does not learn how to own the tables."""
    env = {name: value for name, value in env.items() if name != OWNER_URL}
    with log.open("ab") as file:
        return children.spawn(
            argv, env=env, cwd=ROOT, stdout=file, stderr=file, pass_fds=pass_fds
        )


def log_of(name: str) -> Path:
    return places.state() / "logs" / f"{name}.log"


def gunicorn(number: int, *, processes: int) -> list[str]:
    """Return the web server's command; `number` is the open socket it inherits."""
    workers = ["-w", str(processes), "--threads", "4"]
    return python(*GUNICORN, "--bind", f"fd://{number}", *workers)


def celery_worker(*, processes: int) -> list[str]:
    return python(*CELERY, "worker", "-c", str(processes), "-l", "WARNING")


def web(listener: socket.socket, env: dict[str, str]) -> Service:
    """Serve pages on `listener`."""
    number, log = listener.fileno(), log_of("web")
    argv = gunicorn(number, processes=2)

    def ready(process: subprocess.Popen, interrupts: Interrupts) -> None:
        address = listener.getsockname()
        wait_for_page(process, address, log, interrupts)

    return Service("web", lambda: spawn(argv, log, env, (number,)), ready, patience=8)


def worker(env: dict[str, str]) -> Service:
    argv = celery_worker(processes=2)
    return Service("worker", lambda: spawn(argv, log_of("worker"), env))


def beat(env: dict[str, str]) -> Service:
    """Start what the clock starts; the schedule is code, so no file remembers it."""
    argv = python(*CELERY, "beat", "-l", "WARNING", "--pidfile=")
    return Service("beat", lambda: spawn(argv, log_of("beat"), env))


def wait_for_page(
    process: subprocess.Popen, address: tuple, log: Path, interrupts: Interrupts
) -> None:
    """Return when the sign-in page answers; raises `Failed` with the last words."""
    end = time.monotonic() + START_SECONDS
    while not page_answers(*address[:2]):
        interrupts.check()
        if process.poll() is not None or time.monotonic() > end:
            children.stop(process)
            code = process.returncode
            raise steps.Failed(steps.explain("Web server", last_words(log), code))
        interrupts.pause(0.1)


def page_answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(reachable(host), port, timeout=1)
    try:
        connection.request("GET", FIRST_PAGE, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def reachable(host: str) -> str:
    """Return an address to ask a server that listens on `host`, which may be all."""
    address = ipaddress.ip_address(host)
    if not address.is_unspecified:
        return host
    return "::1" if address.version == 6 else "127.0.0.1"


def wait_beside(argv: list[str], env: dict[str, str], interrupts: Interrupts) -> int:
    """Run a command that shares the terminal, and with it Ctrl-C; return its code."""
    process = children.spawn(
        argv, env=env, cwd=ROOT, death=signal.SIGTERM, own_session=False
    )
    while process.poll() is None and not interrupts.stopping:
        interrupts.pause(1)
    children.stop(process, signal.SIGINT, patience=20)
    return process.returncode


def environment(**more: str) -> dict[str, str]:
    """Return this process's environment for a child, with what the demo adds."""
    return dict(os.environ) | {"PYTHONUNBUFFERED": "1", "OMP_NUM_THREADS": "1"} | more
