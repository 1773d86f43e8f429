"""The form of one rule of completeness."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy

from accounts.forms.seen import SeenForm
from accounts.widgets import ChipsMany
from customers.choices.archive import Tier


class TiersField(forms.MultipleChoiceField):
    """Tiers, kept as their letters in the order of rank: "SAB"."""

    def prepare_value(self, value):
        return list(value or "")

    def clean(self, value) -> str:
        said = super().clean(value)
        return "".join(tier for tier in Tier.values if tier in said)


class RuleForm(SeenForm):
    weight = forms.IntegerField(
        label=gettext_lazy("Weight"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("How much it counts beside the others. 0: not asked."),
    )
    tiers = TiersField(
        label=gettext_lazy("Asked of tiers"), choices=Tier, widget=ChipsMany
    )
    fresh_months = forms.IntegerField(
        label=gettext_lazy("Counts in full for so many months"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=gettext_lazy(
            "Since it was verified last; after twice that time it counts half. "
            "Leave empty for what does not age."
        ),
    )
