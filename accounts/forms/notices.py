"""How someone chooses to hear of things: ways, quiet hours, who stands in for him."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import FIXED, GROUP_OF, EventGroup, Way
from accounts.models import Availability, User
from accounts.widgets import Chips

TELLING = [group for group in EventGroup if group in GROUP_OF.values()]
PLAIN = ("quiet_from", "quiet_until", "quiet_on_days_off", "away_from", "away_until",
         "substitute")  # fmt: skip


def _clock(label: str) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, widget=widget)


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget)


class AvailabilityForm(forms.Form):
    quiet_from = _clock(_("Quiet from"))
    quiet_until = _clock(_("Quiet until"))
    quiet_on_days_off = forms.BooleanField(
        label=_("Quiet on days off, by the working calendar"), required=False
    )
    away_from = _day(_("Away from"))
    away_until = _day(_("Away until and with"))
    substitute = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who hears for me"),
        required=False,
        empty_label=_("nobody"),
    )

    def __init__(self, data=None, *, user: User, stood: Availability, ways: dict):
        initial = {name: getattr(stood, name) for name in PLAIN}
        initial |= {_named(group): ways[group] for group in TELLING}
        super().__init__(data, initial=initial)
        others = User.objects.for_picker(str(stood.substitute_id or ""))
        self.fields["substitute"].queryset = others.exclude(pk=user.pk)
        for group in TELLING:
            offered = [
                choice
                for choice in Way.choices
                if group not in FIXED or choice[0] != Way.OFF
            ]
            self.fields[_named(group)] = forms.ChoiceField(
                label=group.label, choices=offered, widget=Chips
            )

    def ways(self) -> list:
        """Return the fields that ask for ways, in the order of their groups."""
        return [self[_named(group)] for group in TELLING]

    def quiet(self) -> list:
        return [self[name] for name in PLAIN[:3]]

    def absence(self) -> list:
        return [self[name] for name in PLAIN[3:]]

    def choice(self) -> dict:
        """Return what `services.availability.choose` takes."""
        said = self.cleaned_data
        ways = {group: Way(said[_named(group)]) for group in TELLING}
        return {name: said[name] for name in PLAIN} | {"ways": ways}


def _named(group: EventGroup) -> str:
    return f"way_{group.lower()}"
