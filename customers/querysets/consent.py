"""Questions about consent: what each customer said last, and which text stands."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from customers.choices.consent import ConsentState


class ConsentTextQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(published_at=None)

    def standing(self) -> dict[str, models.Model]:
        """Map each purpose to the text that is read out today; one query."""
        texts = self.published().order_by("purpose", "-version").distinct("purpose")
        return {text.purpose: text for text in texts}

    def for_list(self) -> Self:
        """Load what the page of texts reads, the newest version of a purpose first."""
        return self.select_related("published_by").order_by("purpose", "-version")


class ConsentRecordQuerySet(models.QuerySet):
    def about(self, purpose: str, channel: str) -> Self:
        return self.filter(purpose=purpose, channel=channel)

    def given(self) -> Self:
        """Return the records by which consent was given and nothing said since.

        Two conditions on one index, which the planner walks row by row for a page and
        joins as a whole for a million.
        """
        later = self.model.objects.filter(
            customer_id=OuterRef("customer_id"),
            purpose=OuterRef("purpose"),
            channel=OuterRef("channel"),
            pk__gt=OuterRef("pk"),
        )
        return self.filter(~Exists(later), state=ConsentState.GIVEN)

    def last(self, customer, purpose: str, channel: str):
        """Return what a customer said last of one use, or None; one query."""
        said = self.about(purpose, channel).filter(customer_id=customer.pk)
        return said.order_by("-pk").first()

    def standing(self, customer) -> dict[tuple[str, str], models.Model]:
        """Map (purpose, channel) to what a customer said last of it; one query."""
        said = self.filter(customer_id=customer.pk).select_related("text", "by")
        last = said.order_by("purpose", "channel", "-pk").distinct("purpose", "channel")
        return {(record.purpose, record.channel): record for record in last}

    def for_history(self, customer) -> Self:
        """Load what the page of consent tells of earlier days, newest first."""
        said = self.filter(customer_id=customer.pk).select_related("text", "by")
        return said.order_by("-pk")
