"""Forms about doubles and the recycle bin: mostly a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models.records import submission_key
from customers.differences import FIELDS, Choice


class ReasonForm(forms.Form):
    """Why: asked before somebody is removed, or two are said to be two."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class MergeForm(forms.Form):
    """Whose value stands, field by field, and which state of both the page showed."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    winner_version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )
    loser_version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission_key", submission_key())
        for name in FIELDS:
            self.fields[f"choice_{name}"] = forms.ChoiceField(
                choices=Choice.choices, required=False
            )

    @property
    def choices(self) -> dict[str, str]:
        """Return whose value was chosen, by field."""
        return {
            name: choice
            for name in FIELDS
            if (choice := self.cleaned_data[f"choice_{name}"])
        }

    @property
    def versions(self) -> tuple[int, int]:
        said = self.cleaned_data
        return said["winner_version"], said["loser_version"]
