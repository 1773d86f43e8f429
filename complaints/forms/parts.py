"""What a department is asked and answers, as people type it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from accounts.widgets import Textarea
from complaints.forms.keyed import KeyedForm
from complaints.forms.registers import ACCEPTED
from complaints.services.parts import DAYS, MOST_DAYS
from customers.forms.documents import FilesField

WORKDAYS = {"min_value": 1, "max_value": MOST_DAYS, "initial": DAYS}


class AskForm(KeyedForm):
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.none(),
        empty_label=_("Choose the department"),
        error_messages={"required": _("Choose the department.")},
    )
    question = forms.CharField(
        label=_("What it is to answer"),
        max_length=2000,
        widget=Textarea(attrs={"rows": 4}),
        help_text=_("The department reads this and the vehicle or equipment, no more."),
    )
    shows_words = forms.BooleanField(
        label=_("Show the customer's words as well"), required=False
    )
    days = forms.IntegerField(label=_("Working days it has"), **WORKDAYS)

    def __init__(self, data=None, *, department=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["department"].queryset = Department.objects.in_use()
        self.initial["department"] = department


class AnswerForm(KeyedForm):
    answer = forms.CharField(
        label=_("Answer"), max_length=4000, widget=Textarea(attrs={"rows": 6})
    )
    uploads = FilesField(label=_("Photos, documents"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uploads"].widget.attrs["accept"] = ACCEPTED


class SendBackForm(KeyedForm):
    why = forms.CharField(
        label=_("What is missing?"),
        max_length=1000,
        widget=Textarea(attrs={"rows": 3}),
    )
    days = forms.IntegerField(label=_("Working days it has"), **WORKDAYS)


class CallOffForm(KeyedForm):
    why = forms.CharField(label=_("Why?"), max_length=300, required=False)


class TakeForm(forms.Form):
    """No key: who took it is taken, and a second time is refused."""

    standing = forms.CharField(widget=forms.HiddenInput, max_length=40)
