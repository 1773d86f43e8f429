"""What an administrator types about departments and their liaisons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.codes import code_signs
from accounts.forms.seen import SeenForm
from accounts.models import Department, User
from accounts.permissions.actions import Can
from accounts.widgets import ChipsMany


class DepartmentForm(SeenForm):
    code = forms.CharField(label=_("Code"), max_length=30, validators=[code_signs])
    name_zh = forms.CharField(label=_("Chinese name"), max_length=40)
    name_en = forms.CharField(label=_("English name"), max_length=40)
    liaisons = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Liaisons"),
        required=False,
        widget=ChipsMany,
        help_text=_(
            "Of each branch who answers for it there; one without a branch does in all."
        ),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, data=None, *, row: Department | None = None):
        super().__init__(data, row=row)
        able = User.objects.able_to(Can.ANSWER_PARTS)
        if row:
            able = (able | row.liaisons.distinct()).distinct()
        field = self.fields["liaisons"]
        field.queryset = able.select_related("branch").order_by("branch__name", "pk")
        field.label_from_instance = _label


def _label(person: User) -> str:
    return f"{person.name} · {person.branch}" if person.branch else person.name
