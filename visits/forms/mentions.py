"""The second send of a text that names colleagues who will not be told."""

from django import forms

from accounts.forms import refusals
from accounts.ids import pk_of
from accounts.refused import Refused
from visits.services.mentions import Unheard


class UnheardField(forms.CharField):
    """The ids of those of whom the writer knows that they hear nothing: "5,9"."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, max_length=400)

    def clean(self, value) -> frozenset[int]:
        given = super().clean(value).split(",")
        return frozenset(pk for pk in map(pk_of, given) if pk is not None)


def tell(form: forms.Form, refusal: Refused) -> None:
    """Show a refusal; where it says who hears nothing, the next send knows it."""
    refusals.tell(form, refusal)
    if isinstance(refusal, Unheard):
        form.data = form.data.copy()
        known = form.cleaned_data.get("unheard", frozenset()) | set(refusal.unheard)
        form.data["unheard"] = ",".join(map(str, sorted(known)))
