"""What a person says of a file he wants, and of one somebody else wants."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.choices import FileFormat
from accounts.models import User
from accounts.models.records import submission_key
from accounts.permissions.actions import Can
from accounts.widgets import Chips
from crm.exports.door import Wish, ways_of
from crm.exports.sheet import Sheet
from customers.choices.consent import REACHING, Channel, Purpose


class ExportForm(forms.Form):
    """What for, why, which columns; a list without customers is asked less."""

    purpose = forms.ChoiceField(
        label=_("What the file is for"),
        choices=Purpose,
        widget=forms.Select(attrs={"class": "form-select"}),
        initial=Purpose.CARE,
        help_text=_(
            "Own work rests on the contract. For everything else the file holds only "
            "customers who agreed to it."
        ),
    )
    channel = forms.ChoiceField(
        label=_("How the customers will be reached"),
        choices=[("", "–"), *((way, way.label) for way in REACHING)],
        widget=forms.Select(attrs={"class": "form-select"}),
        required=False,
        help_text=_("Consent is given for each way. Leave it for own work."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It stands in the file, and in the audit trail."),
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"), widget=forms.CheckboxSelectMultiple
    )
    is_full = forms.BooleanField(
        label=_("Full phone numbers, e-mail and ID numbers"),
        required=False,
        help_text=_("Otherwise they are masked as on the page."),
    )
    format = forms.ChoiceField(
        label=_("Format"), choices=FileFormat, widget=Chips, initial=FileFormat.XLSX
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    asked_by = {"columns": "columns", "channel": "channel"}

    def __init__(self, *args, sheet: Sheet, user: User):
        super().__init__(*args)
        self.sheet = sheet
        columns = [(column.name, column.label) for column in sheet.columns]
        self.fields["columns"].choices = columns
        self.initial["columns"] = [
            column.name for column in sheet.columns if column.is_shown
        ]
        self.initial["submission_key"] = submission_key()
        if not sheet.persons:
            del self.fields["purpose"], self.fields["channel"]
        if not (sheet.persons and user.may(Can.REVEAL_NUMBERS)):
            del self.fields["is_full"]

    def wish(self, query: QueryDict) -> Wish:
        """Return the list this asks for; a use of one way only needs no choice."""
        purpose = self.cleaned_data.get("purpose", Purpose.CARE)
        ways = ways_of(purpose)
        channel = self.cleaned_data.get("channel", "")
        if ways == (Channel.WHOLE,):
            channel = Channel.WHOLE
        return Wish(self.sheet, query, purpose, channel)

    def said(self) -> dict:
        """Return what the service takes besides the list."""
        return {
            "columns": self.cleaned_data["columns"],
            "format": self.cleaned_data["format"],
            "reason": self.cleaned_data["reason"],
            "is_full": self.cleaned_data.get("is_full", False),
            "key": self.cleaned_data["submission_key"],
        }


class DecisionForm(forms.Form):
    remark = forms.CharField(
        label=_("Remark"),
        max_length=200,
        required=False,
        help_text=_("Needed where the export is not allowed."),
    )
