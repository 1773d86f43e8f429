"""`{{ entry|why }}`: what the trail keeps beside the changes, fit to read."""

from django import template

from crm import pages

register = template.Library()


@register.filter
def why(entry) -> str:
    """Return the reason of an entry; of a page that was looked at, which it was."""
    if entry.action == "see_as.opened":
        return pages.said(entry.reason)
    return entry.reason
