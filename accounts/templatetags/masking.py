"""Names and free text as a page may print them; numbers go through `masked_field`."""

from django import template

from accounts import masking

register = template.Library()


@register.simple_tag(takes_context=True)
def private(context, value) -> str:
    """Print a name or free text of a customer; veiled while looking as someone else.

    Asks the request too, because `{% include … only %}` drops `see_as`.
    """
    text = "" if value is None else str(value)
    user = getattr(context.get("request") or context.request, "user", None)
    looking = context.get("see_as") or getattr(user, "seen_by", None)
    return masking.veiled(text) if looking else text
