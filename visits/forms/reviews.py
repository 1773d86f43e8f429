"""A supervisor's grade and remark."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.widgets import Chips, Textarea
from visits.choices import Grade
from visits.forms.mentions import UnheardField


class NumberedChips(Chips):
    """Chips that the keys 1, 2, 3 … choose."""

    def create_option(self, name, value, label, selected, index, **more):
        option = super().create_option(name, value, label, selected, index, **more)
        key = str(index + 1)
        option["attrs"] |= {"data-key": key, "aria-keyshortcuts": key, "title": key}
        return option


class ReviewForm(forms.Form):
    asked_by = {"text": "remark"}
    unheard = UnheardField()
    grade = forms.ChoiceField(
        label=gettext_lazy("Grade"),
        choices=Grade,
        widget=NumberedChips,
        error_messages={"required": gettext_lazy("Choose a grade.")},
    )
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        required=False,
        max_length=1000,
        widget=Textarea(attrs={"rows": 2}),
    )
