"""Everything that tells a user something inside the product, and what he has read."""

from datetime import datetime

from django.db import transaction

from accounts.models import Notice, User
from accounts.permissions.shipped import HEADS, WATCHERS


def tell(
    user: User,
    kind: str,
    *,
    key: str,
    at: datetime,
    params: dict | None = None,
    url: str = "",
) -> None:
    """Put one notice before `user`; the same key twice is one notice.

    `kind` names the template that words it: `templates/notices/<kind>.html`.
    """
    Notice.objects.bulk_create(
        [Notice(user=user, kind=kind, key=key, params=params or {}, url=url,
                created_at=at)],
        ignore_conflicts=True,
    )  # fmt: skip


def tell_watchers(kind: str, *, key: str, at: datetime, params: dict, url: str) -> None:
    """Tell every active holder of the role that watches over administrators."""
    for user in User.objects.active().filter(roles__code=WATCHERS):
        tell(user, kind, key=key, at=at, params=params, url=url)


def heads_of(branch_id: int) -> list[User]:
    """Return who answers for a branch: its managers, the directors where none is."""
    active = User.objects.active()
    heads = list(active.filter(roles__code=HEADS, branch_id=branch_id))
    return heads or list(active.filter(roles__code=WATCHERS))


@transaction.atomic
def read_all(user: User, *, up_to: int, at: datetime) -> int:
    """Mark the notices up to id `up_to` as read; return how many were new."""
    unread = Notice.objects.for_user(user).unread()
    return unread.filter(pk__lte=up_to).update(read_at=at)
