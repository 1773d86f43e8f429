"""How complaints are found: each view of the queue walks one of these indexes."""

from django.db.models import Index, Q

from complaints.choices import OPEN, Severity, State
from complaints.querysets.complaints import DUE

INDEXES = [
    Index(fields=["customer", "-received_at", "-id"], name="compl_of"),
    Index(fields=["-received_at", "-id"], name="compl_time"),
    Index(fields=["branch", "-received_at", "-id"], name="compl_branch"),
    Index(fields=["handler", "-received_at", "-id"], name="compl_handler"),
    Index(
        fields=["-received_at", "-id"],
        condition=Q(severity=Severity.MAJOR),
        name="compl_major",
    ),
    Index(DUE, "id", condition=Q(state__in=OPEN), name="compl_due"),
    Index(
        "handler",
        DUE,
        "id",
        condition=Q(state__in=OPEN),
        name="compl_due_handler",
    ),
    Index(
        "branch",
        DUE,
        "id",
        condition=Q(state__in=OPEN),
        name="compl_due_branch",
    ),
    Index(
        DUE,
        "id",
        condition=Q(state__in=OPEN, severity=Severity.MAJOR),
        name="compl_due_major",
    ),
    Index(
        DUE,
        "id",
        condition=Q(state__in=OPEN, handler=None),
        name="compl_unassigned",
    ),
    Index(DUE, "id", condition=Q(state=State.PROPOSED), name="compl_to_tell"),
    Index(fields=["category", "received_at"], name="compl_category"),
    Index(
        fields=["verify_on", "id"],
        condition=Q(state__in=[State.TOLD, State.VERIFYING]),
        name="compl_verify",
    ),
]
