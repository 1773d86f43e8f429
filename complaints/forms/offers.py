"""Forms about compensation: proposed, changed, decided on, given."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models.records import submission_key
from accounts.widgets import Chips, Textarea
from complaints.models import Compensation, Complaint
from complaints.outcomes import OfferState

VERDICTS = {
    OfferState.APPROVED: _("Approve"),
    OfferState.RETURNED: _("Send back"),
    OfferState.REJECTED: _("Reject"),
}


class OfferForm(forms.ModelForm):
    """What the customer is to get, and why."""

    class Meta:
        model = Compensation
        fields = ("kind", "amount", "reason")
        widgets = {"kind": Chips, "reason": Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Compensation._meta.get_field("kind").choices
        self.fields["amount"].widget.attrs["inputmode"] = "decimal"

    def clean_amount(self) -> Decimal:
        amount = self.cleaned_data["amount"]
        if amount <= 0:
            raise ValidationError(_("Compensation is worth more than nothing."))
        return amount


class NewOfferForm(OfferForm):
    """A new one: its key, and how the complaint stood when the page was opened."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)
    standing = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, data=None, *, complaint: Complaint):
        super().__init__(data, initial={"standing": complaint.standing})


class VersionForm(forms.Form):
    """Nothing but what was read: for what needs no words."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1
    )

    def __init__(self, data=None, *, offer: Compensation):
        super().__init__(data, initial={"version": offer.version})


class ReviseForm(OfferForm):
    """One that was returned, as it stands; the version says what was shown."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1
    )

    def __init__(self, data=None, *, offer: Compensation):
        shown = {name: getattr(offer, name) for name in OfferForm.Meta.fields}
        super().__init__(data, initial=shown | {"version": offer.version})


class DecideForm(VersionForm):
    verdict = forms.ChoiceField(
        label=_("Decision"), choices=VERDICTS.items(), widget=Chips
    )
    decision = forms.CharField(
        label=_("Remark (needed unless it is approved)"), required=False,
        max_length=500, widget=Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    decision.is_needed_at_times = True


class GiveForm(VersionForm):
    receipt = forms.CharField(
        label=_("What proves that he has it: receipt or transfer number"),
        max_length=300,
    )
