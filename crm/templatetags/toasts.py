"""`{{ message|undo_url }}`: where a success can be undone, if it can."""

from django import template

from accounts.views.sign_in import is_ours

register = template.Library()
TAG = "undo:"


@register.filter
def undo_url(message) -> str:
    """Return the address after `undo:` in the tags; never another host's."""
    for tag in (message.extra_tags or "").split():
        address = tag.removeprefix(TAG)
        if tag != address and is_ours(address):
            return address
    return ""
