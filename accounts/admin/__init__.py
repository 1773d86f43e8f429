"""The administrator's site: users, places, roles, and what was recorded about them."""

from accounts.admin import calendars, departments, mails, people, places, records, roles
from accounts.admin.site import site

__all__ = [
    "calendars",
    "departments",
    "mails",
    "people",
    "places",
    "records",
    "roles",
    "site",
]
