"""Names and free text as a page may print them; numbers go through `masked_field`."""

from django import template

from accounts import masking

register = template.Library()
# A name its reader may not open, whoever he is.
register.filter("veiled", masking.veiled)


@register.simple_tag(takes_context=True)
def private(context, value) -> str:
    """Print a name or free text of a customer; veiled while looking as someone else.

    Veiled too in mails, and in what a substitute is told, who may see nothing of it.
    """
    text = "" if value is None else str(value)
    return masking.veiled(text) if _is_veiled(context) else text


@register.simple_tag(takes_context=True)
def words(context, value) -> str:
    """Print what someone wrote, in a notice; a mail leaves it out."""
    return "" if context.get("mailed") else private(context, value)


def _is_veiled(context) -> bool:
    """Ask the request too, because `{% include … only %}` drops `see_as`."""
    request = context.get("request") or getattr(context, "request", None)
    looking = context.get("see_as") or getattr(
        getattr(request, "user", None), "seen_by", None
    )
    told_for = getattr(context.get("notice"), "for_user_id", None)
    return bool(looking or told_for or context.get("mailed"))
