"""Letting clocks run on as though what met them had not been said."""

from django.db.models import F

from complaints.choices import Deed, Metric, State, TellingKind
from complaints.models import Clock, Complaint, Telling

# What telling it meets, and what begins to run when it is told.
MEETS = {
    TellingKind.RECEIPT: (Metric.ACKNOWLEDGE,),
    TellingKind.PROGRESS: (Metric.REPLY, Metric.PROGRESS),
    TellingKind.RESULT: (Metric.REPLY, Metric.PROGRESS, Metric.RESOLVE),
    TellingKind.ANSWER: (Metric.REPLY, Metric.PROGRESS, Metric.RESOLVE),
}
BEGINS = {TellingKind.RECEIPT: Metric.PROGRESS, TellingKind.PROGRESS: Metric.PROGRESS}


def as_before(complaint: Complaint, telling: Telling, *, state: str) -> None:
    """Undo what a telling did to the clocks; what they come to is computed by others.

    A round that began by it was never: the one before runs on. `state` is where the
    complaint stands again: before its receipt was confirmed, that is owed again too.
    """
    at, metrics = telling.made_at, [*MEETS[telling.kind]]
    if _ended_waiting(complaint, telling):
        complaint.pauses.filter(ended_at=at).update(ended_at=None)
    if state == State.REGISTERED and Metric.ACKNOWLEDGE not in metrics:
        metrics.append(Metric.ACKNOWLEDGE)
    if begun := BEGINS.get(telling.kind):
        last = complaint.clocks.filter(metric=begun).order_by("-round").first()
        if last and last.started_at == at > complaint.received_at:
            last.delete()
    for metric in metrics:
        last = complaint.clocks.filter(metric=metric).order_by("-round").first()
        if last and last.ended_at == at and last.is_met is not None:
            Clock.objects.filter(pk=last.pk).update(
                ended_at=None, is_met=None, worked_seconds=None,
                next_step_at=F("warn_at"),
            )  # fmt: skip


def _ended_waiting(complaint: Complaint, telling: Telling) -> bool:
    """Say whether the customer owed an answer until he was told this."""
    line = complaint.lines.filter(place=telling.place - 1, at=telling.made_at)
    return line.filter(deed=Deed.RESUMED).exists()
