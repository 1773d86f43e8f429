"""`{% marked parts %}`: a text divided into what was typed and the rest."""

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()


@register.simple_tag
def marked(parts) -> str:
    """Return the parts in a row, each escaped, what was typed within <mark>."""
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", p) if hit else p,) for p, hit in parts),
    )
