"""`{% icon "house" %}`: one picture of the sprite, hidden from screen readers."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> str:
    """Return the picture; the word beside it, or a hidden one, says what it means."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        extra,
        static("vendor/icons.svg"),
        name,
    )
