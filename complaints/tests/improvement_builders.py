"""Builders of improvements: rows reached through the real services."""

import uuid
from datetime import timedelta

from accounts.models import Department
from complaints.models import Category, Complaint, Improvement, Policy
from complaints.services import improvements
from crm.testing.cast import NOON

SOON = NOON + timedelta(days=1)


def quality() -> Department:
    return Department.objects.get(code="quality")


def open_improvement(actor, **overrides) -> Improvement:
    """Open what `actor` does himself in his branch; overrides are what is said."""
    said = {
        "kind": "CORRECTIVE", "title": "刹车片安装复核", "problem": "同一技师返修多",
        "action": "装后由第二人复核", "category": Category.objects.get(code="safety"),
        "cause": None, "department": quality(), "branch": actor.branch,
        "owner": actor, "due_on": (NOON + timedelta(days=14)).date(),
    } | overrides  # fmt: skip
    given = {"key": uuid.uuid4(), "at": NOON} | {
        name: said.pop(name) for name in ("key", "at", "complaint") if name in said
    }
    return improvements.open_one(actor=actor, said=said, **given)


def standing(improvement: Improvement) -> Improvement:
    """Return it as it stands in the database."""
    return Improvement.objects.get(pk=improvement.pk)


def finish(improvement: Improvement, actor, **overrides) -> Improvement:
    now = standing(improvement)
    said = {"standing": now.standing, "text": "复核已实行", "at": SOON} | overrides
    improvements.finish(now, actor=actor, **said)
    return standing(improvement)


def pour_complaints(branch, count: int, *, since, until, **columns) -> None:
    """Store so many complaints of a branch, spread evenly between two moments."""
    policy, step = Policy.objects.get(), (until - since) / max(count, 1)
    said = {"category": Category.objects.get(code="safety"), "words": "刹车"} | columns
    Complaint.objects.bulk_create(
        Complaint(
            code=f"T-{uuid.uuid4().hex[:16]}", channel="PHONE", branch=branch,
            received_at=since + step * (place + 0.5), registered_at=since,
            updated_at=since, policy=policy, **said,
        )
        for place in range(count)
    )  # fmt: skip
