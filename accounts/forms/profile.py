"""What someone types to come in, and to change how the product looks to him."""

from django import forms
from django.contrib.auth import password_validation
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts import zones
from accounts.choices import Density, Language, Theme
from accounts.models import User
from accounts.widgets import Chips

# No hasher is asked to work on a novel.
LONGEST_PASSWORD = 256
phone_signs = RegexValidator(
    r"^[0-9+() \-]{5,20}$", _("Enter a phone number, for example 138 0013 8000.")
)


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "class": "form-control",
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
                "enterkeyhint": "next",
            }
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(
            attrs={
                "class": "form-control",
                "autocomplete": "current-password",
                "enterkeyhint": "go",
            }
        ),
    )


class ProfileForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("Of the pages and of e-mails to you."),
        choices=Language.choices,
        widget=Chips,
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices, widget=Chips)
    density = forms.ChoiceField(
        label=_("Density"), choices=Density.choices, widget=Chips
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))
    phone = forms.CharField(
        label=_("Mobile"),
        required=False,
        max_length=20,
        validators=[phone_signs],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data=None, *, user: User):
        stood = {name: getattr(user, name) for name in self.base_fields}
        super().__init__(data, initial=stood)
        self.fields["time_zone"].choices = zones.choices(user.time_zone)


class PasswordForm(forms.Form):
    """The old password and the new one, typed twice because nobody sees it."""

    old = forms.CharField(
        label=_("Current password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        help_text=_("At least 10 characters; four words are easier than signs."),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password again"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data=None, *, user: User):
        super().__init__(data)
        self.user = user

    def clean_new(self) -> str:
        new = self.cleaned_data["new"]
        password_validation.validate_password(new, self.user)
        return new

    def clean(self) -> dict:
        data = super().clean()
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", _("The two new passwords differ. Type both again."))
        return data
