"""The form that gives a complaint to a colleague."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.records import submission_key
from accounts.permissions.actions import Can
from accounts.widgets import Textarea
from complaints.models import Complaint


class AssignForm(forms.Form):
    """Who it goes to, and why; the hidden fields say what the page showed."""

    handler = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_("Goes to"), empty_label=_("Choose…")
    )
    text = forms.CharField(
        label=_("What the colleague should know"), required=False, max_length=500,
        widget=Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    standing = forms.CharField(widget=forms.HiddenInput, max_length=40)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, complaint: Complaint, user: User):
        said = {"standing": complaint.standing, "key": submission_key()}
        super().__init__(data, initial=said)
        able = User.objects.able_to(Can.HANDLE_COMPLAINTS).values("pk")
        reached = User.objects.for_user(user, Can.ASSIGN_COMPLAINTS).filter(pk__in=able)
        self.fields["handler"].queryset = reached.for_picker()

    def show_again(self, complaint: Complaint) -> None:
        """Let what was typed stand, over how the complaint stands now."""
        self.data = self.data.copy()
        self.data["standing"] = complaint.standing
