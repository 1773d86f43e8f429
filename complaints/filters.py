"""What the queue of complaints can be narrowed to, told back as sentences."""

from collections.abc import Iterator
from datetime import datetime

import django_filters
from django import forms
from django.db.models import QuerySet, TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts import days, lists
from accounts.choices import Scope
from accounts.models import Branch, Department, User
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from accounts.widgets import Chips
from complaints.choices import Channel, Ending, Kind, Liability, Severity, State
from complaints.figure_filters import FigureFilter
from complaints.models import Category, Cause, Complaint
from customers.filters import ANY
from customers.forms.fields import DateInput


class Tab(TextChoices):
    """A view of the queue; all but the last hold what is open."""

    MINE = "mine", pgettext_lazy("complaints", "My open")
    BREACHING = "breaching", pgettext_lazy("complaints", "Breaching")
    PARTS = "parts", pgettext_lazy("complaints", "With a department")
    TELL = "tell", pgettext_lazy("complaints", "To inform")
    VERIFY = "verify", pgettext_lazy("complaints", "Re-check")
    MAJOR = "major", pgettext_lazy("complaints", "Major")
    UNASSIGNED = "unassigned", pgettext_lazy("complaints", "Unassigned")
    OPEN = "open", pgettext_lazy("complaints", "All open")
    ALL = "all", pgettext_lazy("complaints", "Database")


OPEN_OR_NOT = [
    ("open", gettext_lazy("open")),
    ("ended", pgettext_lazy("complaints", "closed")),
]
NONE_YET = pgettext_lazy("filter", "none yet")
# What a closed one says, and an open one not yet.
STATES = OPEN_OR_NOT + [each for each in State.choices if each[0] != State.CLOSED]


def _choice(choices, label, **more) -> django_filters.ChoiceFilter:
    """Return one question with an answer of at most seven."""
    told = {"widget": Chips, "empty_label": None} | more
    return django_filters.ChoiceFilter(choices=choices, label=label, **told)


def _row(rows: QuerySet, label: str, **more) -> django_filters.ModelChoiceFilter:
    return django_filters.ModelChoiceFilter(
        queryset=rows, label=label, empty_label=ANY, **more
    )


class ComplaintFilter(FigureFilter):
    """Narrows the complaints a user sees; what cannot be read narrows nothing."""

    q = django_filters.CharFilter(
        method="keep_found", max_length=100,
        label=gettext_lazy("Number, or the customer's name or phone"),
    )  # fmt: skip
    tab = django_filters.ChoiceFilter(
        choices=Tab, method="keep_tab", widget=forms.HiddenInput
    )
    kind = _choice(Kind.choices, gettext_lazy("Kind"))
    severity = _choice(Severity.choices, pgettext_lazy("complaint", "Severity"))
    state = _choice(STATES, gettext_lazy("State"), method="keep_state",
                    widget=forms.Select, empty_label=ANY)  # fmt: skip
    ending = _choice(Ending.choices, pgettext_lazy("complaint", "How it ended"))
    liability = _choice(Liability.choices, gettext_lazy("Liability"))
    category = _row(Category.objects.in_order(), gettext_lazy("Category"),
                    null_label=NONE_YET)  # fmt: skip
    cause = _row(Cause.objects.in_order(), gettext_lazy("Root cause"),
                 null_label=NONE_YET)  # fmt: skip
    department = _row(Department.objects.order_by("pk"), gettext_lazy("Department"),
                      null_label=NONE_YET)  # fmt: skip
    channel = _choice(Channel.choices, gettext_lazy("Came in by"),
                      widget=forms.Select, empty_label=ANY)  # fmt: skip
    branch = _row(Branch.objects.order_by("name", "pk"), gettext_lazy("Branch"))
    handler = _row(User.objects.none(), gettext_lazy("Handled by"))
    since = django_filters.DateFilter(
        method="keep_since", label=gettext_lazy("Received from"), widget=DateInput
    )
    until = django_filters.DateFilter(
        method="keep_until", label=gettext_lazy("Received until"), widget=DateInput
    )
    late = django_filters.BooleanFilter(
        method="keep_late", label=gettext_lazy("Overdue"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )  # fmt: skip

    class Meta:
        model = Complaint
        fields = ()

    def __init__(self, data, queryset: QuerySet, *, user: User, at: datetime):
        super().__init__(data, queryset)
        self.user, self.at = user, at
        scope = scope_of(user, Can.SEE_COMPLAINTS)
        if scope < Scope.ALL:
            del self.filters["branch"]
        if scope < Scope.TEAM:
            del self.filters["handler"]
        else:
            colleagues = User.objects.for_user(user, Can.SEE_COMPLAINTS)
            asked = (data or {}).get("handler", "")
            self.filters["handler"].queryset = colleagues.for_picker(besides=asked)

    def keep_found(self, rows, name, value: str):
        return rows.search(value, self.user)

    def keep_tab(self, rows, name, value: str):
        return narrowed(rows, Tab(value), user=self.user, at=self.at)

    def keep_state(self, rows, name, value: str):
        if value == "open":
            return rows.open()
        return rows.filter(state=State.CLOSED if value == "ended" else value)

    def keep_since(self, rows, name, value):
        return rows.filter(received_at__gte=days.midnight(value))

    def keep_until(self, rows, name, value):
        return rows.filter(received_at__lt=days.end_of(value))

    def keep_late(self, rows, name, value):
        return rows.late(self.at) if value else rows


def narrowed(rows: QuerySet, tab: Tab, *, user: User, at: datetime) -> QuerySet:
    """Return what one view of the queue holds of `rows`."""
    match tab:
        case Tab.MINE:
            return rows.handled_by(user)
        case Tab.BREACHING:
            return rows.near(at)
        case Tab.PARTS:
            return rows.with_departments()
        case Tab.TELL:
            return rows.to_tell()
        case Tab.VERIFY:
            return rows.to_verify(days.day_of(at))
        case Tab.MAJOR:
            return rows.major().open()
        case Tab.UNASSIGNED:
            return rows.unassigned()
        case Tab.OPEN:
            return rows.open()
    return rows


def tab_of(query: QueryDict) -> Tab:
    """Return the view the address asks for; what is none is the whole database."""
    tab = query.get("tab", "")
    return Tab(tab) if tab in Tab.values else Tab.ALL


def sentences(kept: ComplaintFilter, query: QueryDict) -> Iterator[tuple[str, str]]:
    """Yield each filter in use: its words, and the state of the list without it."""
    for name, value, rest in lists.in_use(kept, query):
        if name != "tab":
            yield _sentence(kept.form.fields[name], value), rest.urlencode()


def _sentence(field: forms.Field, value) -> str:
    if value is True:
        return str(field.label)
    is_word = isinstance(value, str) and isinstance(field, forms.ChoiceField)
    words = {str(key): word for key, word in field.choices} if is_word else {}
    told = {"name": field.label, "value": words.get(value, value)}
    return _("%(name)s: %(value)s") % told
