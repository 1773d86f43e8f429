"""Replies and steps outlive kill -9 and a database that drops everybody."""

import os
import signal
import subprocess
import sys
import uuid

import pytest
from django.conf import settings
from django.db import connection

from complaints.models import Clock, Complaint, Line, Telling
from complaints.tests.complaint_builders import do, found, fresh, make_complaint
from complaints.tests.test_survives import Clerk
from crm.testing import database
from crm.testing.browsers import HOST

# Does one deed in a process of its own, which ends at the step it is told.
SCRIPT = """
import crm.wsgi, os, signal, uuid
from datetime import datetime, UTC
from accounts.models import User
from complaints.models import Cause, Complaint
from complaints.services import clocks, lines, notes, parts, steps, tellings
room, step = {room}, "{step}"
stands, calls = getattr(room, step), []
def die(*args, **kwargs):
    calls.append(args)
    if len(calls) < {nth}:
        return stands(*args, **kwargs)
    {before}
    os.kill(os.getpid(), signal.SIGKILL)
setattr(room, step, die)
complaint = Complaint.objects.get(pk={complaint})
who = dict(
    actor=User.objects.get(pk={actor}), standing=complaint.standing,
    key=uuid.UUID("{key}"), at=datetime(2026, 11, 23, 4, tzinfo=UTC), channel="EMAIL",
    text="已更换刹车片",
)
found = dict(cause=Cause.objects.get(code="skill"), liability="OURS", solution="换")
{deed}
"""
DEEDS = {
    "progress": "notes.progress(complaint, **who)",
    "resolve": "steps.resolve(complaint, **who, reaction='UNKNOWN', found=found)",
}
AFTER = "stands(*args, **kwargs)"
KILLED = [
    ("progress", "lines", "write", 1, AFTER),
    ("progress", "lines", "write", 2, "pass"),
    ("progress", "lines", "write", 2, AFTER),
    ("progress", "clocks", "progress_told", 1, AFTER),
    ("progress", "tellings", "say", 1, "pass"),
    ("progress", "tellings", "say", 1, AFTER),
    ("resolve", "lines", "write", 3, AFTER),
    ("resolve", "lines", "write", 5, AFTER),
    ("resolve", "parts", "call_off_all", 1, AFTER),
    ("resolve", "clocks", "meet", 2, AFTER),
    ("resolve", "tellings", "say", 1, AFTER),
]


def rows() -> list:
    """Return all that a reply may write."""
    kept = (Complaint, Line, Clock, Telling)
    return [sorted(model.objects.values_list(), key=repr) for model in kept]


@pytest.mark.parametrize(("deed", "room", "step", "nth", "before"), KILLED)
def test_killed_between_any_two_steps_a_reply_leaves_nothing_and_is_sent_again(
    committed_cast, deed, room, step, nth, before
):
    anna, key = committed_cast.anna, uuid.uuid4()
    complaint = make_complaint(anna, reply_email="zhang@example.com")
    stood = rows()
    script = SCRIPT.format(
        room=room, step=step, nth=nth, before=before, complaint=complaint.pk,
        actor=anna.pk, key=key, deed=DEEDS[deed],
    )  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=os.environ | database.urls(),
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    assert rows() == stood
    told = {"channel": "EMAIL", "reaction": "UNKNOWN", "found": found(), "key": key}
    do("resolve", complaint, anna, **told)
    assert fresh(complaint).state == "TOLD"
    assert Telling.objects.count() == 1


class Replier(Clerk):
    """Somebody who answers customers, and sends a form until it is answered."""

    def progress(self, complaint: Complaint, key: str, standing: str) -> str:
        path = f"/complaints/{complaint.code}/progress/"
        typed = {"submission_key": key, "standing": standing, "text": "还在查",
                 "channel": "PHONE"}  # fmt: skip
        return self.post(path, typed | {"csrfmiddlewaretoken": self.token(path)})

    def acknowledge(self, complaint: Complaint, key: str, standing: str) -> str:
        path = f"/complaints/{complaint.code}/acknowledge/"
        token = self.token(f"/complaints/{complaint.code}/")
        typed = {"submission_key": key, "standing": standing}
        return self.post(path, typed | {"csrfmiddlewaretoken": token})


def drop_everybody() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
            " datname = current_database() AND usename = current_user"
            " AND pid <> pg_backend_pid()"
        )
        assert cursor.rowcount, "nobody was there to be dropped"


def test_a_server_killed_and_a_database_that_drops_everybody_lose_no_reply(
    committed_cast, server
):
    """Each step and each reply stands once, whatever was sent again after it."""
    complaint = make_complaint(committed_cast.anna)
    replier = Replier(server.url.replace("localhost", HOST), "anna")
    first, *keys = (str(uuid.uuid4()) for _each in range(4))
    replier.acknowledge(complaint, first, fresh(complaint).standing)
    for number, key in enumerate(keys):
        standing = fresh(complaint).standing
        replier.progress(complaint, key, standing)
        server.restart() if number == 0 else drop_everybody()
        replier.progress(complaint, key, standing)
    written = complaint.lines.exclude(submission_key=None).in_order()
    stood = list(written.values_list("deed", "submission_key"))
    assert [deed for deed, _key in stood] == ["ACKNOWLEDGED", *["PROGRESS"] * len(keys)]
    assert [str(key) for _deed, key in stood] == [first, *keys]
    assert complaint.tellings.count() == len(keys)
    places = complaint.lines.in_order().values_list("place", flat=True)
    assert list(places) == list(range(1, fresh(complaint).line_count + 1))
