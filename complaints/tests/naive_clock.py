"""A calculator of limits that walks minute by minute; it shares no code with ours.

It is slow and deliberately simple: what it says can be checked by hand on a calendar.
"""

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
UTC = ZoneInfo("UTC")
CONDITIONS = ("channel", "severity", "kind", "tier")


class Walker:
    """`week` maps weekdays to "09:00-12:00 13:30-18:00", `days` special ones alike."""

    def __init__(self, zone: str, week: dict[int, str], days: dict[str, str]):
        self.zone, self.week, self.days = ZoneInfo(zone), week, days
        self.minutes_of = cache(self._minutes_of)

    def moment(self, text: str) -> datetime:
        """Read "2026-11-23 10:00", of the calendar's zone unless one is named."""
        day, clock, *zone = text.split()
        read = datetime.fromisoformat(f"{day} {clock}")
        zone = ZoneInfo(zone[0]) if zone else self.zone
        return read.replace(tzinfo=zone).astimezone(UTC)

    def _minutes_of(self, day) -> set[int]:
        text = self.days.get(day.isoformat(), self.week.get(day.weekday(), ""))
        found = set()
        for shift in text.split():
            ends = [part.split(":") for part in shift.split("-")]
            first, last = (int(hour) * 60 + int(minute) for hour, minute in ends)
            found |= set(range(first, last))
        return found

    def is_open(self, at: datetime) -> bool:
        there = at.astimezone(self.zone)
        return there.hour * 60 + there.minute in self.minutes_of(there.date())

    def day_of(self, at: datetime):
        return at.astimezone(self.zone).date()

    def runs_out(self, limit: dict, start: datetime, since_day=None) -> tuple:
        """Return (when a limit runs out undisturbed, whether its nights count)."""
        amount = int(limit["amount"])
        if limit["unit"] == "HOURS":
            return self.walk(start, amount * 60, [], self.is_open), False
        at, today = start, since_day or self.day_of(start)
        while self.day_of(at) > today:
            at -= MINUTE
        while self.day_of(at) <= today:
            at += MINUTE
        every_day = limit["unit"] == "DAYS"
        seen, last = set(), at
        while True:
            if every_day or self.is_open(at):
                if self.day_of(at) not in seen and len(seen) == amount:
                    return last, every_day
                seen.add(self.day_of(at))
                last = at + MINUTE
            at += MINUTE

    def walk(self, start, minutes, pauses, counts, until=None) -> datetime | None:
        """Return when so many minutes that count have passed outside the pauses.

        None where the last pause has no end and is reached before.
        """
        at = start
        while minutes:
            if self.is_paused(at, pauses):
                if any(end is None and at >= begin for begin, end in pauses):
                    return None
            elif counts(at):
                minutes -= 1
            at += MINUTE
        return at

    @staticmethod
    def is_paused(at, pauses) -> bool:
        return any(begin <= at and (end is None or at < end) for begin, end in pauses)

    def count(self, start, end, pauses, counts) -> int:
        found, at = 0, start
        while at < end:
            found += counts(at) and not self.is_paused(at, pauses)
            at += MINUTE
        return found

    def promised(self, limits, start, pauses) -> datetime | None:
        """Return when the one that says most about the complaint runs out."""
        if not limits:
            return None
        most = max(map(weight, limits))
        ends = []
        for limit in limits:
            if weight(limit) == most:
                end, nights = self.runs_out(limit, start)
                counts = (lambda at: True) if nights else self.is_open
                budget = self.count(start, end, [], counts)
                ends.append(self.walk(start, budget, pauses, counts))
        return min((end for end in ends if end), default=None)

    def warned(self, start, due, pauses, percent) -> datetime:
        whole = self.count(start, due, pauses, self.is_open)
        if not whole:
            return due
        share = -(-whole * (100 - percent) // 100)
        return min(self.walk(start, share, pauses, self.is_open) or due, due)


def weight(limit: dict) -> tuple:
    named = tuple(name in limit for name in CONDITIONS)
    return sum(named), named


def fits(limit: dict, facts: dict) -> bool:
    return all(
        name not in limit or str(limit[name]) == str(facts.get(name))
        for name in CONDITIONS
    )
