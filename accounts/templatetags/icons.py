"""`{% icon "house" %}`: one picture of the sprite, hidden from screen readers."""

import functools

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()

# A shape of its own beside the letter, for eyes that tell no colours apart.
TIER_SHAPES = {"S": "diamond-fill", "A": "star-fill", "B": "star", "C": "circle"}


@register.simple_tag
@functools.lru_cache(maxsize=512)
def icon(name: str, extra: str = "") -> str:
    """Return the picture; the word beside it, or a hidden one, says what it means."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        extra,
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def tier(letter: str) -> str:
    """The tier of a customer, S to D: letter, shape and colour; nothing without one."""
    return _tier(letter, get_language()) if letter else ""


@functools.cache
def _tier(letter: str, _language: str) -> str:
    title = _("Tier S, strategic") if letter == "S" else _("Tier %(tier)s")
    shape = TIER_SHAPES.get(letter)
    return format_html(
        '<span class="tier tier-{}" title="{}">{}'
        '<span class="visually-hidden">{}</span> {}</span>',
        letter.lower(),
        title % {"tier": letter},
        icon(shape) if shape else "",
        _("Tier"),
        letter,
    )
