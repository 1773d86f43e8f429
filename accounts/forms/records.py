"""What narrows the trail: by whom, about whom, what, since and until when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import days
from accounts.choices import VERBS
from accounts.models import User


class TrailForm(forms.Form):
    actor = forms.ModelChoiceField(
        User.objects.order_by("name_key", "pk"),
        widget=forms.Select(attrs={"class": "form-select"}),
        label=_("By"),
        required=False,
        empty_label=_("everybody"),
    )
    action = forms.ChoiceField(
        widget=forms.Select(attrs={"class": "form-select"}),
        label=_("What"),
        required=False,
        choices=[("", _("everything")), *VERBS.items()],
    )
    since = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(
            attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"
        ),
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(
            attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"
        ),
    )

    def filters(self) -> dict:
        """Return conditions for a queryset; what is wrong narrows nothing."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        if "since" in said:
            said["at__gte"] = days.midnight(said.pop("since"))
        if "until" in said:
            said["at__lt"] = days.end_of(said.pop("until"))
        return said
