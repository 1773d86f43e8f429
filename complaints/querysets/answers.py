"""Questions about approved answers: which may be used, which waits for approval."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from complaints.choices import AnswerState


class AnswerQuerySet(models.QuerySet):
    def approved(self) -> Self:
        return self.filter(state=AnswerState.APPROVED)

    def drafts(self) -> Self:
        return self.filter(state=AnswerState.DRAFT)

    def standing(self) -> Self:
        """Return what is used or waits to be; not what was."""
        return self.exclude(state=AnswerState.RETIRED)

    def of(self, code: str) -> Self:
        return self.filter(code=code)

    def for_case(self, use: str, complaint) -> Self:
        """Return what may be written of a complaint, whosever fault it is found to be.

        What is made for its category stands first.
        """
        alike = Q(category=None) | Q(category=complaint.category_id)
        made_for = F("category").asc(nulls_last=True)
        rows = self.approved().filter(alike, use=use)
        return rows.order_by(made_for, "-liability", "code")

    def fitting(self, use: str, complaint) -> Self:
        """Return what may be written of a complaint as it was found, best first."""
        liable = Q(liability="") | Q(liability=complaint.liability)
        return self.for_case(use, complaint).filter(liable)

    def about(self, words: str) -> Self:
        """Search titles, texts and codes for each of the words."""
        found = self
        for word in words.split()[:5]:
            found = found.filter(
                Q(title_zh__icontains=word)
                | Q(title_en__icontains=word)
                | Q(text_zh__icontains=word)
                | Q(text_en__icontains=word)
                | Q(code__icontains=word)
            )
        return found

    def for_list(self) -> Self:
        """Load what the pages of answers read, by use and code, the newest first."""
        rows = self.select_related("author", "approver", "category")
        return rows.order_by("use", "code", "-version")
