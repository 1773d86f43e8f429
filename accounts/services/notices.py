"""Everything that tells a user something inside the product, and what he has read."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import Func, Q, Value

from accounts import notices
from accounts.choices import FIXED, GROUP_OF, URGENT, EventGroup, Way
from accounts.models import Availability, ChosenWay, Mail, Notice, User
from accounts.permissions.shipped import HEADS, WATCHERS
from accounts.services import mails

# So long what was read stays in the inbox.
KEPT = timedelta(days=180)
# So long what nobody read.
KEPT_UNREAD = timedelta(days=365)
# What parts the key of a notice from whom its copy stands in for.
FOR = ":for:"


def tell(
    user: User,
    kind: str,
    *,
    key: str,
    at: datetime,
    params: dict | None = None,
    url: str = "",
    subject: models.Model | None = None,
    about: object = "",
) -> None:
    """Put one notice before `user`, as he chose to hear; the same key twice is one."""
    told = {"params": params, "url": url, "subject": subject, "about": about}
    tell_all([worded(user, kind, key=key, at=at, **told)])


def worded(
    user: User,
    kind: str,
    *,
    key: str,
    at: datetime,
    params: dict | None = None,
    url: str = "",
    subject: models.Model | None = None,
    about: object = "",
) -> Notice:
    """Return one notice for `user`, for `tell_all` to put before him.

    `kind` names the template that words it, `templates/notices/<kind>.html`, and the
    group of events it belongs to. `subject` is the record the inbox groups it under,
    `about` what that is called.
    """
    return Notice(
        user=user,
        kind=kind,
        key=key,
        params=params or {},
        url=url,
        subject=subject_of(subject) if subject else kind,
        about=str(about)[:120],
        created_at=at,
    )


@transaction.atomic
def tell_all(told: Iterable[Notice]) -> None:
    """Put notices before their readers, as each chose to hear; few queries for all.

    While a reader is away his substitute is told too.
    """
    put = _put(list(told))
    _put(list(_copies([one for one in put if GROUP_OF[one.kind] not in FIXED])))


def tell_watchers(kind: str, *, key: str, at: datetime, params: dict, url: str) -> None:
    """Tell every active holder of the role that watches over administrators."""
    for user in User.objects.active().filter(roles__code=WATCHERS):
        tell(user, kind, key=key, at=at, params=params, url=url)


def heads_of(branch_id: int) -> list[User]:
    """Return who answers for a branch: its managers, the directors where none is."""
    active = User.objects.active()
    heads = list(active.filter(roles__code=HEADS, branch_id=branch_id))
    return heads or list(active.filter(roles__code=WATCHERS))


def subject_of(row: models.Model) -> str:
    """Return the word under which the inbox groups what is told of one record."""
    return f"{row._meta.label_lower}:{row.pk}"


@transaction.atomic
def read(user: User, *, up_to: int, at: datetime, subject: str = "") -> int:
    """Mark the notices up to id `up_to` as read, of one record or of all.

    Returns how many were new.
    """
    unread = Notice.objects.for_user(user).unread().filter(pk__lte=up_to)
    if subject:
        unread = unread.filter(subject=subject)
    return unread.update(read_at=at, awaits_digest=False)


def forget_old(*, at: datetime) -> int:
    """Delete what was read half a year ago, and what nobody read in a whole one.

    Returns how many notices.
    """
    read, _rows = Notice.objects.read_before(at - KEPT).delete()
    unread, _rows = Notice.objects.unread().told_before(at - KEPT_UNREAD).delete()
    return read + unread


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
            "for_user_id": one.for_user_id,
            "kind": one.kind,
            "params": one.params,
            "subject": one.subject,
            "about": one.about,
            "url": one.url,
            "key": one.key,
            "awaits_digest": one.awaits_digest,
            "created_at": one.created_at.isoformat(),
            "read_at": one.read_at and one.read_at.isoformat(),
        }
        for one in found.order_by("pk")
    ]
    Notice.objects.filter(pk__in=[one["id"] for one in taken]).delete()
    return taken


def retract(kinds: list[str], *, key: str) -> int:
    """Take what was told under `key` out of every inbox: it holds no longer.

    Returns how many notices that were, those of substitutes among them.
    """
    told = Q(key=key) | Q(key__startswith=f"{key}{FOR}")
    count, _rows = Notice.objects.filter(told, kind__in=kinds).delete()
    return count


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


def _put(told: list[Notice]) -> list[Notice]:
    """Store notices as their readers chose to hear; return what is wanted at all."""
    ways = ChosenWay.objects.of_all({one.user_id for one in told})
    put = [(one, way) for one in told if (way := _way(one, ways)) != Way.OFF]
    for one, way in put:
        one.awaits_digest = way == Way.DIGEST and bool(one.user.email)
    Notice.objects.bulk_create([one for one, _way in put], ignore_conflicts=True)
    mails.post_all(
        _mailed(one) for one, way in put if way == Way.NOW and one.user.email
    )
    return [one for one, _way in put]


def _way(notice: Notice, ways: dict[int, dict[EventGroup, Way]]) -> Way:
    if notice.kind in URGENT:
        return Way.NOW
    return ways[notice.user_id][GROUP_OF[notice.kind]]


def _mailed(notice: Notice) -> Mail:
    subject, text = notices.letter(notice)
    return mails.written(
        notice.user,
        key=f"notice:{notice.key}",
        subject=subject,
        text=text,
        at=notice.created_at,
        is_urgent=notice.kind in URGENT,
    )


def _copies(told: list[Notice]) -> Iterator[Notice]:
    """Yield the same for whoever stands in for a reader, marked as for him."""
    away = Availability.objects.of_all(one.user for one in told)
    for one in told:
        day = one.created_at.astimezone(ZoneInfo(one.user.time_zone)).date()
        if stand_in := away[one.user_id].stand_in(day):
            yield Notice(
                user=stand_in,
                for_user=one.user,
                kind=one.kind,
                key=f"{one.key[:100]}{FOR}{one.user_id}",
                params=one.params,
                url=one.url,
                subject=one.subject,
                about=one.about,
                created_at=one.created_at,
            )
