"""What is said of a major complaint: why it is one, who joins, what was decided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.widgets import Textarea
from complaints.forms.keyed import KeyedForm
from complaints.services import teams


class WhyForm(KeyedForm):
    text = forms.CharField(
        label=_("Why it is a major complaint"),
        max_length=1000,
        widget=Textarea(attrs={"rows": 3}),
    )


class JoinForm(KeyedForm):
    user = forms.ModelChoiceField(
        label=_("Colleague"),
        queryset=User.objects.none(),
        empty_label=_("Choose a colleague"),
        error_messages={"required": _("Choose a colleague.")},
    )
    role = forms.CharField(label=_("Role in the team"), max_length=60, required=False)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["user"].queryset = teams.able()


class DecisionForm(KeyedForm):
    decision = forms.CharField(
        label=_("What was decided"), max_length=2000, widget=Textarea(attrs={"rows": 3})
    )
    why = forms.CharField(
        label=_("Reasons"), max_length=1000, widget=Textarea(attrs={"rows": 3})
    )
    people = forms.CharField(label=_("Who took part"), max_length=300, required=False)


class NoteForm(KeyedForm):
    text = forms.CharField(
        label=_("What happened today, what comes next"),
        max_length=2000,
        widget=Textarea(attrs={"rows": 4}),
    )
