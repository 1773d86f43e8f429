"""Taking in outlives kill -9 and a database that restarts: nothing lost or doubled."""

import os
import signal
import subprocess
import sys
import uuid

import pytest
from django.conf import settings
from django.db import connection

from complaints.models import Complaint, Number
from complaints.tests.complaint_builders import make_complaint
from crm.testing import database
from crm.testing.browsers import HOST
from crm.testing.builders import make_customer
from crm.tests.launch.writers import Visitor

# Registers one complaint in a process of its own, which ends at the step it is told.
SCRIPT = """
import crm.wsgi, os, signal, uuid
from datetime import datetime, UTC
from accounts.models import User
from customers.models import Customer
from complaints.services import clocks, evidence, intake, lines
room, step = {room}, "{step}"
stands = getattr(room, step)
def die(*args, **kwargs):
    {before}
    os.kill(os.getpid(), signal.SIGKILL)
setattr(room, step, die)
intake.register(
    Customer.objects.get(pk={customer}), actor=User.objects.get(pk={actor}),
    key=uuid.UUID("{key}"), at=datetime(2026, 11, 23, 4, tzinfo=UTC),
    said=dict(kind="COMPLAINT", channel="PHONE", words="刹车还响"),
)
"""
STEPS = [
    ("intake", "_next_code", "pass"),
    ("lines", "write", "pass"),
    ("lines", "write", "stands(*args, **kwargs)"),
    ("clocks", "begin", "stands(*args, **kwargs)"),
    ("clocks", "recompute", "stands(*args, **kwargs)"),
    ("evidence", "keep", "pass"),
]


def register_in_a_process(**told) -> int:
    """Return how the process ended; -9 says that it was killed on the way."""
    return subprocess.run(
        [sys.executable, "-c", SCRIPT.format(**told)],
        cwd=settings.BASE_DIR,
        env=os.environ | database.urls(),
        check=False,
    ).returncode


@pytest.mark.parametrize(("room", "step", "before"), STEPS)
def test_killed_between_any_two_steps_it_leaves_nothing_and_is_sent_again(
    committed_cast, room, step, before
):
    anna, key = committed_cast.anna, uuid.uuid4()
    customer = make_customer(anna)
    what = {"room": room, "step": step, "before": before, "key": key}
    told = what | {"customer": customer.pk, "actor": anna.pk}
    assert register_in_a_process(**told) == -signal.SIGKILL
    assert not Complaint.objects.exists()
    assert not Number.objects.filter(last__gt=0).exists()
    made = make_complaint(anna, customer=customer, key=key)
    assert made.code == "CMP-2026-000001"
    assert (made.lines.count(), made.clocks.count()) == (1, 3)


class Clerk(Visitor):
    """Somebody at the counter who sends a form until it is answered."""

    def register(self, customer: int, key: str) -> str:
        path = f"/customers/{customer}/complaints/new/"
        typed = {"submission_key": key, "words": "断电也不丢", "kind": "COMPLAINT",
                 "channel": "PHONE"}  # fmt: skip
        return self.post(path, typed | {"csrfmiddlewaretoken": self.token(path)})


def test_a_server_killed_and_a_database_that_drops_everybody_lose_no_answer(
    committed_cast, server
):
    """What was acknowledged stands once; what was not is sent again with its key."""
    customer = make_customer(committed_cast.anna)
    address = server.url.replace("localhost", HOST)
    clerk = Clerk(address, "anna")
    keys = [str(uuid.uuid4()) for _ in range(6)]
    landed = [clerk.register(customer.pk, keys[0])]
    server.restart()
    landed += [clerk.register(customer.pk, key) for key in keys[:3]]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
            " datname = current_database() AND usename = current_user"
            " AND pid <> pg_backend_pid()"
        )
        assert cursor.rowcount, "nobody was there to be dropped"
    landed += [clerk.register(customer.pk, key) for key in keys]
    assert all(url.endswith("/registered/") for url in landed)
    stood = Complaint.objects.values_list("submission_key", flat=True)
    assert sorted(map(str, stood)) == sorted(keys)
    last = Complaint.objects.order_by("code").last()
    assert last.code == f"CMP-{last.registered_at.year}-{len(keys):06d}"
