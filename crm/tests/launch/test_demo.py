"""`manage.py demo` from a clean clone: it comes up, recovers, and leaves nothing."""

import os
import shutil
import signal
import socket
import time
from urllib.request import urlopen

import pytest

from crm.launch import places
from crm.testing.waiting import eventually
from crm.tests.launch import clone as clones
from crm.tests.launch.clone import Demo

pytestmark = pytest.mark.full
CHILDREN = {
    "web": "gunicorn crm.wsgi",
    "worker": "celery -q -A crm worker",
    "beat": "celery -q -A crm beat",
    "broker": "valkey-server",
    "database": "bin/postgres",
}


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    made = clones.make(tmp_path_factory.mktemp("clone"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "ROOT", made)
        patch.delenv("CRM_STATE_DIR", raising=False)
        yield made
        shutil.rmtree(places.state(), ignore_errors=True)


@pytest.fixture
def demo(clone):
    running = Demo(clone)
    yield running
    running.process.kill()
    running.process.wait()
    try:
        eventually(lambda: not clones.processes(clone))
    finally:
        for left in clones.processes(clone):
            os.kill(left, signal.SIGKILL)


def nothing_is_left(clone) -> bool:
    folders = [places.sockets("demo"), places.sockets("demo-broker")]
    return not clones.processes(clone) and not any(map(os.path.exists, folders))


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_shows_a_page_and_leaves_nothing(clone, demo, by):
    assert urlopen(f"{demo.address()}/login/").status == 200
    assert demo.end(by) == 0, demo.said()
    assert nothing_is_left(clone)


@pytest.mark.parametrize("name", CHILDREN)
def test_a_killed_child_comes_back(demo, name):
    address = demo.address()
    before = eventually(lambda: demo.child(CHILDREN[name]))
    os.kill(before, signal.SIGKILL)
    eventually(lambda: (demo.child(CHILDREN[name]) or before) != before)
    eventually(lambda: is_ready(address))
    assert f"{name} killed; starting it again." in demo.said()


def is_ready(address: str) -> bool:
    try:
        return urlopen(f"{address}/readyz", timeout=5).status == 200
    except OSError:
        return False


def test_killing_the_whole_command_leaves_no_orphan(clone, demo):
    demo.address()
    demo.process.kill()
    demo.process.wait()
    eventually(lambda: not clones.processes(clone))

    again = Demo(clone)
    assert urlopen(f"{again.address()}/login/").status == 200
    assert again.end(signal.SIGINT) == 0, again.said()
    assert nothing_is_left(clone)


def test_stopping_it_before_it_is_ready_leaves_nothing(clone, demo):
    eventually(lambda: "Database ready" in demo.said(), 120)
    assert demo.end(signal.SIGINT) == 0, demo.said()
    assert nothing_is_left(clone)


def test_the_second_start_takes_seconds_and_keeps_the_data(clone, demo):
    demo.address()
    demo.end(signal.SIGINT)
    began = time.monotonic()
    again = Demo(clone)
    again.address()
    took = time.monotonic() - began
    again.end(signal.SIGINT)
    assert took < 15
    assert "data of the last time is kept" in again.said()


def test_a_second_instance_says_where_the_first_runs(clone, demo):
    address = demo.address()
    second = clones.manage(clone, "demo", "--port", "0")
    assert second.returncode == 1
    assert address in second.stderr
    assert "Traceback" not in second.stderr


def test_a_command_beside_the_demo_uses_its_database(clone, demo):
    demo.address()
    beside = clones.manage(clone, "shell", "-v0", "-c", COUNT_USERS)
    assert beside.returncode == 0, beside.stderr
    running = int(beside.stdout)
    demo.end(signal.SIGINT)
    alone = clones.manage(clone, "shell", "-v0", "-c", COUNT_USERS)
    assert int(alone.stdout.splitlines()[-1]) == running
    assert nothing_is_left(clone)


COUNT_USERS = "from accounts.models import User; print(User.objects.count())"


def test_a_taken_port_is_told_in_a_sentence(clone):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = clones.manage(clone, "demo", "--port", str(port))
    assert refused.returncode == 1
    assert f"Port {port}" in refused.stderr
    assert "--port" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_help_names_every_choice(clone):
    told = clones.manage(clone, "demo", "--help").stdout
    assert all(word in told for word in ("--port", "--empty", "--fresh", "--customers"))
