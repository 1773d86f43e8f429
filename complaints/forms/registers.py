"""The form on which a complaint is taken in, and what became of a message."""

from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.ids import pk_of
from accounts.models import Branch, User
from accounts.models.records import submission_key
from accounts.widgets import Chips, Textarea
from complaints.choices import Channel, Kind, Remedy, Severity
from complaints.models import Category, Complaint
from customers.forms.documents import FilesField
from customers.forms.fields import (
    DateInput,
    day_of_a_life,
    phone_widget,
    readable_phone,
)
from customers.models import Asset, Customer

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx"
DAYS = ("happened_on", "agency_received_on")


class RegisterForm(forms.ModelForm):
    """What a customer says, as whoever hears it takes it in."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)
    customer = forms.ModelChoiceField(
        label=gettext_lazy("Customer"),
        queryset=Customer.objects.none(),
        required=False,
        # Drawn by the picker, as radio buttons of this name.
        widget=forms.TextInput,
        error_messages={
            "invalid_choice": gettext_lazy("Choose one of your customers.")
        },
    )
    is_anonymous = forms.BooleanField(
        label=gettext_lazy("No customer of ours, or he does not say who he is"),
        required=False,
    )
    uploads = FilesField(
        label=gettext_lazy("Evidence: photos, documents"), required=False
    )

    class Meta:
        model = Complaint
        fields = (
            "words", "kind", "channel", "category", "severity", "remedy",
            "remedy_words", "claimed", "happened_on", "asset", "said_by",
            "reply_phone", "reply_email", "agency", "agency_number",
            "agency_received_on", "branch", "facts", "about_user",
        )  # fmt: skip
        labels = {
            "words": gettext_lazy("What happened, in the customer's words"),
            "kind": gettext_lazy("What it is"),
            "remedy": gettext_lazy("What he wants"),
            "asset": gettext_lazy("Vehicle or equipment"),
            "facts": gettext_lazy("What is known of it"),
            "about_user": gettext_lazy("About the colleague"),
        }
        widgets = {
            "words": Textarea(attrs={"rows": 5, "enterkeyhint": "enter"}),
            "facts": Textarea(attrs={"rows": 3}),
            "kind": Chips,
            "severity": Chips,
            "remedy": Chips,
            "reply_phone": phone_widget(),
            **dict.fromkeys(DAYS, DateInput()),
        }

    def __init__(self, *args, today: date, customer=None, customers=None, **kwargs):
        """`customers` are those one may choose from, unless `customer` is known."""
        super().__init__(*args, **kwargs)
        self.today, self.customer = today, customer
        # Until somebody says so, it is as grave as its category.
        self.initial["severity"] = self.initial.get("graded")
        fields = self.fields
        if customer:
            for name in ("customer", "is_anonymous", "branch"):
                del fields[name]
        else:
            fields["customer"].queryset = customers
            fields["branch"].queryset = Branch.objects.order_by("code")
            fields["branch"].required = False
            fields["branch"].empty_label = _("mine, or the customer's")
        self._offer(customer)

    def _offer(self, customer: Customer | None) -> None:
        fields = self.fields
        for name, words in (("kind", Kind), ("remedy", Remedy), ("severity", Severity)):
            fields[name].choices = words.choices
            fields[name].required = name == "kind"
        fields["channel"].choices = Channel.choices
        fields["category"].queryset = Category.objects.in_use()
        fields["category"].empty_label = _("choose, or leave it to the handler")
        rows = Asset.objects.filter(customer=customer) if customer else None
        fields["asset"].queryset = rows.for_list() if rows else Asset.objects.none()
        fields["asset"].empty_label = _("none in particular")
        fields["about_user"].queryset = User.objects.for_picker()
        fields["about_user"].empty_label = _("no colleague in particular")
        fields["about_user"].help_text = _(
            "This colleague neither handles it nor is told of it."
        )
        for name in DAYS:
            fields[name].validators.append(day_of_a_life)
        fields["claimed"].min_value = Decimal(0)
        fields["uploads"].widget.attrs["accept"] = ACCEPTED

    def clean_reply_phone(self) -> str:
        return readable_phone(self.cleaned_data["reply_phone"])

    def clean_claimed(self) -> Decimal | None:
        claimed = self.cleaned_data["claimed"]
        if claimed is not None and claimed < 0:
            raise ValidationError(_("Enter an amount of zero or more."))
        return claimed

    def clean_severity(self) -> int | None:
        said = self.cleaned_data["severity"]
        return int(said) if said else None

    def clean(self) -> dict:
        said = super().clean()
        for name in DAYS:
            if said.get(name) and said[name] > self.today:
                self.add_error(name, _("This day is still to come."))
        if said.get("channel") == Channel.REGULATOR:
            self._check_regulator(said)
        is_known = self.customer or said.get("customer") or said.get("is_anonymous")
        if not is_known and "customer" not in self.errors:
            text = _("Choose the customer, or say that he is not known.")
            self.add_error("customer", text)
        return said

    def _check_regulator(self, said: dict) -> None:
        asked = {"agency": _("Say which regulator sent it on."),
                 "agency_received_on": _("Say when it was received.")}  # fmt: skip
        for name, message in asked.items():
            if not said.get(name) and name not in self.errors:
                self.add_error(name, message)

    def _post_clean(self) -> None:
        """Leave the rules of the row to the service: nothing is written here."""

    def whose(self) -> Customer | None:
        """Return the customer it is about; None where nobody is known."""
        if self.customer or self.cleaned_data.get("is_anonymous"):
            return self.customer
        return self.cleaned_data.get("customer")

    def said(self) -> dict:
        """Return what is written of the complaint: what is not graded, as its kind."""
        said = {name: self.cleaned_data[name] for name in self._meta.fields
                if name in self.cleaned_data and name != "branch"}  # fmt: skip
        return graded(said)

    def told(self) -> dict:
        """Return what else the service is told."""
        return {
            "key": self.cleaned_data["submission_key"],
            "uploads": self.cleaned_data["uploads"],
            "branch": self.cleaned_data.get("branch"),
        }


def graded(said: dict) -> dict:
    """Fill in what the category knows: how grave such is at first, and whose."""
    category = said.get("category")
    known = category.severity if category else Severity.NORMAL
    graded = {"severity": said.get("severity") or known}
    if category:
        graded["department"] = category.department
    return said | graded


def so_far(posted) -> dict:
    """Return what a half-filled form says of how it will be handled; two queries."""
    kind, channel = posted.get("kind"), posted.get("channel")
    category = Category.objects.in_use().filter(pk=_number(posted, "category")).first()
    severity, about = (_number(posted, name) for name in ("severity", "about_user"))
    said = {
        "kind": kind if kind in Kind.values else Kind.COMPLAINT,
        "channel": channel if channel in Channel.values else Channel.PHONE,
        "category": category,
        "severity": severity if severity in Severity.values else None,
        "about_user": about and User.objects.for_picker().filter(pk=about).first(),
    }
    return graded(said)


def _number(posted, name: str) -> int | None:
    return pk_of(str(posted.get(name) or ""))


class DismissForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why is it dismissed?"), max_length=200)


class EvidenceForm(forms.Form):
    """Files that are added to a complaint afterwards."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)
    uploads = FilesField(label=gettext_lazy("Files"))
    text = forms.CharField(
        label=gettext_lazy("What they show"), max_length=1000, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="evidence_%s", **kwargs)
        self.fields["uploads"].widget.attrs["accept"] = ACCEPTED
