"""Questions about what customers were told, and about the links they were given."""

from datetime import datetime
from typing import Self

from django.db import models

from accounts.querysets import OutgoingQuerySet
from complaints.choices import Door, TellingKind, TellingState


class TellingQuerySet(OutgoingQuerySet):
    def waiting(self) -> Self:
        """Return what is to go out, held or on its way."""
        return self.filter(state__in=[TellingState.HELD, TellingState.WAITING])

    def held_back(self) -> Self:
        """Return what can be taken back: no worker has it yet."""
        return self.filter(state=TellingState.HELD)

    def taken_back(self) -> Self:
        return self.filter(state=TellingState.TAKEN_BACK)

    def results(self) -> Self:
        return self.filter(kind=TellingKind.RESULT)

    def told(self) -> Self:
        """Return what reached the customer, as far as we know, oldest first."""
        out = [TellingState.SENT, TellingState.SPOKEN]
        return self.filter(state__in=out).order_by("sent_at", "pk")

    def undelivered(self, since: datetime) -> Self:
        """Return what was written since then and did not reach the customer."""
        states = [TellingState.HELD, TellingState.WAITING, TellingState.FAILED]
        return self.filter(state__in=states, made_at__gte=since)

    def for_sending(self) -> Self:
        people = ("complaint__customer", "complaint__handler", "complaint__branch")
        return self.select_related(*people)

    def for_panel(self) -> Self:
        """Load what `complaints/_tellings.html` reads, newest first."""
        return self.select_related("made_by", "answer").order_by("-place")


class LinkQuerySet(models.QuerySet):
    def live(self, at: datetime) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=at)

    def mailed(self) -> Self:
        """Return those no colleague was shown: they went to the customer alone."""
        return self.filter(created_by=None)

    def for_page(self) -> Self:
        """Load what the status page reads of a link and its complaint."""
        return self.select_related("complaint__merged_into", "created_by")

    def for_panel(self) -> Self:
        return self.select_related("created_by").order_by("-pk")


class KnockQuerySet(models.QuerySet):
    def lately(self, door: Door, address: str, since: datetime) -> Self:
        """Return what came to a door from an address since then, newest first."""
        mine = self.filter(door=door, address=address, at__gt=since)
        return mine.order_by("-at")

    def before(self, moment: datetime) -> Self:
        return self.filter(at__lte=moment)
