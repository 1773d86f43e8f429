"""How a list is asked for the customers of one deed: by whom they were given, and when.

What it says is what the trail holds of the deed; no rows.
"""

from datetime import datetime
from typing import NamedTuple

from accounts.models import User

BIGGEST_ID = 2**63 - 1


class Deed(NamedTuple):
    actor_id: int
    at: datetime


def written(actor: User, at: datetime) -> str:
    """Return a deed as an address holds it."""
    return f"{actor.pk}~{at.isoformat()}"


def read(text: str) -> Deed | None:
    """Return the deed an address names, or None for what is none."""
    pk, _, at = text.partition("~")
    try:
        deed = Deed(int(pk), datetime.fromisoformat(at))
    except ValueError:
        return None
    return deed if deed.at.tzinfo and 0 <= deed.actor_id <= BIGGEST_ID else None
