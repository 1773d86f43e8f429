"""Everything that tells a user something inside the product, and what he has read."""

from datetime import datetime

from django.db import models, transaction
from django.db.models import Func, Value

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


@transaction.atomic
def withdraw(pages: list[str]) -> list[dict]:
    """Take out of every inbox what leads to one of `pages` or below it.

    A page is "/customers/42/". Returns the notices as JSON holds them: `put_back` puts
    them back as they were.
    """
    leads_to = Func(
        "url",
        Value("^/[a-z]+/[0-9]+/"),
        function="substring",
        output_field=models.CharField(),
    )
    found = Notice.objects.alias(page=leads_to).filter(page__in=pages)
    taken = [
        {
            "id": one.pk,
            "user_id": one.user_id,
            "kind": one.kind,
            "params": one.params,
            "url": one.url,
            "key": one.key,
            "created_at": one.created_at.isoformat(),
            "read_at": one.read_at and one.read_at.isoformat(),
        }
        for one in found.order_by("pk")
    ]
    Notice.objects.filter(pk__in=[one["id"] for one in taken]).delete()
    return taken


@transaction.atomic
def put_back(taken: list[dict]) -> None:
    """Put back what `withdraw` took; what was told anew meanwhile stays."""
    Notice.objects.bulk_create(
        [
            Notice(
                **one
                | {
                    "created_at": datetime.fromisoformat(one["created_at"]),
                    "read_at": one["read_at"]
                    and datetime.fromisoformat(one["read_at"]),
                }
            )
            for one in taken
        ],
        ignore_conflicts=True,
    )
