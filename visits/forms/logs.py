"""The one screen on which a visit is written down, and the one that corrects it."""

from datetime import datetime, timedelta
from operator import attrgetter

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.days import day_of, local
from accounts.forms.refusals import tell
from accounts.models.records import submission_key
from accounts.refused import Refused
from accounts.widgets import Chips, Textarea
from customers.forms.fields import DateInput
from customers.models import Customer
from visits.cadence import QUARTER_MINUTES
from visits.choices import (
    MOST_PER_VISIT,
    Channel,
    FeedbackKind,
    NextStep,
    NotMetReason,
    Outcome,
    Purpose,
    When,
)
from visits.forms.fields import HourInput, NumbersField, PicturesField
from visits.told import LONGEST_NOTE, LONGEST_WORDS, Told

NOT_TYPED = {"submission_key", "drop", "photos"}


class ToldForm(forms.Form):
    """What is told of a visit, for the first time or better."""

    asked_by = {"happened_at": "when"}
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
    # Ids of pictures kept so far that are to go; drawn beside each.
    drop = NumbersField(label=gettext_lazy("Remove this photo"), required=False)

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
        self.kept = sorted(visit.photos.all(), key=attrgetter("pk")) if visit else []
        ticked = set(self["drop"].value() or [])
        for picture in self.kept:
            picture.is_dropped = str(picture.pk) in ticked

    def lines(self) -> list:
        """Return the lines for the customer's words, one a kind."""
        return [self[f"say_{kind.lower()}"] for kind in FeedbackKind]

    def clean(self) -> dict:
        """Say all that is wrong at once; of a field that is unfit only that."""
        said = super().clean()
        self.told = self._told(said)
        for name, message in self.told.faults(self.at):
            if self.asked_by.get(name, name) not in self.errors:
                tell(self, Refused(message, name))
        self._check_room(said)
        return said

    def _told(self, said: dict) -> Told:
        lines = {kind.value: said.get(f"say_{kind.lower()}") for kind in FeedbackKind}
        is_not_met = said.get("outcome") == Outcome.NOT_MET
        is_picked = said.get("next_step") == NextStep.PICK
        return Told(
            outcome=said.get("outcome", ""),
            happened_at=self._happened_at(said),
            channel=said.get("channel", ""),
            purpose=said.get("purpose", ""),
            not_met_reason=said.get("not_met_reason", "") if is_not_met else "",
            note=said.get("note", ""),
            feedback={kind: words for kind, words in lines.items() if words},
            pictures=said.get("photos", ()),
            dropped=said.get("drop", ()),
            next_step=said.get("next_step") or NextStep.TIER,
            next_on=said.get("next_on") if is_picked else None,
        )

    def _check_room(self, said: dict) -> None:
        """Refuse more pictures than a visit holds, those kept so far included."""
        stay = [one for one in self.kept if one.pk not in said.get("drop", ())]
        if len(stay) + len(said.get("photos", ())) > MOST_PER_VISIT:
            self.add_error("photos", _("A visit holds at most five photos."))

    def _happened_at(self, said: dict) -> datetime | None:
        """Return the moment, None for now, or for what the visit says to the minute."""
        when = said.get("when", When.NOW)
        if when == When.NOW:
            return None
        today = day_of(self.at)
        day = {When.TODAY: today, When.YESTERDAY: today - timedelta(days=1)}.get(
            when, said.get("day")
        )
        if day is None or said.get("time") is None:
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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.initial.get("when", When.NOW) == When.NOW:
            self._propose()

    def _propose(self) -> None:
        """Fill in what stands once "yesterday" or another day is chosen instead of now.

        The hour of the plan, or the present one, so that it is never one to come.
        """
        now = local(self.at)
        clock = now.replace(minute=now.minute // QUARTER_MINUTES * QUARTER_MINUTES)
        clocks = [self.initial.get("time"), clock.strftime("%H:%M")]
        self.initial["time"] = min(filter(None, clocks))
        if self.initial.get("day", "") >= now.strftime("%Y-%m-%d"):
            self.initial["day"] = ""


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

    def __init__(self, *args, customers=None, customer=None, **kwargs):
        """`customers` are those one may choose from, unless `customer` is known."""
        super().__init__(*args, **kwargs)
        if customer:
            del self.fields["customer"]
        else:
            self.fields["customer"].queryset = customers


def as_told(visit) -> dict:
    """Return the fields of a form that say what the visit says, or said before undo."""
    before = dict(visit.told_before)
    told_at, _by = before.pop("happened_at", ""), before.pop("by", None)
    told_at = datetime.fromisoformat(told_at) if told_at else visit.happened_at
    moment = local(told_at or visit.planned_at)
    said = {f"say_{item.kind.lower()}": item.text for item in visit.feedback.all()}
    names = ("channel", "purpose", "outcome", "not_met_reason", "note")
    return (
        said
        | {name: getattr(visit, name) for name in names}
        | {
            "when": When.OTHER if told_at else When.NOW,
            "day": moment.strftime("%Y-%m-%d"),
            "time": moment.strftime("%H:%M"),
            "seen_at": visit.amended_at.isoformat() if visit.amended_at else "",
        }
        | before
    )


def as_typed(posted) -> dict:
    """Return what a person typed on a form, without what it came with."""
    blank = LogForm.base_fields
    names = [name for name in posted if name in blank or name.startswith("say_")]
    kept = {name: posted[name] for name in names if name not in NOT_TYPED}
    typed = {
        name: value
        for name, value in kept.items()
        if value and (name not in blank or value != blank[name].initial)
    }
    if "when" in typed:
        return typed
    return {name: typed[name] for name in typed if name not in ("day", "time")}
