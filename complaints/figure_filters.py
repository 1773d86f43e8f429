"""What a figure of the analysis leads to: the queue narrowed to exactly its rows."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.permissions.actions import Can
from complaints.choices import Metric


def _flag(method: str, label: str) -> django_filters.BooleanFilter:
    return django_filters.BooleanFilter(
        method=method, label=label, widget=forms.HiddenInput
    )


def _metric(method: str, label: str) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        choices=Metric, method=method, label=label, widget=forms.HiddenInput
    )


class FigureFilter(django_filters.FilterSet):
    """Narrows complaints as the analysis counts them; nobody types these."""

    counted = _flag("keep_counted", gettext_lazy("Counted in the analysis"))
    repeat = _flag("keep_repeats", gettext_lazy("Repeats"))
    reopened = _flag("keep_reopened", pgettext_lazy("figure", "Reopened"))
    verified = _flag("keep_verified", gettext_lazy("Asked again afterwards"))
    content = _flag("keep_content", gettext_lazy("Verified content"))
    compensated = _flag("keep_compensated", gettext_lazy("Compensation allowed"))
    timed = _metric("keep_timed", gettext_lazy("Time is known until"))
    met = _metric("keep_met", gettext_lazy("In time"))
    missed = _metric("keep_missed", pgettext_lazy("limit", "Missed"))

    def keep_counted(self, rows, name, value):
        if not value:
            return rows
        return rows.for_user(self.user, Can.SEE_COMPLAINT_FIGURES).counted()

    def keep_repeats(self, rows, name, value):
        return rows.repeated() if value else rows

    def keep_reopened(self, rows, name, value):
        return rows.reopened() if value else rows

    def keep_verified(self, rows, name, value):
        return rows.asked_again() if value else rows

    def keep_content(self, rows, name, value):
        return rows.content() if value else rows

    def keep_compensated(self, rows, name, value):
        return rows.compensated() if value else rows

    def keep_timed(self, rows, name, value: str):
        return rows.timed(value)

    def keep_met(self, rows, name, value: str):
        return rows.met(value, self.at)

    def keep_missed(self, rows, name, value: str):
        return rows.missed(value, self.at)
