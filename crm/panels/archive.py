"""The day of whoever keeps the archive: what is missing in it, what came in."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions.actions import Can
from crm.panels.counting import Tile, address, capped
from customers.models import Customer, ImportBatch

MOST_IMPORTS, MOST_CUSTOMERS = 5, 8


def panel(user: User, at: datetime) -> dict:
    seen = Customer.objects.for_user(user, Can.SEE_CUSTOMERS)
    silent, left = seen.without_phone(), seen.without_owner_at_work()
    imports = []
    if user.may(Can.IMPORT_CUSTOMERS):
        mine = ImportBatch.objects.filter(owner=user).select_related("job")
        imports = list(mine.order_by("-pk")[:MOST_IMPORTS])
    return {
        "at": at,
        "imports": imports,
        "unreachable": list(silent.for_work().order_by("pk")[:MOST_CUSTOMERS]),
        "unreachable_url": (silent_url := address("customers:index", lacks="phone")),
        "orphaned": list(left.for_work().order_by("pk")[:MOST_CUSTOMERS]),
        "orphaned_url": (left_url := address("customers:index", lacks="owner")),
        "tiles": [
            Tile(_("Without a phone number"), capped(silent), silent_url),
            Tile(_("The owner has left"), capped(left), left_url),
        ],
    }
