"""The visit screen in a browser: where one taps, and a plan to tell of."""

from django.utils import timezone

from accounts.models import User
from crm.testing.builders import make_customer, make_plan
from visits.models import Visit

SHEET_SAVE = "#dialog .visit-sheet-head button[type=submit]"
PAGE_SAVE = ".page-actions button[form=visit-form]"
WELL = "#visit-form .chip:has([value=POSITIVE])"


def planned(owner: User) -> Visit:
    """Plan a visit of `owner` two hours from the browser's now."""
    at = timezone.now()
    return make_plan(owner, customer=make_customer(owner, name="王小明", at=at), at=at)
