"""A visit to come: with whom, when, what for, by whom."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.days import day_of, local
from accounts.models import User
from accounts.models.records import submission_key
from accounts.permissions.actions import Can
from accounts.widgets import Chips, Textarea
from customers.forms.fields import DateInput, day_of_a_life
from customers.models import Customer
from visits.cadence import QUARTER_MINUTES
from visits.choices import Channel, Purpose
from visits.forms.fields import HourInput
from visits.forms.mentions import UnheardField

# Which field asks for what the services call by another name.
ASKED_BY = {"planned_at": "day"}


class PlanForm(forms.Form):
    """`owner` is asked only of those who plan visits for others."""

    asked_by = ASKED_BY
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)
    customer = forms.ModelChoiceField(
        label=gettext_lazy("Customer"),
        queryset=Customer.objects.none(),
        # Drawn by the picker, as radio buttons of this name.
        widget=forms.TextInput,
        error_messages={
            "required": gettext_lazy("Choose the customer."),
            "invalid_choice": gettext_lazy("Choose one of your customers."),
        },
    )
    day = forms.DateField(
        label=gettext_lazy("Day"), widget=DateInput, validators=[day_of_a_life]
    )
    time = forms.TimeField(label=gettext_lazy("Time"), widget=HourInput)
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"),
        choices=Purpose,
        widget=Chips,
        initial=Purpose.CARE,
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How"), choices=Channel, widget=Chips, initial=Channel.VISIT
    )
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who visits"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("I do"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    # Set once the person was told that other visits are close, and plans all the same.
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Customer.objects.for_user(user, Can.LOG_VISITS)
        self.fields["customer"].queryset = rows
        if user.may(Can.ASSIGN_VISITS):
            others = User.objects.for_user(user, Can.ASSIGN_VISITS).for_picker()
            self.fields["owner"].queryset = others.exclude(pk=user.pk)
        else:
            del self.fields["owner"]

    def planned_at(self) -> datetime:
        return moment(self.cleaned_data)

    def facts(self) -> dict:
        """Return what `plans.plan` is told."""
        names = ("purpose", "channel", "submission_key")
        said = {name: self.cleaned_data[name] for name in names}
        owner = self.cleaned_data.get("owner")
        return said | {"planned_at": self.planned_at(), "owner": owner}


class RescheduleForm(forms.Form):
    """The other day and time of a planned visit, as `plans.reschedule` is told."""

    asked_by = ASKED_BY
    day = forms.DateField(
        label=gettext_lazy("Day"), widget=DateInput, validators=[day_of_a_life]
    )
    time = forms.TimeField(label=gettext_lazy("Time"), widget=HourInput)
    # When the page showed it planned for, so that the second of two tabs is told.
    seen_at = forms.DateTimeField(widget=forms.HiddenInput)
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        # Beside the form of a new visit, which asks for a day and a time too.
        super().__init__(*args, auto_id="again_%s", **kwargs)

    def clean(self) -> dict:
        said = super().clean()
        self.is_certain = said.get("anyway", False)
        if self.errors:
            return said
        return {"planned_at": moment(said), "seen_at": said["seen_at"]}


def moment(said: dict) -> datetime:
    """Return the day and the time someone typed, in his zone."""
    zone = timezone.get_current_timezone()
    return datetime.combine(said["day"], said["time"], tzinfo=zone)


def proposed(visit, at: datetime) -> dict:
    """Return what the form to reschedule begins with: as planned, or tomorrow.

    At a full quarter, which is what the field offers.
    """
    if not visit.planned_at:
        return {}
    planned, tomorrow = local(visit.planned_at), day_of(at) + timedelta(days=1)
    day = planned.date() if visit.planned_at > at else tomorrow
    minute = planned.minute // QUARTER_MINUTES * QUARTER_MINUTES
    clock = planned.time().replace(minute=minute, second=0, microsecond=0)
    return {"day": day, "time": clock, "seen_at": visit.planned_at.isoformat()}


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it called off?"), max_length=200
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why is it withdrawn?"), max_length=200)


class AddendumForm(forms.Form):
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)
    unheard = UnheardField()
    text = forms.CharField(
        label=gettext_lazy("Addendum"),
        max_length=2000,
        widget=Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write down what is to be added.")},
    )
