"""Forms about a customer: a new one, one section of his profile, his next contact."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.records import submission_key
from accounts.permissions.actions import Can
from accounts.widgets import Chips, Textarea
from customers.forms.fields import (
    DateInput,
    MaskedFields,
    keep_wechat,
    phone_widget,
    readable_phone,
    to_come,
)
from customers.models import Customer

FIRST = ("name", "phone", "kind", "tier", "owner")
SECTIONS = {
    "identity": (
        _("Identity"),
        ("name", "kind", "partner_kind", "short_name", "salutation", "birthday",
         "id_number"),
    ),
    "numbers": (_("Phone, WeChat, e-mail"), ("phone", "wechat", "email")),
    "place": (_("Address"), ("city", "address")),
    "service": (_("Source"), ("source",)),
    "note": (_("Note"), ("note",)),
}  # fmt: skip
CHIPS = ("kind", "partner_kind", "tier", "source")


class CreateForm(forms.ModelForm):
    """Five fields first; the others stand folded under "More"."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why create another customer with this number?"),
        max_length=200,
        required=False,
    )

    class Meta:
        model = Customer
        fields = (
            "name", "phone", "kind", "tier", "owner", "wechat", "city", "source",
            "partner_kind", "short_name", "salutation", "email", "address", "birthday",
            "id_number", "next_contact_on", "note",
        )  # fmt: skip
        widgets = {
            **dict.fromkeys(CHIPS, Chips),
            "phone": phone_widget(),
            "birthday": DateInput(),
            "next_contact_on": DateInput(),
            "note": Textarea(attrs={"rows": 3}),
        }
        help_texts = {"phone": _("Mobile or WeChat helps you find the customer again.")}

    def __init__(self, *args, user: User, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.is_wechat_moved = today, False
        self.fields["next_contact_on"].widget.attrs["min"] = today.isoformat()
        self.initial.setdefault("submission_key", submission_key())
        owners = User.objects.owners_for(user, Can.CREATE_CUSTOMERS)
        self.fields["owner"].queryset = owners
        self.fields["owner"].required = False
        self.fields["owner"].empty_label = str(user)
        self.fields["name"].widget.attrs |= {
            "autofocus": True, "autocomplete": "off", "spellcheck": "false",
        }  # fmt: skip
        if not owners.exclude(pk=user.pk).exists():
            del self.fields["owner"]

    def clean_phone(self) -> str:
        return readable_phone(self.cleaned_data["phone"])

    def clean_next_contact_on(self) -> date | None:
        return to_come(self.cleaned_data["next_contact_on"], self.today)

    def clean(self) -> dict:
        super().clean()
        self.is_wechat_moved = keep_wechat(self)
        return self.cleaned_data

    def open_fields(self) -> list:
        """Return the bound fields that stand open."""
        return [self[name] for name in FIRST if name in self.fields]

    @property
    def asks_reason(self) -> bool:
        """Say whether the page asks why: the number was refused, or it was said."""
        return self.fields["reason"].required or bool(self["reason"].value())

    def folded_fields(self) -> list:
        """Return the bound fields that stand folded."""
        open_ones = {*FIRST, "submission_key", "reason"}
        return [self[name] for name in self.fields if name not in open_ones]


def section_form(section: str, data, customer: Customer) -> forms.ModelForm:
    """Return the form of one section of the profile, numbers masked."""
    names = SECTIONS[section][1]
    widgets = {name: Chips for name in CHIPS if name in names}
    widgets |= {"birthday": DateInput()} if "birthday" in names else {}
    widgets |= {"phone": phone_widget()} if "phone" in names else {}
    if "note" in names:
        widgets["note"] = Textarea(attrs={"rows": 6})
    made = forms.modelform_factory(Customer, SectionForm, names, widgets=widgets)
    initial = {name: getattr(customer, name) for name in names}
    return made(data, row=customer, initial=initial | {"version": customer.version})


class SectionForm(MaskedFields):
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )


class NextContactForm(forms.Form):
    """The day of the next contact; `today` None puts a day back, past or not."""

    on = forms.DateField(label=_("Next contact"), required=False, widget=DateInput())

    def __init__(self, *args, today: date | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date | None:
        on = self.cleaned_data["on"]
        return to_come(on, self.today) if self.today else on


class AssignForm(forms.Form):
    owner = forms.ModelChoiceField(User.objects.none(), label=_("New owner"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args, user: User, customer: Customer, **kwargs):
        super().__init__(*args, **kwargs)
        owners = User.objects.owners_for(user, Can.ASSIGN_CUSTOMERS)
        self.fields["owner"].queryset = owners.exclude(pk=customer.owner_id)
