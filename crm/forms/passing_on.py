"""What is said when customers are passed on: to whom, why, until when, which tiers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.records import submission_key
from accounts.permissions.actions import Can
from accounts.widgets import Chips, ChipsMany, Textarea
from customers.choices.archive import Tier
from customers.choices.handovers import HandoverKind


class GiverForm(forms.Form):
    """Whose customers are to be passed on."""

    giver = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Whose customers"),
        empty_label=_("Choose an owner"),
    )

    def __init__(self, data, *, user: User):
        super().__init__(data)
        asked = str((data or {}).get("giver", ""))
        colleagues = User.objects.for_user(user, Can.ASSIGN_CUSTOMERS)
        self.fields["giver"].queryset = colleagues.for_picker(besides=asked)


class PassOnForm(forms.Form):
    # A service speaks of owners where this form asks for the taker.
    asked_by = {"owner": "taker"}

    kind = forms.ChoiceField(label=_("Why"), choices=HandoverKind, widget=Chips)
    taker = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who takes over"),
        empty_label=_("Choose a successor"),
    )
    until = forms.DateField(
        label=_("Last day of the leave"),
        required=False,
        help_text=_("Only for a leave: the customers keep their owner."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    tiers = forms.MultipleChoiceField(
        label=_("Only these tiers"),
        required=False,
        choices=Tier,
        widget=ChipsMany,
        help_text=_("None chosen: all. Pass the others on to somebody else."),
    )
    note = forms.CharField(
        label=_("Note to the successor"),
        required=False,
        max_length=2000,
        widget=Textarea(attrs={"rows": 4}),
    )
    submission_key = forms.UUIDField(initial=submission_key, widget=forms.HiddenInput)

    def __init__(self, data, *, user: User, giver: User):
        super().__init__(data)
        takers = User.objects.owners_for(user, Can.ASSIGN_CUSTOMERS)
        field = self.fields["taker"]
        field.queryset = takers.exclude(pk=giver.pk).select_related("branch")
        field.label_from_instance = lambda each: f"{each.name} · {each.branch}"

    def clean(self) -> dict:
        said = super().clean()
        if said.get("kind") != HandoverKind.LEAVE:
            said["until"] = None
        elif not said.get("until") and "until" not in self.errors:
            self.add_error("until", _("Enter the last day of the leave."))
        return said


class DeclineForm(forms.Form):
    reason = forms.CharField(label=_("Why it cannot be kept"), max_length=200)
