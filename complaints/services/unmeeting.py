"""Letting clocks run on as though what met them had not been said."""

from datetime import datetime

from django.db.models import F

from complaints.choices import Deed, Metric, State, TellingKind
from complaints.models import Clock, Complaint, Telling

# What telling it meets.
MEETS = {
    TellingKind.RECEIPT: (Metric.ACKNOWLEDGE,),
    TellingKind.PROGRESS: (Metric.REPLY, Metric.PROGRESS),
    TellingKind.RESULT: (Metric.REPLY, Metric.PROGRESS, Metric.RESOLVE),
    TellingKind.ANSWER: (Metric.REPLY, Metric.PROGRESS, Metric.RESOLVE),
}
# What begins another round when it is told.
BEGINS = {TellingKind.RECEIPT: 1, TellingKind.PROGRESS: 1}


def as_before(complaint: Complaint, telling: Telling, *, state: str) -> None:
    """Undo what a telling did to the clocks; what they come to is computed by others.

    With it goes what was written in the same sending: that receipt was confirmed, that
    we waited for the customer no more. `state` is where the complaint stands again:
    before its receipt was confirmed, that is owed again too.
    """
    at, metrics = telling.made_at, [*MEETS[telling.kind]]
    with_it = complaint.lines.filter(place__range=(telling.since, telling.place))
    deeds = set(with_it.values_list("deed", flat=True))
    begun = BEGINS.get(telling.kind, 0)
    if state == State.REGISTERED and telling.kind != TellingKind.RECEIPT:
        metrics.append(Metric.ACKNOWLEDGE)
        begun += Deed.ACKNOWLEDGED in deeds
    _forget(complaint, begun, at)
    for metric in metrics:
        last = complaint.clocks.filter(metric=metric).order_by("-round").first()
        if last and last.ended_at == at and last.is_met is not None:
            Clock.objects.filter(pk=last.pk).update(
                ended_at=None, is_met=None, worked_seconds=None,
                next_step_at=F("warn_at"),
            )  # fmt: skip
    if Deed.RESUMED in deeds:
        complaint.pauses.filter(ended_at=at).update(ended_at=None)


def _forget(complaint: Complaint, count: int, at: datetime) -> None:
    """Delete so many last rounds of the wait for the next word, if they began then.

    A round that began by what was taken back was never: the one before runs on.
    """
    rounds = complaint.clocks.filter(metric=Metric.PROGRESS).order_by("-round")
    for last in rounds[:count]:
        if last.started_at == at > complaint.received_at:
            last.delete()
