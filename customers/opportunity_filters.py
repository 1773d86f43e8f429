"""What a list of opportunities can be narrowed to, told back as sentences."""

from collections.abc import Iterator
from datetime import date

import django_filters
from django.db.models import QuerySet, TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts import lists
from accounts.widgets import Chips
from customers.choices.opportunities import Progress
from customers.models import Opportunity


class Whose(TextChoices):
    MINE = "mine", pgettext_lazy("opportunities", "Mine")
    TEAM = "team", gettext_lazy("My team")
    EVERYONE = "all", pgettext_lazy("opportunities", "All")


class Ends(TextChoices):
    OPEN = "open", pgettext_lazy("opportunities", "open")
    DUE = "due", gettext_lazy("next step due")


class OpportunityFilter(django_filters.FilterSet):
    """Narrows the opportunities a user sees; what cannot be read narrows nothing."""

    whose = django_filters.ChoiceFilter(
        choices=Whose,
        method="keep_whose",
        label=gettext_lazy("Whose"),
        widget=Chips,
        empty_label=None,
    )
    only = django_filters.ChoiceFilter(
        choices=Ends,
        method="keep_only",
        label=gettext_lazy("Only"),
        widget=Chips,
        empty_label=None,
    )
    progress = django_filters.ChoiceFilter(
        choices=Progress, label=gettext_lazy("Stage"), widget=Chips, empty_label=None
    )

    class Meta:
        model = Opportunity
        fields = ()

    def __init__(self, data, queryset: QuerySet, *, user, today: date):
        super().__init__(data, queryset)
        self.user, self.today = user, today

    def keep_whose(self, rows, name, value: str):
        match Whose(value):
            case Whose.MINE:
                return rows.kept_by([self.user.pk])
            case Whose.TEAM:
                return rows.kept_by(self.user.led_ids())
        return rows

    def keep_only(self, rows, name, value: str):
        return rows.open() if value == Ends.OPEN else rows.due(self.today)


def sentences(
    narrowed: OpportunityFilter, query: QueryDict
) -> Iterator[tuple[str, str]]:
    """Yield (words, address without it) for every filter in use but `whose`."""
    for name, value, rest in lists.in_use(narrowed, query):
        if name != "whose":
            field = narrowed.form.fields[name]
            said = dict(field.choices).get(value, value)
            words = _("%(name)s: %(value)s") % {"name": field.label, "value": said}
            yield words, f"?{rest.urlencode() or 'whose=all'}"
