"""How a customer took what he was told."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.models.records import submission_key
from complaints.choices import Reaction

HEARD = [each for each in Reaction.choices if each[0] != Reaction.UNKNOWN]


class ReactionForm(forms.Form):
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)
    reaction = forms.ChoiceField(
        label=gettext_lazy("How the customer took it"), choices=HEARD
    )
    text = forms.CharField(
        label=gettext_lazy("What he said"), max_length=1000, required=False
    )
