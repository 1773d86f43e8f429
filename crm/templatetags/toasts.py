"""`{{ message|undo_url }}`: where a success can be undone, if it can."""

from django import template
from django.utils.http import url_has_allowed_host_and_scheme

register = template.Library()
TAG = "undo:"


@register.filter
def undo_url(message) -> str:
    """Return the address after `undo:` in the tags; never another host's."""
    for tag in (message.extra_tags or "").split():
        address = tag.removeprefix(TAG)
        if tag != address and url_has_allowed_host_and_scheme(address, None):
            return address
    return ""
