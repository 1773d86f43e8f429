"""A saved segment as a filter of the customer list, asked through the reader's eyes."""

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.ids import pk_of
from accounts.permissions.actions import Can
from customers import fact_filters
from customers.fact_filters import FactFilter
from customers.models import Segment
from customers.segmenting import rules
from customers.segmenting.facts import Asked


class SegmentFilter(FactFilter):
    """Narrows customers to a segment; one that is not there has nobody in it."""

    segment = django_filters.CharFilter(
        method="keep_segment", max_length=20, widget=forms.HiddenInput
    )

    @cached_property
    def chosen(self) -> Segment | None:
        """The segment asked for, where the reader finds it and it is in use."""
        found = Segment.objects.for_user(self.user, Can.SEE_SEGMENTS).in_use()
        pk = pk_of(self.data.get("segment", ""))
        return found.filter(pk=pk).first() if pk else None

    def keep_segment(self, rows, name, value: str):
        if self.chosen is None:
            return rows.none()
        asked = Asked(self.user, self.at)
        return rows.filter(rules.read(self.chosen.rule, asked).where(asked))


def sentence(narrowed: SegmentFilter, name: str, value) -> str | None:
    """Return a filter of these in words; None for what is none of them."""
    if name != "segment":
        return fact_filters.sentence(narrowed, name, value)
    if narrowed.chosen is None:
        return _("Segment that is not there any more: nobody")
    asked = Asked(narrowed.user, narrowed.at)
    words = rules.read(narrowed.chosen.rule, asked).words(asked)
    return _("Segment “%(name)s”: %(rule)s") % {
        "name": narrowed.chosen,
        "rule": words,
    }
