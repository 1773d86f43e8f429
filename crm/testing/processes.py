"""The product's real processes beside a test: a web server and a Celery worker."""

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm.celery import app
from crm.launch import children, serving
from crm.launch.interrupts import Interrupts
from crm.testing import database, idle

WORKER_SECONDS = 60


class Server:
    """One real gunicorn on this process's database; `url` ends without a slash."""

    def __init__(self, log: Path) -> None:
        self.listener = serving.listen("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.log = log
        self.start()

    def start(self) -> None:
        env = serving.environment(**database.urls())
        number = self.listener.fileno()
        argv = serving.gunicorn(number, processes=1)
        self.process = serving.spawn(argv, self.log, env, (number,))
        address = self.listener.getsockname()
        with Interrupts() as interrupts:
            serving.wait_for_page(self.process, address, self.log, interrupts)

    @property
    def pid(self) -> int:
        return self.process.pid

    def kill(self) -> None:
        """End it and its workers as `kill -9` would; requests wait for `restart`."""
        children.stop(self.process, signal.SIGKILL)

    def restart(self) -> None:
        self.kill()
        self.start()

    def close(self) -> None:
        children.stop(self.process, patience=10)
        self.listener.close()


@pytest.fixture(scope="session")
def server(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A real web server; a test that uses it needs `committed_db` for its rows."""
    running = Server(tmp_path_factory.mktemp("server") / "web.log")
    yield running
    running.close()


class Worker:
    """One real Celery worker; takes what this process and its server publish."""

    def __init__(self, log: Path) -> None:
        self.log = log
        app.control.purge()
        self.start()

    def start(self) -> None:
        env = serving.environment(**database.urls())
        argv = serving.celery_worker(processes=1)
        self.process = serving.spawn(argv, self.log, env)
        wait_for_worker(self.process, self.log)
        idle.RUNNING.append(self)

    @property
    def pid(self) -> int:
        return self.process.pid

    def kill(self) -> None:
        idle.RUNNING.remove(self)
        children.stop(self.process, signal.SIGKILL)

    def restart(self) -> None:
        self.kill()
        self.start()

    def close(self) -> None:
        idle.RUNNING.remove(self)
        children.stop(self.process, patience=10)


def wait_for_worker(process: subprocess.Popen, log: Path) -> None:
    for _ in range(WORKER_SECONDS):
        if app.control.ping(timeout=1):
            return
        if process.poll() is not None:
            break
    children.stop(process)
    pytest.fail(f"The worker did not start: {serving.last_words(log)}")


@pytest.fixture(scope="session")
def worker(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Worker]:
    """A real Celery worker; a test that uses it needs `committed_db` for its rows."""
    running = Worker(tmp_path_factory.mktemp("worker") / "worker.log")
    yield running
    running.close()
