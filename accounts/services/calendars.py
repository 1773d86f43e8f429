"""Everything that changes working hours and the days that are otherwise."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import audit, public_holidays
from accounts.models import Branch, CalendarDay, CalendarYear, User, WorkingCalendar
from accounts.models.calendars import WEEKDAYS
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.seen import merged, stands
from accounts.services import notices
from accounts.shifts import said
from accounts.working_time import Shift

FIELDS = frozenset({"time_zone", *WEEKDAYS})
# From this month on a year nobody has announced is warned of.
WARNED_FROM_MONTH = 11


def warning_key(year: int) -> str:
    """Return under what key administrators are told that a year is provisional."""
    return f"year-provisional:{year}"


@transaction.atomic
def open_for(branch: Branch, *, actor: User, at: datetime) -> WorkingCalendar:
    """Give a branch a week of its own: the company's, to be changed."""
    company = WorkingCalendar.objects.company()
    week = {name: getattr(company, name) for name in FIELDS}
    try:
        with transaction.atomic():
            calendar = WorkingCalendar.objects.create(branch=branch, **week)
    except IntegrityError as error:
        raise Refused(_("This branch has hours of its own already.")) from error
    audit.record(actor, "calendar.created", calendar, at=at)
    return calendar


@transaction.atomic
def set_week(
    calendar: WorkingCalendar,
    *,
    actor: User,
    seen: str | None = None,
    at: datetime,
    **new,
) -> None:
    """Change zone or hours; `Conflict` where they are not as they were `seen`.

    Refused for a week in which nobody ever works.
    """
    if unknown := new.keys() - FIELDS:
        raise TypeError(f"not to be changed here: {sorted(unknown)}")
    stood = _locked(calendar)
    new = merged(stands(stood, new), new, seen)
    changes = {
        name: [_told(getattr(stood, name)), _told(value)]
        for name, value in new.items()
        if getattr(stood, name) != value
    }
    if not changes:
        return
    if not any(new.get(day, getattr(stood, day)) for day in WEEKDAYS):
        raise Refused(_("Somebody must work on some day of the week."), WEEKDAYS[0])
    WorkingCalendar.objects.filter(pk=stood.pk).update(**new)
    audit.record(actor, "calendar.updated", stood, at=at, changes=changes)


@transaction.atomic
def remove(calendar: WorkingCalendar, *, actor: User, at: datetime) -> None:
    """Let a branch work as the company does; its own days go too."""
    stood = _locked(calendar)
    if stood.branch_id is None:
        raise Refused(_("The company's own hours cannot be removed."))
    days = list(stood.days.order_by("day"))
    changes = {"days": [", ".join(map(str, days)), ""]} if days else {}
    audit.record(actor, "calendar.removed", stood, at=at, changes=changes)
    stood.delete()


@transaction.atomic
def set_day(
    calendar: WorkingCalendar,
    *,
    actor: User,
    day: date,
    name: str,
    follows: int | None = None,
    hours: tuple[Shift, ...] = (),
    at: datetime,
) -> CalendarDay:
    """Say what is special about a day, in place of what was said of it before.

    Off, unless it follows a weekday (0 is Monday) or has hours of its own.
    """
    stood = _locked(calendar)
    facts = {"name_zh": name, "name_en": name, "follows": follows, "hours": hours}
    before = stood.days.filter(day=day).first()
    now, _is_new = CalendarDay.objects.update_or_create(
        calendar=stood, day=day, defaults=facts | {"is_by_hand": True}
    )
    changes = {str(day): [before and _day_told(stood, before), _day_told(stood, now)]}
    audit.record(actor, "calendar.day_set", stood, at=at, changes=changes)
    return now


@transaction.atomic
def remove_day(
    calendar: WorkingCalendar, *, actor: User, day: date, at: datetime
) -> CalendarDay | None:
    """Let a day be as its weekday says. Safe twice. Returns what stood of it."""
    stood = _locked(calendar)
    found = stood.days.filter(day=day).first()
    if found is None:
        return None
    CalendarDay.objects.filter(pk=found.pk).delete()
    changes = {str(day): [_day_told(stood, found), None]}
    audit.record(actor, "calendar.day_removed", stood, at=at, changes=changes)
    return found


@transaction.atomic
def put_day_back(
    calendar: WorkingCalendar, *, actor: User, was: CalendarDay, at: datetime
) -> None:
    """Undo a removal. Raises `Refused` where something was said of the day since."""
    stood = _locked(calendar)
    if stood.days.filter(day=was.day).exists():
        raise Refused(_("Something else has been entered for this day since."))
    was.calendar = stood
    was.save(force_insert=True)
    changes = {str(was.day): [None, _day_told(stood, was)]}
    audit.record(actor, "calendar.day_set", stood, at=at, changes=changes)


@transaction.atomic
def announce(year: int, *, actor: User, at: datetime) -> None:
    """Take a year for announced as its days stand: nothing warns of it any more."""
    company = _locked(WorkingCalendar.objects.company())
    if CalendarYear.objects.provisional(year).update(is_provisional=False):
        changes = {"year": [None, year]}
        audit.record(actor, "calendar.announced", company, at=at, changes=changes)
        _warn_no_more(year)


@transaction.atomic
def keep_ahead(*, at: datetime, today: date) -> int:
    """Have this year and the next in the calendar; return how many days changed.

    A provisional year is filled anew once the state's announcement is known. From
    November on those who manage calendars are told of a next year that is not.
    """
    company = _locked(WorkingCalendar.objects.company())
    changed = sum(_seed(company, year) for year in (today.year, today.year + 1))
    if today.month >= WARNED_FROM_MONTH:
        _warn(company, today.year + 1, at)
    return changed


def _seed(company: WorkingCalendar, year: int) -> int:
    """Fill a year nobody has filled, or a provisional one that is announced now."""
    is_announced = public_holidays.is_announced(year)
    known, is_new = CalendarYear.objects.get_or_create(
        year=year, defaults={"is_provisional": not is_announced}
    )
    if not is_new and not (known.is_provisional and is_announced):
        return 0
    by_hand = company.days.of_year(year).filter(is_by_hand=True)
    kept = set(by_hand.values_list("day", flat=True))
    company.days.of_year(year).filter(is_by_hand=False).delete()
    made = [
        CalendarDay(
            calendar=company, day=each.day, name_zh=each.name_zh,
            name_en=each.name_en, follows=each.follows,
        )
        for each in public_holidays.days(year)
        if each.day not in kept
    ]  # fmt: skip
    CalendarDay.objects.bulk_create(made)
    CalendarYear.objects.filter(year=year).update(is_provisional=not is_announced)
    if is_announced:
        _warn_no_more(year)
    return len(made)


def _warn(company: WorkingCalendar, year: int, at: datetime) -> None:
    if not CalendarYear.objects.provisional(year).exists():
        return
    page = reverse("admin:accounts_workingcalendar_days", args=[company.pk, year])
    for user in User.objects.able_to(Can.MANAGE_CALENDARS):
        notices.tell(
            user,
            "accounts.year_provisional",
            key=warning_key(year),
            at=at,
            params={"year": year},
            url=page,
        )


def _warn_no_more(year: int) -> None:
    notices.retract(["accounts.year_provisional"], key=warning_key(year))


def _locked(calendar: WorkingCalendar) -> WorkingCalendar:
    rows = WorkingCalendar.objects.select_for_update(of=["self"], no_key=True)
    return rows.select_related("branch").get(pk=calendar.pk)


def _day_told(calendar: WorkingCalendar, day: CalendarDay) -> str | dict[str, str]:
    """Write a day with the hours worked on it; its name alone is a day off.

    In both languages where its name differs, as the trail reads it to either.
    """
    weekday = day.follows
    hours = said(day.hours if weekday is None else calendar.shifts_of(weekday))
    chinese, english = (
        f"{name} {hours}".strip() for name in (day.name_zh, day.name_en)
    )
    return chinese if chinese == english else {"zh": chinese, "en": english}


def _told(value) -> str:
    return value if isinstance(value, str) else said(value)
