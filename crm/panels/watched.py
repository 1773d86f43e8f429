"""The day of whoever answers for others: what went wrong, what waits, who is silent."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.choices import Scope
from accounts.days import midnight
from accounts.models import User
from accounts.permissions import Can
from accounts.querysets import scope_of
from crm.panels import own
from crm.panels.counting import Tile, address, capped
from crm.panels.days import last_working_day
from visits import cadence
from visits.choices import Outcome, State
from visits.models import Visit

LOOKED_BACK, REVIEWED_BACK = timedelta(days=7), timedelta(days=14)
MOST_EXCEPTIONS, MOST_LATE, MOST_PEOPLE = 10, 6, 30


def panel(user: User, at: datetime) -> dict:
    """Return what the page reads, each region by one indexed query."""
    start = midnight(cadence.day_of(at))
    seen = Visit.objects.watched_by(user)
    late = seen.due_before(start)
    odd = seen.exceptional().filter(sort_at__gte=start - LOOKED_BACK)
    waiting = _waiting(user, start)
    odd = odd.for_work().order_by("-sort_at", "-pk")
    return own.visits(user, at) | _people(user, at) | {
        "exceptions": list(odd[:MOST_EXCEPTIONS]),
        "late": list(late.for_work().order_by("sort_at", "pk")[:MOST_LATE]),
        "late_url": _late_url(user, start),
        "next_review": waiting.order_by("-sort_at", "-pk").only("pk").first(),
        "birthdays": [],
        "tiles": [
            _problems(user, start),
            _to_review(user, waiting, start),
            Tile(_("Overdue plans"), (count := capped(late)), _late_url(user, start),
                 is_late=count > 0),
        ],
    }  # fmt: skip


def _waiting(user: User, start: datetime):
    """Return the visits of the last two weeks that nobody has reviewed, of others."""
    if not user.may(Can.REVIEW_VISITS):
        return Visit.objects.none()
    rows = Visit.objects.watched_by(user).unreviewed().of_others(user)
    return rows.filter(sort_at__gte=start - REVIEWED_BACK)


def _problems(user: User, start: datetime) -> Tile:
    since = start - LOOKED_BACK
    rows = Visit.objects.watched_by(user).logged().filter(sort_at__gte=since)
    count = capped(rows.filter(outcome=Outcome.PROBLEM))
    asked = {"state": State.LOGGED, "outcome": Outcome.PROBLEM, "since": since.date()}
    url = address("visits:index", whose=_whose(user), **asked)
    return Tile(_("Problems, last 7 days"), count, url, is_late=count > 0)


def _to_review(user: User, waiting, start: datetime) -> Tile | None:
    if not user.may(Can.REVIEW_VISITS):
        return None
    since = (start - REVIEWED_BACK).date()
    url = address("visits:index", review="waiting", whose=_whose(user), since=since)
    return Tile(_("Visits to review"), capped(waiting), url)


def _late_url(user: User, start: datetime) -> str:
    until = start.date() - timedelta(days=1)
    return address("visits:index", state=State.PLANNED, whose=_whose(user), until=until)


def _whose(user: User) -> str:
    return "team" if scope_of(user, Can.SEE_VISITS) is Scope.TEAM else "all"


def _people(user: User, at: datetime) -> dict:
    """Return who carries how much, and the day since which some logged nothing."""
    day = last_working_day(cadence.day_of(at))
    people = User.objects.for_user(user, Can.SEE_VISITS).able_to(Can.LOG_VISITS)
    people = list(people.exclude(pk=user.pk).for_picker()[:MOST_PEOPLE])
    ids = [person.pk for person in people]
    start = midnight(cadence.day_of(at))
    load = Visit.objects.load(ids, worked=midnight(day), at=start)
    carried = {row["owner_id"]: row for row in load}
    nothing = {"overdue": 0, "planned": 0, "logged": 0}
    return {
        "people": [(person, carried.get(person.pk, nothing)) for person in people],
        "worked_on": day,
    }
