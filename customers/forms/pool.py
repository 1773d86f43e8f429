"""The form of the rule of the common pool."""

from django import forms

from customers.models import PoolRule
from customers.services.pooling import RULE_FIELDS


def rule_form(data, rule: PoolRule) -> forms.ModelForm:
    """Return the form of the rule, with the version it showed."""
    made = forms.modelform_factory(PoolRule, PoolRuleForm, RULE_FIELDS)
    initial = {name: getattr(rule, name) for name in RULE_FIELDS}
    return made(data, initial=initial | {"version": rule.version})


class PoolRuleForm(forms.ModelForm):
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What an empty one means stands in its own label.
        for field in self.fields.values():
            field.is_needed_at_times = not field.required

    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in RULE_FIELDS}
