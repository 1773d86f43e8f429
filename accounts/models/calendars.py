"""When we work: hours of each weekday, and the days that are otherwise."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.fields import ShiftsField
from accounts.models.people import Branch
from accounts.querysets import CalendarQuerySet, DayQuerySet, YearQuerySet
from accounts.working_time import Shift

WHOLE_DAY = [(0, 24 * 60)]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
            "sunday")  # fmt: skip


def _within_a_day(*names: str) -> models.Q:
    return models.Q(**{f"{name}__within": WHOLE_DAY for name in names})


class WorkingCalendar(models.Model):
    """The working week of a branch; the one without a branch is the company's."""

    branch = models.OneToOneField(
        Branch, models.PROTECT, null=True, blank=True, verbose_name=_("branch")
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    monday = ShiftsField(_("Monday"), default=tuple)
    tuesday = ShiftsField(_("Tuesday"), default=tuple)
    wednesday = ShiftsField(_("Wednesday"), default=tuple)
    thursday = ShiftsField(_("Thursday"), default=tuple)
    friday = ShiftsField(_("Friday"), default=tuple)
    saturday = ShiftsField(_("Saturday"), default=tuple)
    sunday = ShiftsField(_("Sunday"), default=tuple)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        constraints = [
            models.UniqueConstraint(Coalesce("branch", 0), name="calendar_one_a_place"),
            models.CheckConstraint(
                name="calendar_shifts_within_a_day", condition=_within_a_day(*WEEKDAYS)
            ),
        ]

    def __str__(self) -> str:
        return str(self.branch or _("The whole company"))

    def shifts_of(self, weekday: int) -> tuple[Shift, ...]:
        """Return the shifts of a weekday; 0 is Monday."""
        return getattr(self, WEEKDAYS[weekday])


class CalendarDay(models.Model):
    """A day other than its weekday says: off, worked as a weekday, or with own hours.

    It is off unless it `follows` a weekday (0 is Monday) or has `hours`.
    """

    calendar = models.ForeignKey(WorkingCalendar, models.CASCADE, related_name="days")
    day = models.DateField(_("day"))
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60)
    follows = models.PositiveSmallIntegerField(_("worked like"), null=True, blank=True)
    hours = ShiftsField(_("hours"), default=tuple)
    # Entered by a person: no seeding touches it.
    is_by_hand = models.BooleanField(default=False)

    objects = DayQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("special day"), _("special days")
        constraints = [
            models.UniqueConstraint(fields=["calendar", "day"], name="day_once"),
            models.CheckConstraint(
                name="day_follows_a_weekday",
                condition=models.Q(follows=None) | models.Q(follows__lte=6),
            ),
            models.CheckConstraint(
                name="day_hours_within_a_day", condition=_within_a_day("hours")
            ),
            models.CheckConstraint(
                name="day_follows_or_has_hours",
                condition=models.Q(follows=None) | models.Q(hours=()),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"

    @property
    def name(self) -> str:
        chinese = (get_language() or "zh").startswith("zh")
        return self.name_zh if chinese else self.name_en

    @property
    def is_off(self) -> bool:
        return self.follows is None and not self.hours


class CalendarYear(models.Model):
    """A year whose public holidays the company's calendar holds.

    Provisional until the state has announced it: days made up for are missing then.
    """

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    is_provisional = models.BooleanField(_("provisional"), default=True)

    objects = YearQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("calendar year"), _("calendar years")

    def __str__(self) -> str:
        return str(self.year)
