"""Questions about working time: whose hours they are, which days are otherwise."""

from collections.abc import Iterable
from datetime import date
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q

from accounts.working_time import Hours


class CalendarQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        """Load the company's calendar, then those of branches by name."""
        by_name = models.F("branch__name").asc(nulls_first=True)
        return self.select_related("branch").order_by(by_name)

    def company(self):
        """Return the calendar that holds where a branch has none."""
        return self.get(branch=None)

    def hours_for(self, branch_id: int | None) -> Hours:
        """Return when a branch works; two queries."""
        return self.hours_for_all([branch_id])[branch_id]

    def hours_for_all(self, branch_ids: Iterable[int | None]) -> dict:
        """Map each branch (None is the company) to its `Hours`; two queries for all.

        A branch with a calendar of its own has its own week; of the days the company
        has it differs only where it has entered them itself.
        """
        asked = set(branch_ids)
        found = self.filter(Q(branch=None) | Q(branch__in=asked - {None}))
        calendars = {each.branch_id: each for each in found.prefetch_related("days")}
        company = calendars[None]
        return {
            branch: _hours(company, calendars.get(branch, company)) for branch in asked
        }


class DayQuerySet(models.QuerySet):
    def of_year(self, year: int) -> Self:
        """Return the days of a year in order."""
        return self.filter(day__year=year).order_by("day")


class YearQuerySet(models.QuerySet):
    def provisional(self, year: int) -> Self:
        """Return that year, while the state has not announced it."""
        return self.filter(year=year, is_provisional=True)


def _hours(company, calendar) -> Hours:
    weekly = {number: calendar.shifts_of(number) for number in range(7)}
    days: dict[date, tuple] = {}
    for holder in dict.fromkeys((company, calendar)):
        for each in holder.days.all():
            follows = each.follows
            days[each.day] = each.hours if follows is None else weekly[follows]
    return Hours(ZoneInfo(calendar.time_zone), weekly, days)
