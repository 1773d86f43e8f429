"""Kill -9 of every process while visits are logged: nothing acknowledged is lost."""

import os
import re
import signal
from collections import Counter

import pytest

from crm.testing.waiting import eventually
from crm.tests.launch import clone as clones
from crm.tests.launch.test_demo import CHILDREN, clone, demo, is_ready
from crm.tests.launch.writers import Visitor, Writer

__all__ = ["clone", "demo"]
pytestmark = pytest.mark.full
WRITERS = 4
# How many visits are acknowledged before, between and after the kills.
CALM = 15
COUNT = (
    "from visits.models import Visit;"
    "print([str(k) for k in Visit.objects.exclude(submission_key=None)"
    ".values_list('submission_key', flat=True)])"
)


def writers(address: str) -> list[Writer]:
    made = []
    for _ in range(WRITERS):
        visitor = Visitor(address, "account")
        found = re.findall(r'href="/customers/(\d+)/"', visitor.get("/customers/"))
        made.append(Writer(visitor, int(found[len(made)])))
    return made


def acknowledged(people: list[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in people)


def calm(people: list[Writer]) -> None:
    """Wait until some more visits are acknowledged."""
    enough = acknowledged(people) + CALM
    eventually(lambda: acknowledged(people) >= enough, 90)


def test_nothing_acknowledged_is_lost_and_all_come_back(clone, demo, capsys):
    address = demo.address()
    people = writers(address)
    for writer in people:
        writer.start()
    overlapped = {}
    for name, words in CHILDREN.items():
        calm(people)
        before, failed = demo.child(words), sum(writer.failed for writer in people)
        os.kill(before, signal.SIGKILL)
        eventually(lambda w=words, b=before: (demo.child(w) or b) != b, 60)
        eventually(lambda: is_ready(address), 60)
        calm(people)
        overlapped[name] = sum(writer.failed for writer in people) - failed
    for writer in people:
        writer.stop()
    told = [key for writer in people for key in writer.acknowledged]
    stored = Counter(re.findall(r"[0-9a-f-]{36}", clones.manage(
        clone, "shell", "--no-imports", "-v0", "-c", COUNT).stdout))  # fmt: skip
    with capsys.disabled():
        print(  # noqa: T201 (the figure is the proof that the test met a fault)
            f"\n{len(told)} visits acknowledged; not answered at a kill: {overlapped}"
        )
    assert {key: stored[key] for key in told} == dict.fromkeys(told, 1)
    # A fault that no request met shows nothing.
    assert overlapped["database"]
