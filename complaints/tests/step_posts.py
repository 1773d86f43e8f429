"""What a browser sends for each step of a complaint."""

import uuid
from datetime import timedelta

from django.utils import timezone

from complaints.models import Cause, Complaint
from complaints.tests import complaint_builders as builders

# Before what pages do: those read the clock.
EARLIER = timezone.now() - timedelta(hours=1)

TEXT = {"text": "原因如此"}
FINDING = {"liability": "OURS", "solution": "更换刹车片"}
TOLD = {"channel": "PHONE", "reaction": "ACCEPTED"}
# The address of each step, and what its form holds.
POSTS = {
    "acknowledge": {},
    "assess": {"severity": 3},
    "investigate": {},
    "propose": FINDING,
    "tell": TOLD | {"solution": "营业到六点"},
    "resolve": FINDING | TOLD,
    "answer": {"solution": "营业到六点", "channel": "PHONE"},
    "verify": {"reaction": "SATISFIED"},
    "miss": {},
    "close": {},
    "withdraw": TEXT,
    "reopen": TEXT,
    "wait": TEXT,
    "resume": TEXT,
    "escalate": TEXT,
    "send_out": TEXT,
    "take_back": TEXT,
    "note": TEXT,
    "add": TEXT | {"channel": "PHONE"},
    "progress": TEXT | {"channel": "PHONE"},
    "regrade": TEXT | {"severity": 3},
    "change_kind": TEXT | {"kind": "GRUMBLE"},
    "correct": {"facts": "右前轮"},
    "assign": {},
}


def make_complaint(actor, **said) -> Complaint:
    return builders.make_complaint(actor, **{"at": EARLIER} | said)


def do(step: str, complaint: Complaint, actor, **told):
    return builders.do(step, complaint, actor, **{"at": EARLIER} | told)


def resolve(complaint: Complaint, actor, **told) -> Complaint:
    return builders.resolve(complaint, actor, **{"at": EARLIER} | told)


def sent(name: str, complaint: Complaint, **more) -> dict:
    """Return the form of a step as a page that shows the complaint sends it."""
    said = {"standing": complaint.standing, "submission_key": uuid.uuid4()}
    if name in ("propose", "resolve"):
        said["cause"] = Cause.objects.get(code="skill").pk
    return said | POSTS[name] | more
