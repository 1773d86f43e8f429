"""Forms about a customer: a new one, one section of his profile, his next contact."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.records import submission_key
from accounts.permissions.actions import Can
from accounts.widgets import Chips, Textarea
from customers.choices.facts import Concerns, Reachable
from customers.forms.fields import (
    DateInput,
    MaskedFields,
    keep_wechat,
    phone_widget,
    readable_phone,
    to_come,
)
from customers.forms.own_fields import question
from customers.models import Customer, OwnField

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
# Sections whose form asks whether what it says was verified: by what he is reached.
VERIFIABLE = {
    "numbers": (Reachable.PHONE, Reachable.EMAIL),
    "place": (Reachable.ADDRESS,),
}
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
        self.asked = list(OwnField.objects.in_use().filter(is_required=True))
        for field in self.asked:
            self.fields[field.key] = question(field)
            if field.concerns != Concerns.BOTH:
                self.fields[field.key].help_text = field.get_concerns_display()

    def clean_phone(self) -> str:
        return readable_phone(self.cleaned_data["phone"])

    def clean_next_contact_on(self) -> date | None:
        return to_come(self.cleaned_data["next_contact_on"], self.today)

    def clean(self) -> dict:
        super().clean()
        self.is_wechat_moved = keep_wechat(self)
        for field in self.asked:
            answer = self.cleaned_data.get(field.key)
            is_his = field.is_for(self.cleaned_data.get("kind", ""))
            if is_his and answer in (None, "") and field.key not in self.errors:
                self.add_error(
                    field.key, self.fields["name"].error_messages["required"]
                )
        return self.cleaned_data

    def said(self) -> dict:
        """Return what `archive.create` takes; answers that are not asked are left."""
        keys = {field.key for field in self.asked}
        kind = self.cleaned_data["kind"]
        said = {k: v for k, v in self.cleaned_data.items() if k not in keys}
        his = [field.key for field in self.asked if field.is_for(kind)]
        return said | {"own": {key: self.cleaned_data.get(key) for key in his}}

    def open_fields(self) -> list:
        """Return the bound fields that stand open."""
        names = (*FIRST, *(field.key for field in self.asked))
        return [self[name] for name in names if name in self.fields]

    @property
    def asks_reason(self) -> bool:
        """Say whether the page asks why: the number was refused, or it was said."""
        return self.fields["reason"].required or bool(self["reason"].value())

    def folded_fields(self) -> list:
        """Return the bound fields that stand folded."""
        open_ones = {*FIRST, "submission_key", "reason"}
        open_ones |= {field.key for field in self.asked}
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
    form = made(data, row=customer, initial=initial | {"version": customer.version})
    form.channels = VERIFIABLE.get(section, ())
    if not form.channels:
        del form.fields["is_verified"]
    return form


class SectionForm(MaskedFields):
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )
    is_verified = forms.BooleanField(
        label=_("Verified with the customer today"), required=False
    )
    channels: tuple[str, ...] = ()

    def verified(self) -> tuple[str, ...]:
        """Return by what he was reached, where the form says that it was verified."""
        return self.channels if self.cleaned_data.get("is_verified") else ()


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
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("New owner"), empty_label=_("Choose an owner")
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args, user: User, customer: Customer, **kwargs):
        super().__init__(*args, **kwargs)
        owners = User.objects.owners_for(user, Can.ASSIGN_CUSTOMERS)
        self.fields["owner"].queryset = owners.exclude(pk=customer.owner_id)
