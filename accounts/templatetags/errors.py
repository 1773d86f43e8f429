"""What is wrong with a field, in words that name it."""

from django import forms, template
from django.forms import BoundField
from django.utils.translation import gettext as _

register = template.Library()
NAMELESS = forms.Field.default_error_messages["required"]


@register.filter
def told(field: BoundField) -> list[str]:
    """Return the errors of a field; one left empty is named."""
    return [
        _nothing(field) if error.message == NAMELESS else str(words)
        for error, words in zip(field.errors.as_data(), field.errors, strict=True)
    ]


def _nothing(field: BoundField) -> str:
    words = _("Choose: %(label)s") if _offers(field) else _("Enter: %(label)s")
    return words % {"label": field.label}


def _offers(field: BoundField) -> bool:
    return isinstance(field.field, forms.ChoiceField)
