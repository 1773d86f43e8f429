"""What the list of improvements can be narrowed to, told back as sentences."""

from collections.abc import Iterator
from datetime import date

import django_filters
from django import forms
from django.db.models import QuerySet, TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts import lists
from accounts.models import Department
from accounts.widgets import Chips
from complaints.models import Category, Improvement
from complaints.outcomes import TO_DO, Effect, ImprovementState

ANY = gettext_lazy("any")


class Tab(TextChoices):
    TO_DO = "todo", gettext_lazy("To do")
    DONE = "done", gettext_lazy("Done, effect awaited")
    CHECKED = "checked", gettext_lazy("Effect judged")
    DROPPED = "dropped", pgettext_lazy("improvements", "Dropped")
    ALL = "all", pgettext_lazy("improvements", "All")


STATES = {
    Tab.TO_DO: TO_DO,
    Tab.DONE: (ImprovementState.DONE,),
    Tab.CHECKED: (ImprovementState.CHECKED,),
    Tab.DROPPED: (ImprovementState.DROPPED,),
    Tab.ALL: tuple(ImprovementState),
}


class Only(TextChoices):
    LATE = "late", gettext_lazy("overdue")
    MINE = "mine", gettext_lazy("mine")


class ImprovementFilter(django_filters.FilterSet):
    """Narrows the improvements a user sees; what cannot be read narrows nothing."""

    tab = django_filters.ChoiceFilter(
        choices=Tab, method="keep_tab", widget=forms.HiddenInput
    )
    only = django_filters.ChoiceFilter(
        choices=Only, method="keep_only", label=gettext_lazy("Only"), widget=Chips,
        empty_label=None,
    )  # fmt: skip
    department = django_filters.ModelChoiceFilter(
        queryset=Department.objects.in_use(), label=gettext_lazy("Department"),
        empty_label=ANY,
    )  # fmt: skip
    category = django_filters.ModelChoiceFilter(
        queryset=Category.objects.in_use(), label=gettext_lazy("Category"),
        empty_label=ANY,
    )  # fmt: skip
    effect = django_filters.ChoiceFilter(
        choices=Effect, label=gettext_lazy("Effect"), widget=Chips, empty_label=None
    )

    class Meta:
        model = Improvement
        fields = ()

    def __init__(self, data, queryset: QuerySet, *, user, today: date):
        super().__init__(data, queryset)
        self.user, self.today = user, today

    def keep_tab(self, rows, name, value: str):
        return rows.filter(state__in=STATES[Tab(value)])

    def keep_only(self, rows, name, value: str):
        if value == Only.LATE:
            return rows.late(self.today)
        return rows.of_owner(self.user)


def sentences(
    narrowed: ImprovementFilter, query: QueryDict
) -> Iterator[tuple[str, str]]:
    """Yield (words, address without it) for every filter in use but the tab."""
    for name, value, rest in lists.in_use(narrowed, query):
        if name != "tab":
            field = narrowed.form.fields[name]
            said = dict(getattr(field, "choices", ())).get(value, value)
            words = _("%(name)s: %(value)s") % {"name": field.label, "value": said}
            yield words, f"?{rest.urlencode() or 'tab=all'}"
