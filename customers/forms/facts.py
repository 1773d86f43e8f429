"""Forms about what is known of a customer: tags, likes, contact checks, the rule."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.seen import SeenForm
from accounts.models.records import submission_key
from accounts.widgets import Chips, ChipsMany
from customers.choices.facts import LikeKind, Reachable, TagColour, TagIcon, Trouble
from customers.forms.fields import DateInput, day_of_a_life
from customers.models import Customer, Like, Tag


class TagForm(SeenForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=20)
    name_en = forms.CharField(
        label=gettext_lazy("English name"), max_length=30, required=False
    )
    colour = forms.ChoiceField(
        label=gettext_lazy("Colour"),
        choices=TagColour,
        widget=Chips,
        initial=TagColour.BLUE,
    )
    icon = forms.ChoiceField(
        label=gettext_lazy("Picture"),
        choices=TagIcon,
        widget=Chips,
        initial=TagIcon.TAGS,
    )


class CustomerTagsForm(forms.Form):
    """The tags of one customer; carries which it showed as his."""

    tags = forms.ModelMultipleChoiceField(
        Tag.objects.none(),
        label=gettext_lazy("Tags"),
        required=False,
        widget=ChipsMany,
    )
    seen = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, data=None, *, held: list[int]):
        seen = ",".join(map(str, held))
        super().__init__(data, initial={"tags": held, "seen": seen})
        self.fields["tags"].queryset = Tag.objects.in_use()

    def clean_seen(self) -> list[int]:
        said = self.cleaned_data["seen"].split(",")
        return [int(pk) for pk in said if pk.isdecimal() and len(pk) < 10]


class LikeForm(forms.ModelForm):
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Like
        fields = ("kind", "text", "since", "told_by")
        widgets = {"kind": Chips, "since": DateInput()}

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.setdefault("submission_key", submission_key())
        self.initial.setdefault("since", today)
        self.fields["kind"].choices = LikeKind.choices
        self.fields["told_by"].help_text = _("The customer himself, his wife, a driver")
        self.fields["since"].widget.attrs["max"] = today.isoformat()

    def clean_since(self):
        day = self.cleaned_data["since"]
        day_of_a_life(day)
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day


class TroubleForm(forms.Form):
    """What is wrong with a number or an address the customer has."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Of what"), choices=Reachable, widget=Chips
    )
    trouble = forms.ChoiceField(
        label=gettext_lazy("What is wrong"), choices=Trouble, widget=Chips
    )
    tries = forms.IntegerField(
        label=gettext_lazy("How often did nobody answer?"),
        min_value=0,
        max_value=99,
        required=False,
    )

    def clean_tries(self) -> int:
        return self.cleaned_data["tries"] or 0


class VerifiedForm(forms.Form):
    """Of what he is reached by; nothing chosen is the whole archive."""

    channel = forms.ChoiceField(choices=Reachable, required=False)


def reachable(customer: Customer) -> bool:
    """Say whether there is anything that could be wrong."""
    return bool(customer.phone or customer.email or customer.address)
