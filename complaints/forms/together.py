"""What belongs together: which other complaint, what a group is about."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions.actions import Can
from accounts.widgets import Textarea
from complaints.forms.keyed import KeyedForm, KeyForm
from complaints.models import Complaint


class NumberField(forms.ModelChoiceField):
    """A complaint by its number, typed; only those its reader may take are found."""

    def __init__(self, **kwargs):
        super().__init__(
            queryset=Complaint.objects.none(),
            to_field_name="code",
            widget=forms.TextInput(attrs={"placeholder": "CMP-2026-000123"}),
            error_messages={
                "invalid_choice": _("There is no open complaint of this number here.")
            },
            **kwargs,
        )

    def clean(self, value):
        return super().clean((value or "").strip().upper())


class MergeForm(KeyedForm):
    into = NumberField(label=_("Merge it into"))
    text = forms.CharField(label=_("Why?"), max_length=300, required=False)

    def __init__(self, data=None, *, complaint: Complaint, user, **kwargs):
        super().__init__(data, standing=complaint.standing, **kwargs)
        rows = Complaint.objects.for_user(user, Can.ASSIGN_COMPLAINTS).open()
        rows = rows.exclude(pk=complaint.pk)
        self.fields["into"].queryset = rows
        if complaint.customer_id:
            same = rows.of(complaint.customer).newest()[:5]
            codes = list(same.values_list("code", flat=True))
            self.initial["into"] = codes[0] if len(codes) == 1 else ""
            if codes:
                said = gettext("Open ones of this customer: %(codes)s")
                told = said % {"codes": ", ".join(codes)}
                self.fields["into"].help_text = told


class UndoForm(KeyedForm):
    text = forms.CharField(label=_("Why?"), max_length=300, required=False)


class GroupForm(KeyedForm):
    name = forms.CharField(label=_("What it is about"), max_length=80)


class GroupAddForm(KeyForm):
    complaint = NumberField(label=_("Complaint"))

    def __init__(self, data=None, *, user):
        super().__init__(data)
        rows = Complaint.objects.for_user(user, Can.HANDLE_COMPLAINTS).open()
        self.fields["complaint"].queryset = rows


class GroupNoteForm(KeyForm):
    text = forms.CharField(
        label=_("Note into each complaint"),
        max_length=2000,
        widget=Textarea(attrs={"rows": 3}),
    )
