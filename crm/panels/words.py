"""Panels of those whose work is still to come: an honest sentence, no numbers."""

from datetime import datetime

from accounts.models import User


def panel(user: User, at: datetime) -> dict:
    return {"at": at, "tiles": [], "is_to_come": True}
