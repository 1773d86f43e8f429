"""Stopping: what does not need one another ends at once; what is slow is named."""

import subprocess
import sys
import time

import pytest

from crm.launch import children, supervisor
from crm.launch.interrupts import Interrupts
from crm.launch.services import Service
from crm.launch.supervisor import Supervisor

# A process that says when it was asked to end, and ends so many seconds later.
SLOW = """
import signal, sys, threading
def asked(*_):
    threading.Timer(float(sys.argv[1]), end.set).start()
end = threading.Event()
signal.signal(signal.SIGTERM, asked)
print("up", flush=True)
while not end.wait(0.05):
    pass
"""
DEAF = "import signal; signal.signal(15, signal.SIG_IGN); print('up', flush=True); \
signal.pause()"


def service(name: str, script: str, *arguments: str, patience: float = 30) -> Service:
    """Return a service that is up once it said so."""
    argv = [sys.executable, "-S", "-c", script, *arguments]

    def launch():
        return children.spawn(argv, stdout=subprocess.PIPE)

    def ready(process, _interrupts):
        with process.stdout as said:
            assert said.readline() == b"up\n"

    return Service(name, launch, ready, patience=patience)


@pytest.fixture
def house():
    with Interrupts() as interrupts, Supervisor(interrupts) as made:
        yield made


def test_what_does_not_need_one_another_ends_at_the_same_time(house):
    for name in ("web", "beat", "worker"):
        house.start(service(name, SLOW, "2"))
    began = time.monotonic()
    house.stop()
    assert 2 <= time.monotonic() - began < 5


def test_servers_end_after_those_that_use_them(house):
    ended = []
    for name in ("database", "web", "broker"):
        made = service(name, SLOW, "0.1")
        noted = lambda name=name: ended.append(name)  # noqa: E731 (one line a service)
        house.start(Service(made.name, made.launch, made.ready, clear=noted))
    house.stop()
    assert ended[0] == "web"
    assert set(ended[1:]) == {"broker", "database"}


def test_a_stop_that_lasts_says_what_it_waits_for(house, capfd, monkeypatch):
    monkeypatch.setattr(supervisor, "TELL_SECONDS", 0.2)
    house.start(service("worker", SLOW, "1"))
    house.start(service("web", SLOW, "0"))
    house.stop()
    said = capfd.readouterr().err
    assert "Waiting for worker to end" in said
    assert "killed" not in said


def test_whoever_does_not_listen_is_killed_when_patience_ends(house, capfd):
    house.start(service("worker", DEAF, patience=0.3))
    process = house.watched["worker"].process
    house.stop()
    assert process.poll() == -9
    assert "worker did not end in 0.3 s; killed." in capfd.readouterr().err


def test_a_service_that_died_before_is_no_reason_to_wait(house):
    house.start(service("web", SLOW, "0"))
    watched = house.watched["web"]
    children.end(watched.process)
    watched.process = None
    began = time.monotonic()
    house.stop()
    assert time.monotonic() - began < 1
