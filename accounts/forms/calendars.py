"""What an administrator types about working hours and special days."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import shifts, zones
from accounts.forms.seen import SeenForm
from accounts.models import Branch, WorkingCalendar
from accounts.widgets import Chips
from accounts.working_time import Shift

OFF, LIKE, OWN = "off", "like", "own"


class ShiftsFormField(forms.CharField):
    """Shifts as text; `clean` returns pairs of minutes."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(max_length=100, required=False, widget=widget, **kwargs)

    def prepare_value(self, value) -> str:
        return value if isinstance(value, str) else shifts.said(value or ())

    def clean(self, value) -> tuple[Shift, ...]:
        try:
            return shifts.read(super().clean(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial, data) -> bool:
        return self.prepare_value(initial) != self.prepare_value(data)


class CalendarForm(SeenForm):
    time_zone = forms.ChoiceField(label=_("Time zone"))
    monday = ShiftsFormField(
        label=_("Monday"),
        help_text=_("One or more shifts, for example 09:00-12:00, 13:00-17:00."),
    )
    tuesday = ShiftsFormField(label=_("Tuesday"))
    wednesday = ShiftsFormField(label=_("Wednesday"))
    thursday = ShiftsFormField(label=_("Thursday"))
    friday = ShiftsFormField(label=_("Friday"))
    saturday = ShiftsFormField(label=_("Saturday"), help_text=_("Empty: off."))
    sunday = ShiftsFormField(label=_("Sunday"))

    def __init__(self, data=None, *, row: WorkingCalendar):
        super().__init__(data, row=row)
        self.fields["time_zone"].choices = zones.choices(row.time_zone)

    def words(self, name: str, value) -> str:
        if name == "time_zone":
            return super().words(name, value)
        return shifts.said(value) or str(_("off"))


class NewCalendarForm(forms.Form):
    branch = forms.ModelChoiceField(
        Branch.objects.none(),
        label=_("Branch"),
        empty_label=_("Choose a branch"),
        help_text=_("It begins with the week of the company, for you to change."),
    )

    def __init__(self, data=None):
        super().__init__(data)
        free = Branch.objects.filter(workingcalendar=None).order_by("name")
        self.fields["branch"].queryset = free


class DayForm(forms.Form):
    """One day other than its weekday; `year` is the page it is entered on."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("What it is: a holiday, stocktaking, a working day made up."),
    )
    kind = forms.ChoiceField(
        label=_("This day"),
        initial=OFF,
        widget=Chips,
        choices=[
            (OFF, pgettext_lazy("day", "is off")),
            (LIKE, _("is worked like a weekday")),
            (OWN, _("has hours of its own")),
        ],
    )
    follows = forms.TypedChoiceField(
        label=_("Worked like"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *WEEKDAYS.items()],
    )
    hours = ShiftsFormField(
        label=_("Hours"),
        help_text=_("One or more shifts, for example 09:00-12:00, 13:00-17:00."),
    )
    follows.is_needed_at_times = hours.is_needed_at_times = True

    def __init__(self, data=None, *, year: int):
        super().__init__(data)
        self.year = year
        self.fields["day"].widget.attrs |= {
            "min": f"{year}-01-01",
            "max": f"{year}-12-31",
        }

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day.year != self.year:
            raise ValidationError(
                _("Enter a day of %(year)s."), params={"year": self.year}
            )
        return day

    def clean(self) -> dict:
        said = super().clean()
        kind = said.pop("kind", OFF)
        if kind == LIKE and said.get("follows") is None:
            self.add_error("follows", _("Choose the weekday."))
        if kind == OWN and not said.get("hours") and "hours" not in self.errors:
            self.add_error("hours", _("Enter the hours."))
        if kind != LIKE:
            said["follows"] = None
        if kind != OWN:
            said["hours"] = ()
        return said
