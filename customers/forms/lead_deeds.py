"""Forms of what one does with a lead: a word with him, what becomes of it."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.models.records import submission_key
from accounts.widgets import Chips, Textarea
from customers.choices.leads import LostReason, TouchChannel
from customers.forms.fields import DateInput, to_come
from customers.models import Lead


class TouchForm(forms.Form):
    """A call, a message or a meeting: was he reached, what was said, when next."""

    asked_by = {"next_contact_on": "next_on"}
    NEXT = (
        ("1", gettext_lazy("tomorrow")),
        ("3", gettext_lazy("in 3 days")),
        ("7", gettext_lazy("in a week")),
        ("", gettext_lazy("not planned")),
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)
    is_reached = forms.TypedChoiceField(
        label=gettext_lazy("Was anybody reached?"),
        choices=[("yes", gettext_lazy("reached")), ("no", gettext_lazy("no answer"))],
        coerce=lambda value: value == "yes",
        widget=Chips,
        error_messages={"required": gettext_lazy("Say whether anybody was reached.")},
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=TouchChannel,
        widget=Chips,
        initial=TouchChannel.CALL,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=1000,
        widget=Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    next_days = forms.ChoiceField(
        label=gettext_lazy("Next contact"), choices=NEXT, required=False, widget=Chips
    )
    next_on = forms.DateField(
        label=gettext_lazy("or on"),
        required=False,
        widget=DateInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, auto_id="touch_%s", **kwargs)
        self.today = today

    def clean_next_on(self) -> date | None:
        return to_come(self.cleaned_data["next_on"], self.today)

    def clean(self) -> dict:
        said = super().clean()
        on, days = said.pop("next_on", None), said.pop("next_days", "")
        if on is None and days:
            on = self.today + timedelta(days=int(days))
        return said | {"next_contact_on": on}


class SeenForm(forms.Form):
    """A deed about a lead as the page showed it: a stale page is told."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, *args, lead: Lead, **kwargs):
        # Several of these stand on one page.
        name = type(self).__name__.lower()
        super().__init__(*args, auto_id=f"{name}_%s", **kwargs)
        self.initial.setdefault("seen", lead.standing)


class WinForm(SeenForm):
    note = forms.CharField(
        label=gettext_lazy("What was agreed"), required=False, max_length=1000
    )


class LoseForm(SeenForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it lost?"), choices=LostReason, widget=Chips
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=1000)


class StageForm(SeenForm):
    state = forms.CharField(widget=forms.HiddenInput, max_length=12)


class ReasonForm(SeenForm):
    """Giving back, taking back, putting into the pool: always with a reason."""

    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=200)


class AssignLeadForm(SeenForm):
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("New owner"),
        empty_label=gettext_lazy("Choose an owner"),
    )

    def __init__(self, *args, lead: Lead, workers, **kwargs):
        super().__init__(*args, lead=lead, **kwargs)
        self.fields["owner"].queryset = workers.exclude(pk=lead.owner_id)


class HandOverForm(SeenForm):
    taker = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("To whom"),
        empty_label=gettext_lazy("Choose a colleague"),
    )
    note = forms.CharField(
        label=gettext_lazy("What he should know"), required=False, max_length=1000
    )

    def __init__(self, *args, lead: Lead, takers, **kwargs):
        super().__init__(*args, lead=lead, **kwargs)
        self.fields["taker"].queryset = takers.exclude(pk=lead.owner_id)
