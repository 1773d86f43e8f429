"""Forms about an opportunity: what it is, where it stands."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models.records import submission_key
from accounts.widgets import Chips, Textarea
from customers.choices.opportunities import LostReason, Progress
from customers.forms.fields import DateInput, day_of_a_life
from customers.models import Opportunity
from customers.services.opportunities import EDITABLE


class OpportunityForm(forms.ModelForm):
    """A new one, or one that stands; the version says what was shown."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )

    class Meta:
        model = Opportunity
        fields = ("title", "amount", "expected_on", "next_step", "next_on", "note")
        widgets = {
            "expected_on": DateInput(),
            "next_on": DateInput(),
            "note": Textarea(attrs={"rows": 3}),
        }

    def __init__(self, data=None, *, opportunity: Opportunity | None = None):
        initial = {"version": 1, "submission_key": submission_key()}
        if opportunity:
            initial |= {name: getattr(opportunity, name) for name in EDITABLE}
            initial |= {"version": opportunity.version, "submission_key": None}
        super().__init__(data, initial=initial)
        self.fields["next_on"].label = _("Day of the next step")

    def clean_expected_on(self):
        return _sound(self.cleaned_data["expected_on"])

    def clean_next_on(self):
        return _sound(self.cleaned_data["next_on"])

    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in EDITABLE}


class MoveForm(forms.Form):
    progress = forms.ChoiceField(
        label=gettext_lazy("Stage"), choices=Progress, widget=Chips
    )
    lost_reason = forms.ChoiceField(
        label=gettext_lazy("Why was it lost? (needed when lost)"),
        choices=[("", "–"), *LostReason.choices],
        required=False,
    )
    lost_reason.is_needed_at_times = True
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )


def _sound(day):
    if day:
        day_of_a_life(day)
    return day
