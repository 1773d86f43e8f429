"""What an administrator chooses about roles: names, and the cells of one column."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import Reach
from accounts.forms.codes import code_signs
from accounts.forms.seen import SeenForm
from accounts.models import Role
from accounts.permissions.actions import YES_NO, Can, reaches_of
from accounts.permissions.shipped import TOPICS, shipped


class RoleForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        validators=[code_signs],
        help_text=_("Short, Latin letters, never changed: for example trainee."),
    )
    name_zh = forms.CharField(label=_("Chinese name"), max_length=40)
    name_en = forms.CharField(label=_("English name"), max_length=40)
    copy_of = forms.ModelChoiceField(
        Role.objects.order_by("pk"),
        label=_("Grants copied from"),
        required=False,
        empty_label=_("nothing: the role may not do anything yet"),
    )


class RoleNameForm(SeenForm):
    name_zh = forms.CharField(label=_("Chinese name"), max_length=40)
    name_en = forms.CharField(label=_("English name"), max_length=40)


class GrantsForm(forms.Form):
    """One column of the role table: a drop-down for each action."""

    seen = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, data=None, *, role: Role, stood: dict, seen: str):
        super().__init__(data, initial={"seen": seen})
        for _topic, cans in TOPICS:
            for can in cans:
                self.fields[can.value] = self._cell(role, can, stood)

    @staticmethod
    def _cell(role: Role, can: Can, stood: dict) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=can.label,
            choices=YES_NO if can.is_whole else _reaches(can),
            initial=stood.get(can, Reach.NONE),
            widget=forms.Select(
                attrs={
                    "class": "form-select form-select-sm",
                    "data-shipped": shipped(role.code, can).value,
                    "aria-label": can.label,
                }
            ),
        )

    def cells(self) -> dict[Can, Reach]:
        return {Can(name): Reach(self.cleaned_data[name]) for name in Can.values}


def _reaches(can: Can) -> list[tuple[str, str]]:
    return [(reach.value, reach.label) for reach in reaches_of(can)]
