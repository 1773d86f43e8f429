"""What is known of a lead, as it is registered and as it is corrected."""

import re
from collections import Counter
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.models.records import submission_key
from accounts.permissions.actions import Can
from accounts.widgets import Chips, ChipsMany, Textarea
from customers.choices.consent import Purpose
from customers.forms.fields import (
    DateInput,
    keep_wechat,
    phone_widget,
    readable_phone,
)
from customers.models import Campaign, ConsentText, Customer, Lead

OFFERED = 6
MOST_INTERESTS = 8
SEPARATORS = re.compile(r"[,，、;；/]")


class InterestField(forms.MultipleChoiceField):
    """Words among those offered; the form adds what was typed beside them."""

    def __init__(self):
        super().__init__(
            label=gettext_lazy("Interested in"), required=False, widget=ChipsMany
        )

    def offer(self, said: list[str]) -> None:
        """Offer the words said most often, each once."""
        words = [word for word, _count in Counter(said).most_common(OFFERED)]
        self.choices = [(word, word) for word in words]

    def valid_value(self, value) -> bool:
        return 0 < len(str(value)) <= 40


class FactsForm(forms.ModelForm):
    """What is known of a lead; the words of interest are chips and a line to type."""

    interests = InterestField()
    more_interests = forms.CharField(
        label=gettext_lazy("Other interests"), required=False, max_length=160
    )

    class Meta:
        model = Lead
        fields = (
            "name", "phone", "wechat", "channel", "campaign", "referrer",
            "expected_on", "budget", "note",
        )  # fmt: skip
        labels = {"channel": gettext_lazy("Channel")}
        widgets = {
            "channel": Chips,
            "phone": phone_widget(),
            "expected_on": DateInput(),
            "referrer": forms.TextInput,
            "note": Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, user: User, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.is_wechat_moved = today, False
        seen = Lead.objects.for_user(user, Can.SEE_LEADS)
        self.fields["interests"].offer(seen.interests_of_late())
        self.fields["campaign"].queryset = Campaign.objects.running().for_list()
        self.fields["campaign"].empty_label = gettext_lazy("no campaign in particular")
        customers = Customer.objects.for_user(user, Can.SEE_CUSTOMERS)
        self.fields["referrer"] = CodeField(customers)
        self.fields["name"].widget.attrs |= {
            "autocomplete": "off",
            "spellcheck": "false",
        }

    def clean_phone(self) -> str:
        return readable_phone(self.cleaned_data["phone"])

    def clean(self) -> dict:
        said = super().clean()
        self.is_wechat_moved = keep_wechat(self)
        said["interests"] = self._interests(said)
        said.pop("more_interests", None)
        return said

    def _interests(self, said: dict) -> list[str]:
        typed = SEPARATORS.split(said.get("more_interests", ""))
        words = [*said.get("interests", []), *(word.strip()[:40] for word in typed)]
        return list(dict.fromkeys(word for word in words if word))[:MOST_INTERESTS]

    def _post_clean(self) -> None:
        """Leave the rules of the row to the service: nothing is written here."""


class CodeField(forms.CharField):
    """A customer named by his code, as it stands beside every name."""

    def __init__(self, rows):
        label = gettext_lazy("Recommended by (customer code)")
        super().__init__(label=label, required=False, max_length=20)
        self.rows = rows

    def prepare_value(self, value):
        known = self.rows.filter(pk=value).first() if isinstance(value, int) else None
        return known.code if known else value

    def clean(self, value) -> Customer | None:
        code = super().clean(value).strip()
        found = self.rows.filter(code__iexact=code).first() if code else None
        if code and found is None:
            raise ValidationError(_("You see no customer with this code."))
        return found


class LeadForm(FactsForm):
    """Two fields first, chips and consent; the rest stands folded."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who looks after it"),
        required=False,
        empty_label=gettext_lazy("nobody yet: to be distributed"),
    )
    # Labelled with the words that stand today; `read_out` says which version it was.
    has_consented = forms.BooleanField(
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    read_out = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=32767
    )
    reason = forms.CharField(
        label=gettext_lazy("Why register another lead of this person?"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args, user: User, workers, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.initial.setdefault("submission_key", submission_key())
        own = workers.filter(pk=user.pk)
        theirs = User.objects.for_user(user, Can.CREATE_LEADS).values("pk")
        self.fields["owner"].queryset = workers.filter(pk__in=theirs)
        if own.exists():
            self.initial.setdefault("owner", user.pk)
        self.fields["name"].widget.attrs["autofocus"] = True
        self.fields["phone"].help_text = _("Phone or WeChat: at least one of the two.")
        self.text = ConsentText.objects.standing()[Purpose.ENQUIRY]
        self.fields["has_consented"].label = self.text.text
        self.initial["read_out"] = self.text.version
        for name in ("phone", "wechat"):
            self.fields[name].is_needed_at_times = True

    def clean(self) -> dict:
        said = super().clean()
        agrees, shown = said.pop("has_consented", False), said.pop("read_out", None)
        if agrees and shown != self.text.version:
            self.add_error(
                "has_consented", _("The words changed. Read them out again.")
            )
            self.data = self.data.copy()
            self.data["read_out"] = self.text.version
        said["agreed_to"] = self.text if agrees else None
        return said

    @property
    def asks_reason(self) -> bool:
        """Say whether the page asks why: it was refused, or it was said."""
        return self.fields["reason"].required or bool(self["reason"].value())

    def folded_fields(self) -> list:
        """Return the bound fields that stand folded."""
        open_ones = {"name", "phone", "interests", "has_consented", "read_out",
                     "submission_key", "reason"}  # fmt: skip
        return [self[name] for name in self.fields if name not in open_ones]


class EditForm(FactsForm):
    """What is corrected about a lead; numbers stand masked, a blank one stays."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )

    def __init__(self, data=None, *, lead: Lead, **kwargs):
        names = [name for name in FactsForm.Meta.fields if name != "referrer"]
        initial = {name: getattr(lead, name) for name in names}
        initial |= {"phone": "", "wechat": "", "version": lead.version}
        initial |= {"campaign": lead.campaign_id, "referrer": lead.referrer_id}
        super().__init__(
            data, initial=initial | {"interests": lead.interests}, **kwargs
        )
        offered = self.fields["interests"]
        own = [(word, word) for word in lead.interests]
        offered.choices = list(dict.fromkeys([*own, *offered.choices]))

    def said(self) -> dict:
        """Return what is to be written; a number left blank is not among it."""
        new = {
            name: self.cleaned_data[name] for name in (*self.Meta.fields, "interests")
        }
        return {k: v for k, v in new.items() if v or k not in ("phone", "wechat")}
