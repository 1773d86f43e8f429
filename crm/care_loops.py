"""The care loop over every source of signals: what was heard, and what came of it.

A source is one entry of SOURCES: the report and the page of one loop ask no more of it
than stands there. Its rows are annotated with the same names, so that a
figure means the same whatever it is counted from: `heard_at`; `contact_at`, when
somebody first answered; `result_at`, when the result was told; `loop_closed`;
`is_back`, whether the customer came back within WINDOW; `loop_branch`, whose hours
count.
"""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    BooleanField,
    Count,
    DateTimeField,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User, WorkingCalendar
from accounts.permissions.actions import Can
from accounts.working_time import between
from complaints import returning
from complaints.choices import VERIFIED, Ending
from complaints.loops import Step, only_heard
from complaints.models import Complaint, Line
from complaints.panels import loop
from visits.choices import FeedbackKind
from visits.models import FeedbackItem

WINDOW = returning.LONGEST
WORDS = (FeedbackKind.COMPLAINT, FeedbackKind.GRUMBLE)
NEVER = Value(None, output_field=DateTimeField())


class Part(TextChoices):
    """Which rows of a source a figure is about."""

    HEARD = "heard", pgettext_lazy("loop", "all heard")
    CONTACTED = "contacted", pgettext_lazy("loop", "answered")
    TOLD = "told", pgettext_lazy("loop", "result told")
    CLOSED = "closed", pgettext_lazy("loop", "closed")
    OPEN = "open", pgettext_lazy("loop", "not closed")
    CLOSED_BACK = "closed_back", pgettext_lazy("loop", "closed, came back")
    OPEN_BACK = "open_back", pgettext_lazy("loop", "not closed, came back")


PARTS = {
    Part.HEARD: Q(),
    Part.CONTACTED: Q(contact_at__isnull=False),
    Part.TOLD: Q(result_at__isnull=False),
    Part.CLOSED: Q(loop_closed=True),
    Part.OPEN: Q(loop_closed=False),
    Part.CLOSED_BACK: Q(loop_closed=True, is_back=True),
    Part.OPEN_BACK: Q(loop_closed=False, is_back=True),
}


@dataclass(frozen=True)
class Source:
    """Where signals come from; `rows` are those heard between two moments.

    `open_to` are those whose page somebody may read, `around` the stages of one there,
    `address` is where it stands itself. What went on as a complaint has `joined` it.
    """

    name: str
    label: str
    can: Can
    rows: Callable[[User, datetime, datetime], QuerySet]
    open_to: Callable[[User], QuerySet]
    around: Callable[[Model, datetime], list[Step]]
    address: Callable[[Model], str]
    joined: Callable[[Model], Complaint | None]


@dataclass(frozen=True)
class Figures:
    """What came of what one source heard; a share is None where nothing is counted."""

    source: Source
    counts: dict[str, int]
    # Of those answered, from hearing to the first answer, by the working calendar.
    median_minutes: float | None

    @property
    def told_share(self) -> float | None:
        return self._share(Part.TOLD, Part.HEARD)

    @property
    def closed_share(self) -> float | None:
        return self._share(Part.CLOSED, Part.HEARD)

    @property
    def closed_back_share(self) -> float | None:
        return self._share(Part.CLOSED_BACK, Part.CLOSED)

    @property
    def open_back_share(self) -> float | None:
        return self._share(Part.OPEN_BACK, Part.OPEN)

    def _share(self, part: Part, whole: Part) -> float | None:
        return self.counts[part] / self.counts[whole] if self.counts[whole] else None


def _complaints(user: User, since: datetime, until: datetime) -> QuerySet:
    seen = Complaint.objects.for_user(user, Can.SEE_COMPLAINT_FIGURES).dissatisfied()
    answers = Line.objects.told().filter(complaint=OuterRef("pk"))
    rows = seen.filter(received_at__gte=since, received_at__lt=until).annotate(
        heard_at=F("received_at"),
        contact_at=Subquery(answers.in_order().values("at")[:1]),
        result_at=F("told_at"),
        loop_closed=Q(ending=Ending.RESOLVED),
        loop_branch=F("branch"),
        loop_start=Coalesce("told_at", "received_at"),
    )
    return rows.annotate(is_back=_is_back())


def _feedback(user: User, since: datetime, until: datetime) -> QuerySet:
    """Return what was said in visits and that nobody has taken up."""
    seen = FeedbackItem.objects.open().for_user(user, Can.SEE_VISITS)
    heard = seen.filter(created_at__gte=since, created_at__lt=until, kind__in=WORDS)
    return heard.annotate(
        heard_at=F("created_at"), contact_at=NEVER, result_at=NEVER,
        loop_closed=Value(False, output_field=BooleanField()),
        loop_branch=F("visit__branch"), loop_start=F("created_at"),
    ).annotate(is_back=_is_back()).select_related("visit")  # fmt: skip


def _is_back() -> Q:
    """Ask whether the customer bought or was met within WINDOW of `loop_start`."""
    his, start = OuterRef("customer"), OuterRef("loop_start")
    bought = returning.bought(his, start).filter(bought_at__lte=start + WINDOW)
    met = returning.met(his, start).filter(happened_at__lte=start + WINDOW)
    return Q(Exists(bought)) | Q(Exists(met))


def _complaints_of(user: User) -> QuerySet:
    seen = Complaint.objects.for_user(user, Can.SEE_COMPLAINTS)
    return seen.filter(kind__in=VERIFIED).for_page()


def _feedback_of(user: User) -> QuerySet:
    said = FeedbackItem.objects.for_user(user, Can.SEE_VISITS).filter(kind__in=WORDS)
    said = said.filter(visit__removed_at=None)
    return said.select_related("visit__owner", "customer", "complaint")


def _around_feedback(item: FeedbackItem, at: datetime) -> list[Step]:
    return only_heard(item.created_at, by=item.visit.owner, proof=item.text)


SOURCES = (
    Source(
        "complaints", _("Complaints and grumbles"), Can.SEE_COMPLAINT_FIGURES,
        rows=_complaints, open_to=_complaints_of, around=loop.around,
        address=Complaint.get_absolute_url, joined=lambda row: row.merged_into,
    ),
    Source(
        "feedback", _("Said in visits, not taken up"), Can.SEE_VISITS,
        rows=_feedback, open_to=_feedback_of, around=_around_feedback,
        address=lambda row: row.visit.get_absolute_url(),
        joined=lambda row: getattr(row, "complaint", None),
    ),
)  # fmt: skip


def figures(source: Source, user: User, since: datetime, until: datetime) -> Figures:
    """Count what came of a source; four queries."""
    rows = source.rows(user, since, until).order_by()
    counts = rows.aggregate(
        **{part: Count("pk", filter=asked) for part, asked in PARTS.items() if asked},
        heard=Count("pk"),
    )
    answered = rows.filter(PARTS[Part.CONTACTED])
    waits = list(answered.values_list("loop_branch", "heard_at", "contact_at"))
    hours = WorkingCalendar.objects.hours_for_all({branch for branch, *_rest in waits})
    minutes = [between(hours[of], *span).total_seconds() / 60 for of, *span in waits]
    return Figures(source, counts, statistics.median(minutes) if minutes else None)
