"""Forms made from the company's own fields, and the one that makes them."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.forms.seen import SeenForm
from accounts.widgets import Chips, Textarea
from customers.choices.facts import Concerns, OwnType
from customers.forms.fields import DateInput, day_of_a_life
from customers.models import OwnField
from customers.own_answers import LONGEST

YES_OR_NO = [
    ("", pgettext_lazy("own field", "not known")),
    ("yes", gettext_lazy("yes")),
    ("no", gettext_lazy("no")),
]
# Beyond so many choices chips are a wall, a list is not.
MOST_CHIPS = 7


class YesNoField(forms.TypedChoiceField):
    """True, False, or None where nobody knows."""

    def __init__(self, **kwargs):
        super().__init__(
            choices=YES_OR_NO,
            coerce=lambda said: {"yes": True, "no": False}[said],
            empty_value=None,
            widget=Chips,
            **kwargs,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)


def question(field: OwnField, *, is_required: bool = False) -> forms.Field:
    """Return the form field that asks for an answer to `field`."""
    asked = {"label": str(field), "required": is_required}
    match field.type:
        case OwnType.NUMBER:
            return forms.DecimalField(max_digits=12, decimal_places=2, **asked)
        case OwnType.DATE:
            days = {"widget": DateInput(), "validators": [day_of_a_life]}
            return forms.DateField(**days, **asked)
        case OwnType.CHOICE:
            options = [("", "–"), *((one, one) for one in field.options)]
            few = len(field.options) <= MOST_CHIPS and is_required
            return forms.ChoiceField(
                choices=options, widget=Chips if few else forms.Select, **asked
            )
        case OwnType.YES_NO:
            return YesNoField(**asked)
    return forms.CharField(max_length=LONGEST, **asked)


def typed(field: OwnField, value):
    """Return a kept answer as the form field of `question` takes it."""
    return parse_date(value) if field.type == OwnType.DATE and value else value


class AnswersForm(forms.Form):
    """Every own field of one customer; carries what it showed."""

    seen = forms.JSONField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, asked: Iterable[OwnField], own: dict):
        asked = list(asked)
        shown = {field.key: own.get(field.key) for field in asked}
        initial = {field.key: typed(field, shown[field.key]) for field in asked}
        super().__init__(data, initial=initial | {"seen": shown})
        self.fields |= {field.key: question(field) for field in asked}

    def clean_seen(self) -> dict:
        seen = self.cleaned_data["seen"]
        if not isinstance(seen, dict):
            raise ValidationError(_("Open the form again."))
        return seen

    def answers(self) -> dict:
        return {k: v for k, v in self.cleaned_data.items() if k != "seen"}


class OwnFieldForm(SeenForm):
    """One own field: what is asked, how it is answered, of whom."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=30)
    name_en = forms.CharField(
        label=gettext_lazy("English name"), max_length=40, required=False
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Type of answer"), choices=OwnType, widget=Chips
    )
    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        max_length=1000,
        required=False,
        widget=Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line. Only for the type “choice”."),
    )
    concerns = forms.ChoiceField(
        label=gettext_lazy("For"),
        choices=Concerns,
        widget=Chips,
        initial=Concerns.BOTH,
    )
    is_required = forms.BooleanField(
        label=gettext_lazy("Must be answered when a customer is created"),
        required=False,
    )
    place = forms.IntegerField(
        label=gettext_lazy("Place in the list"),
        min_value=1,
        max_value=999,
        initial=10,
        help_text=gettext_lazy("Smaller numbers stand further up."),
    )

    def clean_choices(self) -> str:
        """Return the choices a line each, as they are kept."""
        typed = self.cleaned_data["choices"].splitlines()
        lines = [" ".join(line.split()) for line in typed]
        if any(len(line) > LONGEST for line in lines):
            raise ValidationError(_("A choice has at most 200 characters."))
        return "\n".join(dict.fromkeys(filter(None, lines)))
