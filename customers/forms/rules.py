"""A rule of which there is one, as a form over its row."""

from django import forms
from django.db import models


class RuleForm(forms.ModelForm):
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )

    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


def rule_form(data, rule: models.Model, fields, form=RuleForm) -> RuleForm:
    """Return the form of those fields of a rule, with the version it showed."""
    made = forms.modelform_factory(type(rule), form, fields)
    initial = {name: getattr(rule, name) for name in fields}
    return made(data, initial=initial | {"version": rule.version})
