"""Who uses the product, and how: of people and of teams, over the last 30 days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet
from django.http import QueryDict

from accounts.choices import Scope
from accounts.days import day_of, midnight
from accounts.models import AuditEntry, UsageDay, User, WorkingCalendar
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from accounts.working_time import Hours, is_working_day
from crm.functions import Function, expected_of
from customers.board import POOR
from customers.models import Customer
from customers.services.telling import listed
from visits.models import Visit

LOOKED_BACK = 30
# So long one is left in peace after a reminder.
PEACE = timedelta(days=7)
REMINDED = "user.reminded"
UNUSED = "unused"
# Whoever works in it on fewer of his working days is worth a kind word.
SELDOM_PERCENT = 50


@dataclass(frozen=True)
class Use:
    """How one person uses the product."""

    person: User
    active: int
    working: int
    used: list[Function]
    unused: list[Function]
    late: int
    # Of the customers the reader sees, and the list of them; "" where he sees none.
    unfilled: int
    unfilled_url: str
    reminded_at: datetime | None

    @property
    def expected(self) -> int:
        return len(self.used) + len(self.unused)

    @property
    def is_seldom(self) -> bool:
        return self.active * 100 < self.working * SELDOM_PERCENT


@dataclass(frozen=True)
class TeamUse:
    name: str
    people: int
    percent: int


def watched(user: User) -> QuerySet[User]:
    """Return the people at work whose use of the product `user` may see."""
    return User.objects.for_user(user, Can.SEE_ADOPTION).active()


def is_unused_asked(query: QueryDict) -> bool:
    """Say whether the address asks for the unused accounts alone."""
    return query.get("only", "") == UNUSED


def shown(user: User, query: QueryDict, at: datetime) -> QuerySet[User]:
    """Return whom the monitor shows."""
    return unused_accounts(user, at) if is_unused_asked(query) else watched(user)


def may_remind(user: User) -> bool:
    return scope_of(user, Can.SEE_ADOPTION) >= Scope.TEAM


def of_people(people: Iterable[User], at: datetime, *, reader: User) -> list[Use]:
    """Return the use of these people; the same queries for few and for many."""
    people, (first, last) = list(people), span(at)
    ids = [person.pk for person in people]
    days = UsageDay.objects.between(first, last).of_people(ids)
    hours = WorkingCalendar.objects.hours_for_all({one.branch_id for one in people})
    late = _late(ids, first)
    unfilled = _unfilled(ids, reader)
    reminded = last_reminded(ids, at)
    grants = _grants(ids)
    uses = []
    for person in people:
        known = days.get(person.pk, [])
        open_days = _working(hours[person.branch_id], first, last)
        done = {action for _day, actions in known for action in actions}
        asked = expected_of(grants[person.pk])
        poor = unfilled.get(person.pk, 0)
        uses.append(Use(
            person=person,
            active=len({day for day, _actions in known} & open_days),
            working=len(open_days),
            used=[each for each in asked if each.is_in(done)],
            unused=[each for each in asked if not each.is_in(done)],
            late=late.get(person.pk, 0),
            unfilled=poor,
            unfilled_url=_unfilled_url(person, reader) if poor else "",
            reminded_at=reminded.get(person.pk),
        ))  # fmt: skip
    return uses


def of_teams(user: User, at: datetime) -> list[TeamUse]:
    """Return on how many of their working days the people of each team were active."""
    first, last = span(at)
    sizes = watched(user).filter(team__isnull=False).order_by().values_list("team_id")
    teams = sizes.values_list("team_id", "team__name", "team__branch_id")
    teams = list(teams.annotate(size=Count("pk", distinct=True)))
    hours = WorkingCalendar.objects.hours_for_all(
        {branch for _t, _n, branch, _s in teams}
    )
    used = UsageDay.objects.between(first, last).filter(user__in=watched(user))
    rows = used.order_by().values_list("user__team_id", "day").annotate(Count("pk"))
    found: dict[int, dict[date, int]] = defaultdict(dict)
    for team, day, count in rows:
        found[team][day] = count
    uses = []
    for team, name, branch, size in teams:
        open_days = _working(hours[branch], first, last)
        active = sum(n for day, n in found[team].items() if day in open_days)
        whole = size * len(open_days)
        uses.append(TeamUse(name, size, 100 * active // whole if whole else 0))
    return sorted(uses, key=lambda use: (use.percent, use.name))


def unused_accounts(user: User, at: datetime) -> QuerySet[User]:
    """Return the people at work who did nothing in the product for 30 days."""
    first, last = span(at)
    active = UsageDay.objects.between(first, last).values("user_id")
    here = watched(user).filter(created_at__lt=midnight(first))
    return here.exclude(pk__in=active).exclude(last_login__gte=midnight(first))


def last_reminded(ids: Iterable[int], at: datetime) -> dict[int, datetime]:
    """Map those who were reminded lately to when; one query."""
    told = AuditEntry.objects.about_settings().filter(
        action=REMINDED, object_id__in=list(ids), at__gt=at - PEACE
    )
    return dict(told.order_by("at").values_list("object_id", "at"))


def span(at: datetime) -> tuple[date, date]:
    """Return the first and the last day that are looked at: all of them are over."""
    today = day_of(at)
    return today - timedelta(days=LOOKED_BACK), today - timedelta(days=1)


def _working(hours: Hours, first: date, last: date) -> set[date]:
    days = range(first.toordinal(), last.toordinal() + 1)
    found = map(date.fromordinal, days)
    return {day for day in found if is_working_day(hours, day)}


def _late(ids: list[int], first: date) -> dict[int, int]:
    rows = Visit.objects.made_by_any(ids).told_late(midnight(first))
    return dict(rows.order_by().values_list("owner_id").annotate(Count("pk")))


def _unfilled(ids: list[int], reader: User) -> dict[int, int]:
    """Count whom the list shows the reader; all, where he sees no customers."""
    rows = Customer.objects.all()
    if reader.may(Can.SEE_CUSTOMERS):
        rows = Customer.objects.for_user(reader, Can.SEE_CUSTOMERS)
    rows = rows.filter(owner_id__in=ids).less_complete_than(POOR)
    return dict(rows.order_by().values_list("owner_id").annotate(Count("pk")))


def _unfilled_url(person: User, reader: User) -> str:
    if not reader.may(Can.SEE_CUSTOMERS):
        return ""
    if person.pk == reader.pk:
        return listed(whose="mine", incomplete=POOR)
    return listed(whose="all", owner=person.pk, incomplete=POOR)


def _grants(ids: list[int]) -> dict[int, dict[Can, set[str]]]:
    """Map each person to the cells his roles hold; one query."""
    found: dict[int, dict[Can, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = User.objects.filter(pk__in=ids, roles__grants__isnull=False)
    cells = rows.values_list("pk", "roles__grants__action", "roles__grants__reach")
    for pk, action, reach in cells:
        found[pk][Can(action)].add(reach)
    return found
