"""Builders of notices and of readers who have an address."""

from datetime import time

from accounts.models import Notice, User
from accounts.services import availability, notices
from crm.testing.cast import NOON

REVIEW = {
    "reviewer": "李卡萝",
    "customer": "张三丰",
    "grade": "GOOD",
    "remark": "写得清楚",
}
QUIET = {"quiet_from": time(21), "quiet_until": time(8), "quiet_on_days_off": True}


def reachable(user: User, **fields) -> User:
    """Give a user an address, and English unless told otherwise."""
    fields = {"email": f"{user.username}@example.com", "language": "en"} | fields
    User.objects.filter(pk=user.pk).update(**fields)
    user.refresh_from_db()
    return user


def told(user: User, kind: str = "visits.reviewed", **overrides) -> Notice | None:
    """Tell `user` once more; what a reviewer said of a visit unless told otherwise."""
    asked = {"key": f"told:{Notice.objects.count()}", "at": NOON, "params": REVIEW,
             "url": "/visits/7/", "about": "张三丰"} | overrides  # fmt: skip
    notices.tell(user, kind, **asked)
    return Notice.objects.filter(user=user, key=asked["key"]).first()


def chosen(user: User, *, at=NOON, **choice) -> None:
    """Choose ways, quiet hours and a substitute as on the page."""
    choice.setdefault("ways", {})
    availability.choose(user, at=at, **(QUIET | choice))
