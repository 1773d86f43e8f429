"""What an administrator types about users, branches and teams."""

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from accounts import zones
from accounts.choices import Language
from accounts.forms.codes import code_signs
from accounts.forms.profile import LONGEST_PASSWORD, phone_signs
from accounts.forms.seen import SeenForm
from accounts.models import Branch, Role, Team, User
from accounts.widgets import Chips, ChipsMany


class UserForm(SeenForm):
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        validators=[UnicodeUsernameValidator()],
        help_text=_("What the person types to sign in."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    name = forms.CharField(label=_("Full name"), max_length=60)
    roles = forms.ModelMultipleChoiceField(
        Role.objects.order_by("pk"),
        label=_("Roles"),
        widget=ChipsMany,
        help_text=_("With several roles the widest reach of each action counts."),
    )
    branch = forms.ModelChoiceField(
        Branch.objects.order_by("name"),
        label=_("Branch"),
        required=False,
        empty_label=_("none (head office)"),
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), required=False, empty_label=_("none")
    )
    phone = forms.CharField(
        label=_("Mobile"),
        required=False,
        max_length=20,
        validators=[phone_signs],
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=Language.choices,
        initial=Language.CHINESE,
        widget=Chips,
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), initial="Asia/Shanghai")

    def __init__(self, data=None, *, row: User | None = None):
        super().__init__(data, row=row)
        self.fields["team"].queryset = Team.objects.for_picker()
        self.fields["team"].label_from_instance = _team_label
        zone = self.stood.get("time_zone", "")
        self.fields["time_zone"].choices = zones.choices(zone)


class NewUserForm(UserForm):
    password = forms.CharField(
        label=_("First password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text=_(
            "At least 10 characters. "
            "The person chooses another one at the first sign-in."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password


class BranchForm(SeenForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=16,
        validators=[code_signs],
        help_text=_("Short and lasting, for example EAST."),
    )
    name = forms.CharField(label=_("Name"), max_length=80)
    city = forms.CharField(label=_("City"), max_length=40, required=False)


class TeamForm(SeenForm):
    name = forms.CharField(label=_("Name"), max_length=80)
    branch = forms.ModelChoiceField(
        Branch.objects.order_by("name"),
        label=_("Branch"),
        empty_label=_("Choose a branch"),
        help_text=_("When it changes, the people of the team move along."),
    )
    parent = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("Reports to"),
        required=False,
        empty_label=_("none: the team stands at the top"),
        help_text=_("Whoever leads the team above sees what this team sees."),
    )
    lead = forms.ModelChoiceField(
        User.objects.for_picker(),
        label=_("Lead"),
        required=False,
        empty_label=_("none"),
    )

    def __init__(self, data=None, *, row: Team | None = None):
        super().__init__(data, row=row)
        above = Team.objects.for_picker()
        if row:
            above = above.exclude(path__startswith=row.path)
        self.fields["parent"].queryset = above
        self.fields["parent"].label_from_instance = _team_label


def _team_label(team: Team) -> str:
    """Indent by depth, so that the list reads as a tree."""
    return f"{'　' * (team.path.count('/') - 2)}{team.name} · {team.branch}"
