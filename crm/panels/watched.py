"""The day of whoever answers for others: what went wrong, what waits, who is silent."""

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import Reach, Scope
from accounts.days import midnight
from accounts.models import User, WorkingCalendar
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from accounts.working_time import last_before
from crm.panels import complaints, decisions, leads, own
from crm.panels.counting import Tile, address, capped
from customers.models import Customer
from visits import cadence
from visits.choices import State
from visits.models import Visit

LOOKED_BACK, REVIEWED_BACK = timedelta(days=7), timedelta(days=14)
MOST_EXCEPTIONS, MOST_LATE, MOST_PEOPLE = 10, 6, 12
MOST_COUNTED_PEOPLE = 200
MAKERS = (Reach.OWN, Reach.TEAM)


def panel(user: User, at: datetime) -> dict:
    """Return what the page reads, each region by one indexed query."""
    start = midnight(cadence.day_of(at))
    seen = Visit.objects.watched_by(user)
    late = seen.due_before(start)
    odd, odd_url = _exceptions(user, start)
    waiting = _waiting(user, start)
    shown = odd.for_work().order_by("-sort_at", "-pk")
    told = own.visits(user, at) | leads.waiting(user, at) | leads.to_call(user, at)
    told |= complaints.mine(user, at) | complaints.watched(user, at)
    return told | decisions.waiting(user) | _people(user, at) | {
        "exceptions": list(shown[:MOST_EXCEPTIONS]),
        "exceptions_url": odd_url,
        "late": list(late.for_work().order_by("sort_at", "pk")[:MOST_LATE]),
        "late_url": _late_url(user, start),
        "review_query": _review_query(user, start),
        "next_review": waiting.order_by("-sort_at", "-pk").only("pk").first(),
        "birthdays": [],
        "tiles": [
            Tile(_("Problems and not met, 7 days"), (odd_count := capped(odd)), odd_url,
                 is_late=odd_count > 0),
            _to_review(user, waiting, start),
            Tile(_("Overdue plans"), (count := capped(late)), _late_url(user, start),
                 is_late=count > 0),
            complaints.to_take_in(user),
            complaints.to_decide(user),
        ],
    }  # fmt: skip


def _waiting(user: User, start: datetime):
    """Return the visits of the last two weeks that nobody has reviewed, of others."""
    if not user.may(Can.REVIEW_VISITS):
        return Visit.objects.none()
    rows = Visit.objects.watched_by(user).unreviewed().of_others(user)
    return rows.filter(sort_at__gte=start - REVIEWED_BACK)


def _exceptions(user: User, start: datetime) -> tuple:
    """Return the visits of the last week to look at first, and their own list."""
    since = start - LOOKED_BACK
    rows = Visit.objects.watched_by(user).exceptional().since(since)
    asked = {"state": State.LOGGED, "exceptional": True, "since": since.date()}
    return rows, address("visits:index", whose=_whose(user), **asked)


def _to_review(user: User, waiting, start: datetime) -> Tile | None:
    if not user.may(Can.REVIEW_VISITS):
        return None
    url = f"{reverse('visits:index')}?{_review_query(user, start)}"
    return Tile(_("Visits to review"), capped(waiting), url)


def _review_query(user: User, start: datetime) -> str:
    """Return the state of the list of what waits: reviewing on goes through it."""
    since = (start - REVIEWED_BACK).date()
    return urlencode({"review": "waiting", "whose": _whose(user), "since": since})


def _late_url(user: User, start: datetime) -> str:
    until = start.date() - timedelta(days=1)
    return address("visits:index", state=State.PLANNED, whose=_whose(user), until=until)


def _whose(user: User) -> str:
    return "team" if scope_of(user, Can.SEE_VISITS) is Scope.TEAM else "all"


def _people(user: User, at: datetime) -> dict:
    """Return who carries how much, and the day since which some logged nothing.

    Those with most overdue first; beyond MOST_PEOPLE they are folded away.
    """
    today = cadence.day_of(at)
    hours = WorkingCalendar.objects.hours_for(user.branch_id)
    day, start = last_before(hours, today), midnight(today)
    people = list(_makers(user).exclude(pk=user.pk)[:MOST_COUNTED_PEOPLE])
    ids = [person.pk for person in people]
    load = Visit.objects.watched_by(user).load(ids, worked=midnight(day), at=start)
    carried = {row["owner_id"]: row for row in load}
    nothing = {"overdue": 0, "planned": 0, "logged": 0}
    rows = [
        (person, carried.get(person.pk, nothing), _urls(person, today, day))
        for person in people
    ]
    rows.sort(key=lambda row: -row[1]["overdue"])
    return {
        "people": rows[:MOST_PEOPLE],
        "more_people": rows[MOST_PEOPLE:],
        "people_count": len(rows),
        "shows_branch": scope_of(user, Can.SEE_VISITS) is Scope.ALL,
        "worked_on": day,
        "hours": hours,
        "is_new_week": day.isocalendar().week != today.isocalendar().week,
    }


def _makers(user: User):
    """Return the colleagues whose work visits are.

    Those who may log their own or their team's, and whoever looks after customers. Who
    may only because he may all (a director, the archive, the club) carries no load.
    """
    theirs = Customer.objects.filter(owner_id=OuterRef("pk"))
    makers = User.objects.able_to(Can.LOG_VISITS, MAKERS).values("pk")
    people = User.objects.for_user(user, Can.SEE_VISITS)
    people = people.filter(Q(pk__in=makers) | Exists(theirs))
    return people.select_related("branch").for_picker()


def _urls(person: User, today: date, worked: date) -> dict[str, str]:
    """Return where each number of a person leads: to exactly its rows."""

    def rows(**asked) -> str:
        return address("visits:index", **asked, whose="all", owner=person.pk)

    return {
        "visits": rows(state=State.LOGGED),
        "overdue": rows(state=State.PLANNED, until=today - timedelta(days=1)),
        "planned": rows(state=State.PLANNED, since=today),
        "logged": rows(state=State.LOGGED, since=worked),
    }
