"""Questions about messages that wait to be registered, and about files of evidence."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.choices import Scope
from accounts.ids import Id
from accounts.permissions.actions import Can
from accounts.querysets import OwnedQuerySet, scope_of
from complaints.choices import InboundState


class InboundQuerySet(OwnedQuerySet):
    def own(self, user) -> Q:
        """Own are those one dealt with."""
        return Q(done_by_id=Id(user.pk))

    def reached(self, user, can: Can, own: Q | None = None) -> Q | None:
        """Say which he reaches; one that names no branch is every branch's.

        Nobody owns a message yet, so that a team reaches as far as its branch.
        """
        scope = scope_of(user, can)
        if scope is Scope.ALL:
            return None
        seen = self.own(user) if user.may(can) else Q(pk__in=[])
        if scope >= Scope.TEAM and user.branch_id:
            seen |= Q(branch=None) | Q(branch_id=Id(user.branch_id))
        return seen

    def new(self) -> Self:
        """Return those nobody has registered or dismissed."""
        return self.filter(state=InboundState.NEW)

    def sent_from(self, ip: str, since: datetime) -> Self:
        """Return what was sent from this address since then, by the web form."""
        return self.filter(ip=ip, received_at__gt=since)

    def for_list(self) -> Self:
        """Load what `complaints/_inbound.html` reads; files as `kept_files`."""
        rows = self.select_related("branch", "complaint", "done_by")
        files = self.model._meta.get_field("files").related_model.objects
        files = files.given_out().in_order()
        return rows.prefetch_related(models.Prefetch("files", files, "kept_files"))


class FileQuerySet(models.QuerySet):
    def given_out(self) -> Self:
        """Leave out those of whoever lies in the recycle bin: they return with him."""
        return self.filter(complaint__customer__removed_at=None)

    def in_order(self) -> Self:
        return self.order_by("pk")

    def of_part(self, part) -> Self:
        """Return what came with the answers of a department, and no other file."""
        return self.filter(complaint_id=part.complaint_id, place__in=part.places)
