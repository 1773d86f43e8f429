"""The form of one target of the prospecting plan."""

from django import forms
from django.utils.translation import gettext_lazy

from customers.models.prospecting import MOST


class TargetForm(forms.Form):
    count = forms.IntegerField(
        label=gettext_lazy("New prospects a month"), min_value=0, max_value=MOST
    )
