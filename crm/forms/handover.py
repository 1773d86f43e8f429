"""What is said when somebody leaves, or has left: who gets his customers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.widgets import Textarea


class HandoverForm(forms.Form):
    # Services speak of owners and takers where this form asks for the successor.
    asked_by = {"owner": "successor", "taker": "successor"}

    successor = forms.ModelChoiceField(
        User.objects.none(),
        label=_("The customers go to"),
        required=False,
        empty_label=_("nobody yet: they keep the present owner"),
    )
    note = forms.CharField(
        label=_("Note to the successor"),
        required=False,
        max_length=200,
        widget=Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data, *, leaving: User):
        super().__init__(data)
        others = User.objects.owners().exclude(pk=leaving.pk)
        field = self.fields["successor"]
        if not leaving.is_active:
            field.required, field.empty_label = True, _("Choose a successor")
        field.queryset = others.select_related("branch").order_by("name_key", "pk")
        field.label_from_instance = lambda user: f"{user.name} · {user.branch}"
