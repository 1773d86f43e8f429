"""A wording for customers, as it is proposed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.widgets import Textarea
from complaints.models import Answer, Category
from complaints.services.approving import FIELDS, seen_of

PLACES = gettext_lazy(
    "Filled in: $name, $code, $product, $received, $due, $solution. "
    "Both languages say the same."
)


class AnswerForm(forms.ModelForm):
    """The next version of an answer, in both languages."""

    seen = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Answer
        fields = ("code", *FIELDS)
        widgets = {
            "text_zh": Textarea(attrs={"rows": 6}),
            "text_en": Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "code": gettext_lazy("Small letters, digits and hyphens; it stays."),
            "text_zh": PLACES,
            "text_en": PLACES,
        }

    def __init__(self, *args, begins: Answer | None, draft: Answer | None):
        """`begins` is what the form shows at first: the draft, or what is in use."""
        shown = {name: getattr(begins, name) for name in FIELDS} if begins else {}
        super().__init__(*args, initial=shown)
        self.fields["category"].queryset = Category.objects.in_use()
        self.initial["seen"] = seen_of(draft)
        if begins:
            del self.fields["code"]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].lower()
        if code == "new" or Answer.objects.of(code).exists():
            raise ValidationError(_("There is an answer of this code already."))
        return code

    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in FIELDS}
