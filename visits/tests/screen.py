"""The visit screen in a browser: where one taps, and a plan to tell of."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from crm.testing.builders import make_customer, make_plan
from visits.models import Visit

SHEET_SAVE = "#dialog .visit-sheet-head button[type=submit]"
PAGE_SAVE = ".page-actions button[form=visit-form]"
WELL = "#visit-form .chip:has([value=POSITIVE])"


def planned(owner: User) -> Visit:
    """Plan a visit of `owner` two hours from the browser's now, at any rate today."""
    at = timezone.now()
    customer = make_customer(owner, name="王小明", at=at)
    night = timezone.localtime(at).replace(hour=23, minute=59, second=59)
    planned_at = min(at + timedelta(hours=2), night)
    return make_plan(owner, customer=customer, at=at, planned_at=planned_at)
