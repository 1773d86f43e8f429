"""What a list of visits can be narrowed to, told back as sentences."""

from collections.abc import Iterator

import django_filters
from django import forms
from django.db.models import QuerySet, TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts import days, lists
from accounts.choices import Scope
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from accounts.widgets import Chips
from customers.forms.fields import DateInput
from visits.choices import Outcome, State
from visits.models import Visit


class Whose(TextChoices):
    MINE = "mine", pgettext_lazy("visits", "Mine")
    TEAM = "team", gettext_lazy("My team")
    EVERYONE = "all", pgettext_lazy("visits", "All")


class Review(TextChoices):
    WAITING = "waiting", gettext_lazy("waiting for review")
    DONE = "done", gettext_lazy("reviewed")


class VisitFilter(django_filters.FilterSet):
    """Narrows the visits a user sees; what cannot be read narrows nothing."""

    state = django_filters.ChoiceFilter(
        choices=State, label=gettext_lazy("State"), widget=Chips, empty_label=None
    )
    whose = django_filters.ChoiceFilter(
        choices=Whose,
        method="keep_whose",
        label=gettext_lazy("Whose"),
        widget=Chips,
        empty_label=None,
    )
    outcome = django_filters.ChoiceFilter(
        choices=Outcome, label=gettext_lazy("Outcome"), widget=Chips, empty_label=None
    )
    exceptional = django_filters.BooleanFilter(
        method="keep_exceptional",
        label=gettext_lazy("Problem or not met"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    review = django_filters.ChoiceFilter(
        choices=Review,
        method="keep_reviewed",
        label=gettext_lazy("Review"),
        widget=Chips,
        empty_label=None,
    )
    since = django_filters.DateFilter(
        method="keep_since", label=gettext_lazy("From"), widget=DateInput
    )
    until = django_filters.DateFilter(
        method="keep_until", label=gettext_lazy("Until"), widget=DateInput
    )
    owner = django_filters.ModelChoiceFilter(
        queryset=User.objects.none(),
        label=gettext_lazy("Made by"),
        empty_label=gettext_lazy("Everyone"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    feedback = django_filters.BooleanFilter(
        method="keep_feedback",
        label=gettext_lazy("With what the customer said"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    class Meta:
        model = Visit
        fields = ()

    def __init__(self, data, queryset: QuerySet, *, user: User):
        super().__init__(data, queryset)
        self.user = user
        if scope_of(user, Can.SEE_VISITS) > Scope.OWN:
            colleagues = User.objects.for_user(user, Can.SEE_VISITS)
            self.filters["owner"].queryset = colleagues.for_picker()
        else:
            del self.filters["owner"]

    def keep_whose(self, rows, name, value: str):
        match Whose(value):
            case Whose.MINE:
                return rows.made_by(self.user)
            case Whose.TEAM:
                return rows.made_by_any(self.user.led_ids())
        return rows

    def keep_reviewed(self, rows, name, value: str):
        if value == Review.WAITING:
            return rows.unreviewed().of_others(self.user)
        return rows.reviewed()

    def keep_exceptional(self, rows, name, value):
        return rows.exceptional() if value else rows

    def keep_since(self, rows, name, value):
        return rows.since(days.midnight(value))

    def keep_until(self, rows, name, value):
        return rows.before(days.end_of(value))

    def keep_feedback(self, rows, name, value):
        return rows.with_feedback() if value else rows


def sentences(narrowed: VisitFilter, query: QueryDict) -> Iterator[tuple[str, str]]:
    """Yield (words, address without it) for every filter in use."""
    for name, value, rest in lists.in_use(narrowed, query):
        if name not in {"state", "whose"}:
            yield _sentence(narrowed.form.fields[name], value), f"?{rest.urlencode()}"


def _sentence(field: forms.Field, value) -> str:
    if value is True:
        return str(field.label)
    # A row says its own name: the choices it was taken from are never walked.
    is_word = isinstance(value, str) and isinstance(field, forms.ChoiceField)
    words = dict(field.choices).get(value, value) if is_word else value
    return _("%(name)s: %(value)s") % {"name": field.label or "", "value": words}
