"""What the state announces for a year: days off, and days that make up for them."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

COUNTRY = "CN"
# How the calendar says which weekend day a day off was exchanged for.
EXCHANGED = re.compile(r"(\d{4}-\d{2}-\d{2})")
MADE_UP = ("调休上班", "Make-up working day")


@dataclass(frozen=True)
class PublicDay:
    """A day other than its weekday says; one that is worked follows a weekday."""

    day: date
    name_zh: str
    name_en: str
    follows: int | None = None


def is_announced(year: int) -> bool:
    """Say whether the library knows what the state announced for `year`.

    Until then it reckons the festivals alone: without days made up for.
    """
    return any(day.year == year for day in _of(year, "zh_CN").weekend_workdays)


def exchanged_for(name: str) -> date | None:
    """Return the weekend day a day off of this Chinese name was exchanged for."""
    found = EXCHANGED.search(name)
    return date.fromisoformat(found[1]) if found else None


@lru_cache(maxsize=8)
def days(year: int) -> tuple[PublicDay, ...]:
    """Return the days of `year`, in order. Never raises: an unknown year has less."""
    chinese, english = _of(year, "zh_CN"), dict(_of(year, "en_US").items())
    exchanged = {}
    for day, name in chinese.items():
        if (worked := exchanged_for(name)) is not None:
            exchanged[worked] = day.weekday()
            english[day] = f"Day off, made up for on {worked}"
    off = [PublicDay(day, name, english[day]) for day, name in chinese.items()]
    worked = [
        PublicDay(day, *MADE_UP, follows=exchanged.get(day, 0))
        for day in chinese.weekend_workdays
        if day.year == year
    ]
    return tuple(sorted([*off, *worked], key=lambda each: each.day))


def _of(year: int, language: str):
    return holidays.country_holidays(COUNTRY, years=year, language=language)
