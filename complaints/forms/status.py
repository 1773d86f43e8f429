"""What a customer writes on the page of his complaint."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.models.records import submission_key
from accounts.widgets import Textarea
from complaints.services.inbound import LONGEST


class MessageForm(forms.Form):
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)
    text = forms.CharField(
        label=gettext_lazy("Your message to us"),
        max_length=LONGEST,
        widget=Textarea(attrs={"rows": 4, "class": "form-control"}),
        error_messages={"required": gettext_lazy("Write what you want to tell us.")},
    )
