"""The figures of a period as tiles: what it is, how much, of how many, before."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints.choices import Metric
from complaints.figures import Asked, Figures, hours, share

# The units a value is printed in.
COUNT, PERCENT, HOURS, RATE, YUAN = "count", "percent", "hours", "rate", "yuan"
# Open since at most so many days; what is older stands in the last band.
BANDS = (7, 14, 30, 90)
OLDEST = date(2000, 1, 1)


@dataclass(frozen=True)
class Tile:
    """One figure: `part` of `whole` where it is a share, and what it was before."""

    label: str
    unit: str
    value: float | None
    before: float | None
    url: str
    # Counted of so many; None where the figure is a count itself.
    whole: int | None = None
    part: int | None = None
    p90: float | None = None
    # What else there is to open: what it is, how many, where they stand.
    rest: tuple[str, int, str] | None = None

    @property
    def has_moved(self) -> bool:
        return None not in (self.value, self.before) and self.value != self.before

    @property
    def is_more(self) -> bool:
        return self.has_moved and self.value > self.before


@dataclass(frozen=True)
class Band:
    """Open complaints of one age."""

    label: str
    size: int
    url: str
    width: str


def how_many(asked: Asked, now: Figures, was: Figures) -> list[Tile]:
    """Return how many there were, by themselves and beside what they come from."""
    all_of = asked.url()
    return [
        Tile(_("Complaints"), COUNT, now.complaints, was.complaints, all_of),
        Tile(_("Per 100 customers"), RATE, now.per_customers, was.per_customers,
             all_of, now.customers, now.complaints),
        Tile(_("Per 100 orders"), RATE, now.per_orders, was.per_orders, all_of,
             now.orders, now.complaints),
        _share(_("Major ones"), "majors", asked.url(severity=4), now, was),
        _share(_("Repeats"), "repeats", asked.url(repeat="true"), now, was),
    ]  # fmt: skip


def how_fast(asked: Asked, now: Figures, was: Figures) -> list[Tile]:
    """Return how long it took, and how much of it was in time."""
    took = {
        Metric.REPLY: _("First response, median"),
        Metric.RESOLVE: _("Resolution, median"),
    }
    return [_took(label, metric, asked, now, was) for metric, label in took.items()] + [
        _in_time(metric, asked, now, was) for metric in Metric
    ]


def how_well(asked: Asked, now: Figures, was: Figures) -> list[Tile]:
    """Return what the customers said when asked again, and what it cost."""
    told = [each.timing(Metric.RESOLVE).timed for each in (now, was)]
    asked_again = (_("asked again"), now.asked, asked.url(verified="true"))
    return [
        Tile(_("Verified content"), PERCENT, share(now.content, now.asked),
             share(was.content, was.asked), asked.url(content="true"), now.asked,
             now.content, rest=asked_again),
        Tile(pgettext("figure", "Reopened"), PERCENT, share(now.reopened, told[0]),
             share(was.reopened, told[1]), asked.url(reopened="true"), told[0],
             now.reopened),
        Tile(_("Compensation allowed"), YUAN, now.cost, was.cost,
             asked.url(compensated="true"), now.complaints, now.compensated),
    ]  # fmt: skip


def backlog(found: QuerySet, asked: Asked, today: date) -> tuple[int, list[Band]]:
    """Return how many of all times are open today, and how long they are; one query."""
    since = [today - timedelta(days=each - 1) for each in BANDS]
    counts = found.open().ages(since)
    ends = [today, *(day - timedelta(days=1) for day in since)]
    begins = [*since, OLDEST]
    words = [_("up to %(days)s days") % {"days": BANDS[0]}]
    words += [
        _("%(first)s to %(last)s days") % {"first": less + 1, "last": more}
        for less, more in zip(BANDS, BANDS[1:], strict=False)
    ]
    words.append(_("more than %(days)s days") % {"days": BANDS[-1]})
    most = max([*counts, 1])
    bands = [
        Band(word, count, open_url(asked, first, last), f"{count * 100 / most:.1f}")
        for word, count, first, last in zip(words, counts, begins, ends, strict=True)
    ]
    return sum(counts), bands


def open_url(asked: Asked, first: date | None, last: date | None) -> str:
    """Return where those stand that are open, received within these days if given."""
    return asked.url(state="open", since=first, until=last)


def _share(label: str, name: str, url: str, now: Figures, was: Figures) -> Tile:
    part, before = getattr(now, name), getattr(was, name)
    return Tile(label, PERCENT, share(part, now.complaints),
                share(before, was.complaints), url, now.complaints, part)  # fmt: skip


def _took(label: str, metric: Metric, asked: Asked, now: Figures, was: Figures) -> Tile:
    one, other = now.timing(metric), was.timing(metric)
    return Tile(label, HOURS, hours(one.median), hours(other.median),
                asked.url(timed=metric), one.timed, p90=hours(one.p90))  # fmt: skip


def _in_time(metric: Metric, asked: Asked, now: Figures, was: Figures) -> Tile:
    one, other = now.timing(metric), was.timing(metric)
    label = _("In time: %(metric)s") % {"metric": metric.label}
    late = (pgettext("limit", "missed"), one.missed, asked.url(missed=metric))
    return Tile(label, PERCENT, share(one.met, one.judged),
                share(other.met, other.judged), asked.url(met=metric), one.judged,
                one.met, rest=late)  # fmt: skip
