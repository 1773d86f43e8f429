"""Forms about people at a customer, and about seeing a number in full."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import RevealReason
from accounts.models.records import submission_key
from accounts.widgets import Chips
from customers.forms.fields import DateInput, MaskedFields, phone_widget
from customers.models import Contact


class ContactForm(MaskedFields):
    """A new person, or one whose numbers stand masked."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )

    class Meta:
        model = Contact
        fields = ("name", "role", "title", "phone", "email", "birthday", "note")
        widgets = {"role": Chips, "phone": phone_widget(), "birthday": DateInput()}

    def __init__(self, data=None, *, contact: Contact | None = None):
        initial = {"version": 1, "submission_key": submission_key()}
        if contact:
            initial |= {name: getattr(contact, name) for name in self._meta.fields}
            initial |= {"version": contact.version, "submission_key": None}
        super().__init__(data, row=contact, initial=initial)


class NumberForm(forms.Form):
    """Which number is asked for, and why where that is asked."""

    field = forms.CharField(max_length=20, initial="phone", widget=forms.HiddenInput)
    contact = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    asset = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        choices=RevealReason,
        required=False,
        widget=Chips,
        label=_("Why do you need the full number?"),
    )
