"""Questions about documents: those of the customers one reaches, and no others."""

from datetime import date
from typing import Self

from django.db import models

from accounts.permissions.actions import Can
from customers.choices.documents import DocumentState, Scan


class DocumentQuerySet(models.QuerySet):
    def for_user(self, user, can: Can) -> Self:
        """Return the documents of the customers `user` may apply `can` to.

        Of whoever left the archive there are none, whoever asks.
        """
        customers = self.model._meta.get_field("customer").related_model.objects
        reached = customers.reached(user, can)
        if reached is None:
            return self.filter(customer__removed_at=None)
        theirs = customers.filter(reached)
        return self.filter(customer_id__in=theirs.order_by().values("pk"))

    def kept(self) -> Self:
        return self.filter(state=DocumentState.KEPT)

    def to_scan(self) -> Self:
        """Return the documents of which there is nothing but the paper."""
        return self.filter(scan=Scan.PAPER)

    def ending(self, on: date) -> Self:
        """Return the documents that need not be kept longer than `on`."""
        return self.filter(keep_until__lte=on)

    def for_list(self) -> Self:
        """Load what `customers/documents.html` reads: kept ones first, newest first."""
        is_gone = models.Case(models.When(state=DocumentState.KEPT, then=0), default=1)
        rows = self.select_related("retention", "paper_at", "asset", "purchase")
        files = self.model._meta.get_field("files").related_model.objects.order_by("pk")
        kept = models.Prefetch("files", queryset=files, to_attr="kept_files")
        return rows.prefetch_related(kept).order_by(is_gone, "-pk")

    def for_register(self) -> Self:
        """Load what one row of `documents/index.html` reads."""
        return self.select_related("customer", "paper_at", "retention")
