"""Questions about notices and mails: what is new, of which record, what is due."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from accounts.choices import TOLD_AT_ONCE, EventGroup, MailState, Way
from accounts.querysets.outgoing import OutgoingQuerySet

# So many of one record stand on the inbox itself; the rest on a page of their own.
MOST_SHOWN = 10


class NoticeQuerySet(models.QuerySet):
    def for_user(self, user) -> Self:
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def about(self, subject: str) -> Self:
        """Return what was told of one record."""
        return self.filter(subject=subject).select_related("for_user")

    def of_group(self, group: str, kinds: dict[str, str]) -> Self:
        """Return the notices of one group of events; `kinds` says which those are."""
        return self.filter(kind__in=[kind for kind in kinds if kinds[kind] == group])

    def heads(self) -> Self:
        """Return the newest of these notices of each record, with two counts.

        Each has `notice_count` and `unread_count`, of everything told of the record.
        """
        record = {"user_id": OuterRef("user_id"), "subject": OuterRef("subject")}
        newest = self.filter(~Exists(self.filter(**record, pk__gt=OuterRef("pk"))))
        same = self.model.objects.filter(**record)
        return newest.annotate(
            notice_count=_counted(same), unread_count=_counted(same.unread())
        )

    def with_news(self) -> Self:
        """Return those of the `heads` whose record has something unread."""
        return self.filter(unread_count__gt=0)

    def by_record(self, subjects: list[str]) -> dict[str, list]:
        """Map each record to the newest ten told of it; one query."""
        place = Window(RowNumber(), partition_by=F("subject"), order_by=F("pk").desc())
        rows = self.filter(subject__in=subjects).annotate(place=place)
        told = defaultdict(list)
        shown = rows.filter(place__lte=MOST_SHOWN).select_related("for_user")
        for notice in shown.order_by("-pk"):
            told[notice.subject].append(notice)
        return told

    def awaiting_digest(self, before: datetime) -> Self:
        """Return what waits for the daily mail since before `before`, newest first."""
        waiting = self.filter(awaits_digest=True, created_at__lt=before)
        return waiting.select_related("user", "for_user").order_by("-pk")

    def read_before(self, moment: datetime) -> Self:
        return self.filter(read_at__lt=moment)

    def told_before(self, moment: datetime) -> Self:
        return self.filter(created_at__lt=moment)


class WayQuerySet(models.QuerySet):
    def of(self, user) -> dict[EventGroup, Way]:
        """Return how `user` hears of each group of events; one query."""
        return self.of_all([user.pk])[user.pk]

    def of_all(self, ids: Iterable[int]) -> dict[int, dict[EventGroup, Way]]:
        """Map each user's id to how he hears of each group of events; one query."""
        ways = {pk: {group: _shipped(group) for group in EventGroup} for pk in ids}
        chosen = self.filter(user__in=list(ways))
        for pk, group, way in chosen.values_list("user_id", "group", "way"):
            ways[pk][EventGroup(group)] = Way(way)
        return ways


class AvailabilityQuerySet(models.QuerySet):
    def of(self, user):
        """Return when `user` may be disturbed, as shipped where he chose nothing."""
        return self.of_all([user])[user.pk]

    def of_all(self, users: Iterable) -> dict:
        """Map each user's id to when he may be disturbed; one query."""
        free = {user.pk: self.model(user=user) for user in users}
        found = self.filter(user__in=list(free)).select_related("user", "substitute")
        return free | {each.user_id: each for each in found}


class MailQuerySet(OutgoingQuerySet):
    def for_sending(self) -> Self:
        return self.select_related("user")

    def sent_before(self, moment: datetime) -> Self:
        return self.filter(state=MailState.SENT, sent_at__lt=moment)

    def failed_before(self, moment: datetime) -> Self:
        """Return what failed of the mails that are older than that."""
        return self.failed().filter(created_at__lt=moment)


def _shipped(group: EventGroup) -> Way:
    return Way.NOW if group in TOLD_AT_ONCE else Way.DIGEST


def _counted(rows: models.QuerySet) -> Coalesce:
    counts = rows.order_by().values("subject").annotate(count=Count("pk"))
    return Coalesce(Subquery(counts.values("count")), 0)
