"""Questions about imports and their rows."""

from typing import Self

from django.db import models
from django.db.models import Case, Count, Q, When

from customers.choices.imports import ImportStep, RowState

OPEN = (RowState.PENDING, RowState.WARNING, RowState.UPDATE)
FRESH = (RowState.PENDING, RowState.WARNING)
MADE = (RowState.CREATED, RowState.UPDATED)


class ImportBatchQuerySet(models.QuerySet):
    def for_user(self, user, can) -> Self:
        """Return the imports of this user: a file belongs to who uploaded it."""
        return self.filter(owner=user) if user.may(can) else self.none()

    def for_list(self) -> Self:
        """Load what the list of imports reads, newest first."""
        return self.select_related("job").order_by("-pk")

    def for_detail(self) -> Self:
        return self.select_related("job", "owner", "for_owner", "for_branch")

    def same_file_before(self, batch) -> Self:
        """Return the earlier imports of the same content by the same person."""
        same = self.filter(owner_id=batch.owner_id, digest=batch.digest)
        return same.filter(pk__lt=batch.pk).order_by("-pk")

    def to_read(self) -> Self:
        """Return those whose file a worker has yet to read, or is reading."""
        jobs = self.model._meta.get_field("job").related_model.objects
        return self.filter(step=ImportStep.READING, job__in=jobs.unended())


class ImportRowQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Return the rows that wait to be imported."""
        return self.filter(state__in=OPEN)

    def fresh(self) -> Self:
        """Return the rows that wait and will make something new."""
        return self.filter(state__in=FRESH)

    def without_cell(self, place: int) -> Self:
        """Return the rows whose cell in this column is empty, or not there."""
        empty, missing = {f"cells__{place}": ""}, {f"cells__{place}__isnull": True}
        return self.filter(Q(**empty) | Q(**missing))

    def made(self) -> Self:
        """Return the rows that made something new or changed what was there."""
        return self.filter(state__in=MADE)

    def of_state(self, state: str) -> Self:
        return self.filter(state=state)

    def beyond(self, number: int) -> Self:
        return self.filter(number__gt=number)

    def in_order(self) -> Self:
        return self.order_by("number")

    def for_page(self) -> Self:
        """Load what `imports/_rows.html` reads: rows and the customers they became."""
        return self.select_related("customer__owner", "customer__branch").in_order()

    def by_state(self) -> dict[str, int]:
        """Return how many rows are in each state; one query."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))


class SavedMappingQuerySet(models.QuerySet):
    def open_to(self, user, kind: str) -> Self:
        """Return those of this kind that are the user's or for all colleagues."""
        return self.filter(Q(owner=user) | Q(is_shared=True), kind=kind)

    def fitting(self, key: str, user) -> Self:
        """Return those made for these headings: my own before others', newest first."""
        return self.filter(headings_key=key).order_by(
            Case(When(owner=user, then=0), default=1), "-saved_at", "-pk"
        )

    def named(self) -> Self:
        return self.exclude(name="").select_related("owner").order_by("name", "pk")
