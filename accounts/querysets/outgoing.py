"""Questions about what leaves by a gateway: what is due, what failed."""

from datetime import datetime
from typing import Self

from django.db import models

from accounts.choices import MailState

MOST_TRIES = 8
MOST_A_SWEEP = 100


class OutgoingQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(state=MailState.WAITING)

    def failed(self) -> Self:
        return self.filter(state=MailState.FAILED)

    def due(self, at: datetime) -> Self:
        """Return what is to be tried at `at`; what is being tried is due later."""
        return self.waiting().filter(due_at__lte=at, attempts__lt=MOST_TRIES)

    def exhausted(self, at: datetime) -> Self:
        """Return that whose last try never came to an end."""
        return self.waiting().filter(due_at__lte=at, attempts__gte=MOST_TRIES)

    def held(self, row) -> Self:
        """Return the row while the worker that claimed it has it."""
        return self.waiting().filter(pk=row.pk, attempts=row.attempts)

    def in_turn(self) -> Self:
        """Return ids, first come first served, no more than one sweep can send."""
        ordered = self.order_by("due_at", "pk")
        return ordered.values_list("pk", flat=True)[:MOST_A_SWEEP]

    def for_sending(self) -> Self:
        """Load whom it goes to."""
        raise NotImplementedError
