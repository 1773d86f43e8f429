"""A supervisor's grade and remark."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.widgets import Chips, Textarea
from visits.choices import Grade


class ReviewForm(forms.Form):
    grade = forms.ChoiceField(
        label=gettext_lazy("Grade"),
        choices=Grade,
        widget=Chips,
        error_messages={"required": gettext_lazy("Choose a grade.")},
    )
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        required=False,
        max_length=1000,
        widget=Textarea(attrs={"rows": 2}),
    )
