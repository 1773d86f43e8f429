"""Telling whoever handles a complaint what became of it outside the house."""

from collections.abc import Callable
from datetime import datetime

from accounts.services import notices
from complaints.models import Complaint, Line, Telling


def failed(telling: Telling, *, clock: Callable[[], datetime]) -> None:
    """Tell him that a message did not reach the customer."""
    key = f"telling:{telling.pk}:{telling.due_at.isoformat()}"
    _tell(telling.complaint, "complaints.undelivered", key=key, at=clock())


def heard(complaint: Complaint, *, line: Line) -> None:
    """Tell him that the customer wrote on his page."""
    key = f"complaint:{complaint.pk}:{line.place}"
    _tell(complaint, "complaints.heard", key=key, at=line.at)


def _tell(complaint: Complaint, kind: str, *, key: str, at: datetime) -> None:
    people = [complaint.handler] if complaint.handler else []
    for person in people or notices.heads_of(complaint.branch_id):
        if complaint.is_about(person):
            continue
        notices.tell(
            person,
            kind,
            key=key,
            at=at,
            params={"code": complaint.code},
            url=complaint.get_absolute_url(),
            subject=complaint,
            about=complaint.code,
        )
