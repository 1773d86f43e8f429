"""The one screen on which a visit is written down, and the one that corrects it."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.days import day_of, local
from accounts.models.records import submission_key
from accounts.widgets import Chips, Textarea
from customers.forms.fields import DateInput
from customers.models import Customer
from visits.choices import (
    Channel,
    FeedbackKind,
    NextStep,
    NotMetReason,
    Outcome,
    Purpose,
    When,
)
from visits.forms.fields import HourInput, PicturesField
from visits.told import LONGEST_NOTE, LONGEST_WORDS, Told

# Which field a fault of `Told` is shown at, where its name is not the field's.
SHOWN_AT = {"happened_at": "when", "feedback": None}


class ToldForm(forms.Form):
    """What is told of a visit, for the first time or better."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"), choices=When, widget=Chips, initial=When.NOW
    )
    day = forms.DateField(label=gettext_lazy("Day"), required=False, widget=DateInput)
    time = forms.TimeField(label=gettext_lazy("Time"), required=False, widget=HourInput)
    channel = forms.ChoiceField(
        label=gettext_lazy("How"), choices=Channel, widget=Chips, initial=Channel.VISIT
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"),
        choices=Purpose,
        widget=Chips,
        initial=Purpose.CARE,
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=Outcome,
        widget=Chips,
        error_messages={"required": gettext_lazy("Choose how it went.")},
    )
    not_met_reason = forms.ChoiceField(
        label=gettext_lazy("Why not met"),
        choices=NotMetReason,
        widget=Chips,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=Textarea(attrs={"rows": 3, "enterkeyhint": "enter"}),
    )
    photos = PicturesField(label=gettext_lazy("Photos"), required=False)

    def __init__(self, *args, at: datetime, visit=None, **kwargs):
        """`at` is the moment the form was asked or sent; `visit` what it is about."""
        self.at, self.visit = at, visit
        super().__init__(*args, **kwargs)
        for kind in FeedbackKind:
            self.fields[f"say_{kind.lower()}"] = forms.CharField(
                label=kind.label,
                required=False,
                max_length=LONGEST_WORDS,
                widget=Textarea(attrs={"rows": 2}),
            )
        shown = local(at).strftime("%H:%M")
        now = _("Now, %(time)s") % {"time": shown}
        self.fields["when"].choices = [(When.NOW, now), *When.choices[1:]]

    def lines(self) -> list:
        """Return the lines for the customer's words, one a kind."""
        return [self[f"say_{kind.lower()}"] for kind in FeedbackKind]

    def clean(self) -> dict:
        said = super().clean()
        if self.errors:
            return said
        self.told = self._told(said)
        for name, message in self.told.faults(self.at):
            field = SHOWN_AT.get(name, name)
            self.add_error(field if field in self.fields else None, message)
        return said

    def _told(self, said: dict) -> Told:
        feedback = {kind.value: said[f"say_{kind.lower()}"] for kind in FeedbackKind}
        is_not_met = said["outcome"] == Outcome.NOT_MET
        return Told(
            outcome=said["outcome"],
            happened_at=self._happened_at(said),
            channel=said["channel"],
            purpose=said["purpose"],
            not_met_reason=said["not_met_reason"] if is_not_met else "",
            note=said["note"],
            feedback={kind: words for kind, words in feedback.items() if words},
            pictures=said["photos"],
            next_step=said.get("next_step") or NextStep.TIER,
            next_on=self._next_on(said),
        )

    def _next_on(self, said: dict):
        return said["next_on"] if said.get("next_step") == NextStep.PICK else None

    def _happened_at(self, said: dict) -> datetime | None:
        """Return the moment, None for now, or for what the visit says to the minute."""
        if said["when"] == When.NOW:
            return None
        today = day_of(self.at)
        day = {When.TODAY: today, When.YESTERDAY: today - timedelta(days=1)}.get(
            said["when"], said["day"]
        )
        if day is None or said["time"] is None:
            self.add_error("when", _("Choose the day and the time."))
            return None
        zone = timezone.get_current_timezone()
        moment = datetime.combine(day, said["time"], tzinfo=zone)
        stands = self.visit.happened_at if self.visit else None
        if stands and stands.replace(second=0, microsecond=0) == moment:
            return None
        return moment


class EditForm(ToldForm):
    """What was told of a visit, to be corrected; day and time stand as they were."""

    # `amended_at` as the form showed it, so that the second of two tabs is told.
    seen_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["when"].widget = forms.HiddenInput()

    def clean_seen_at(self) -> datetime | None:
        try:
            said = self.cleaned_data["seen_at"]
            return datetime.fromisoformat(said) if said else None
        except ValueError as error:
            raise forms.ValidationError(_("Open the visit anew.")) from error


class LogForm(ToldForm):
    """A visit to be written down, and what follows of it."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)
    next_step = forms.ChoiceField(
        label=gettext_lazy("Next step"),
        choices=NextStep,
        widget=Chips,
        initial=NextStep.TIER,
        required=False,
    )
    next_on = forms.DateField(
        label=gettext_lazy("Next visit on"), required=False, widget=DateInput
    )


class NewForm(LogForm):
    """A visit nobody planned: whom it was with is asked too, unless it is known."""

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

    def __init__(self, *args, customers, customer=None, **kwargs):
        """`customers` are those one may choose from; one known is not asked."""
        super().__init__(*args, **kwargs)
        if customer:
            del self.fields["customer"]
        else:
            self.fields["customer"].queryset = customers


def as_told(visit) -> dict:
    """Return the fields of a form that say what the visit says."""
    moment = local(visit.happened_at or visit.planned_at)
    said = {f"say_{item.kind.lower()}": item.text for item in visit.feedback.all()}
    names = ("channel", "purpose", "outcome", "not_met_reason", "note")
    return (
        said
        | {name: getattr(visit, name) for name in names}
        | {
            "when": When.OTHER,
            "day": moment.strftime("%Y-%m-%d"),
            "time": moment.strftime("%H:%M"),
            "seen_at": visit.amended_at.isoformat() if visit.amended_at else "",
        }
    )
