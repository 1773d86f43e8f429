"""Builders of what departments are asked: rows reached through the real services."""

import uuid

from accounts.models import Department
from complaints.models import Part
from complaints.services import parts
from complaints.tests.complaint_builders import fresh
from crm.testing.cast import NOON


def answering(liaison, code: str = "service") -> Department:
    """Return a department that `liaison` answers for."""
    department = Department.objects.get(code=code)
    department.liaisons.add(liaison)
    return department


def ask(complaint, actor, **overrides) -> Part:
    """Ask the department `service` as `actor` would, now."""
    told = {
        "question": "刹车片是原厂件吗？",
        "key": uuid.uuid4(),
        "at": NOON,
    } | overrides
    told.setdefault("department", Department.objects.get(code="service"))
    now = fresh(complaint)
    return parts.ask(now, actor=actor, standing=now.standing, **told)


def do(verb: str, part: Part, actor, **told) -> Part:
    """Do one of `complaints.services.parts` to a part as it stands now."""
    now = Part.objects.get(pk=part.pk)
    told = {"standing": now.standing, "at": NOON} | told
    if verb != "take":
        told.setdefault("key", uuid.uuid4())
    return getattr(parts, verb)(now, actor=actor, **told)
