"""What a list of leads can be narrowed to, told back as sentences."""

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
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from accounts.widgets import Chips, ChipsMany
from customers import typed
from customers.choices.leads import CHANNELS, LeadState, LostReason
from customers.filters import ANY
from customers.forms.fields import DateInput
from customers.models import Campaign, Lead


class Tab(TextChoices):
    ALL = "all", pgettext_lazy("leads", "All")
    MINE = "mine", pgettext_lazy("leads", "Mine")
    CALL = "call", gettext_lazy("To call")
    TEAM = "team", gettext_lazy("My team")
    UNASSIGNED = "unassigned", gettext_lazy("Nobody's")
    OVERDUE = "overdue", gettext_lazy("Overdue")
    POOL = "pool", gettext_lazy("Common pool")


# A lead is closed as won by a deal, and by becoming a customer.
CLOSED_AS_WON = {LeadState.WON: gettext_lazy("won, or made a customer")}
STATES = [
    (value, CLOSED_AS_WON.get(value, label)) for value, label in LeadState.choices
]


def _ticked(method: str, label: str) -> django_filters.BooleanFilter:
    """Return a box to tick."""
    widget = forms.CheckboxInput(attrs={"class": "form-check-input"})
    return django_filters.BooleanFilter(method=method, label=label, widget=widget)


class LeadFilter(django_filters.FilterSet):
    """Narrows the leads a user sees; what cannot be read narrows nothing."""

    q = django_filters.CharFilter(
        method="keep_found", max_length=100, label=gettext_lazy("Name or phone")
    )
    tab = django_filters.ChoiceFilter(
        choices=Tab, method="keep_tab", widget=forms.HiddenInput
    )
    state = django_filters.MultipleChoiceFilter(
        choices=STATES,
        distinct=False,
        label=gettext_lazy("State"),
        widget=ChipsMany,
    )
    channel = django_filters.ChoiceFilter(
        choices=CHANNELS,
        label=gettext_lazy("Channel"),
        widget=Chips,
        empty_label=None,
    )
    campaign = django_filters.ModelChoiceFilter(
        queryset=Campaign.objects.for_list(),
        label=gettext_lazy("Campaign"),
        empty_label=ANY,
    )
    lost_reason = django_filters.ChoiceFilter(
        choices=LostReason, label=gettext_lazy("Why lost"), empty_label=ANY
    )
    owner = django_filters.ModelChoiceFilter(
        queryset=User.objects.none(), label=gettext_lazy("Owner"), empty_label=ANY
    )
    since = django_filters.DateFilter(
        method="keep_since", label=gettext_lazy("Registered from"), widget=DateInput
    )
    until = django_filters.DateFilter(
        method="keep_until", label=gettext_lazy("Registered until"), widget=DateInput
    )
    in_time = _ticked("keep_in_time", gettext_lazy("First contact in time"))

    answered = _ticked("keep_answered", gettext_lazy("First contact made"))
    converted = _ticked("keep_converted", gettext_lazy("Became a customer"))
    sold = _ticked("keep_sold", gettext_lazy("With a deal"))

    class Meta:
        model = Lead
        fields = ()

    def __init__(self, data, queryset: QuerySet, *, user: User, at: datetime):
        super().__init__(data, queryset)
        self.user, self.at, self.today = user, at, at.date()
        if scope_of(user, Can.SEE_LEADS) < Scope.TEAM:
            del self.filters["owner"]
        else:
            colleagues = User.objects.for_user(user, Can.SEE_LEADS)
            asked = (data or {}).get("owner", "")
            self.filters["owner"].queryset = colleagues.for_picker(besides=asked)

    def keep_found(self, rows, name, value: str):
        return rows.search(typed.by_code(value) if self.user.seen_by else value)

    def keep_tab(self, rows, name, value: str):
        match Tab(value):
            case Tab.MINE:
                return rows.worked_by(self.user)
            case Tab.CALL:
                return rows.worked_by(self.user).to_call(self.at, self.today)
            case Tab.TEAM:
                return rows.filter(owner_id__in=self.user.led_ids())
            case Tab.UNASSIGNED:
                return rows.unassigned()
            case Tab.OVERDUE:
                return rows.overdue(self.at, self.today)
        return rows

    def keep_since(self, rows, name, value):
        return rows.filter(created_at__gte=days.midnight(value))

    def keep_until(self, rows, name, value):
        return rows.filter(created_at__lt=days.end_of(value))

    def keep_in_time(self, rows, name, value):
        return rows.in_time() if value else rows

    def keep_answered(self, rows, name, value):
        return rows.answered() if value else rows

    def keep_converted(self, rows, name, value):
        return rows.converted() if value else rows

    def keep_sold(self, rows, name, value):
        return rows.sold() if value else rows


def tab_of(query: QueryDict) -> Tab:
    """Return the tab the address asks for; what is none is all."""
    tab = query.get("tab", "")
    return Tab(tab) if tab in Tab.values else Tab.ALL


def shown(query: QueryDict, user: User) -> QuerySet[Lead]:
    """Return what the tab is of: the pool is whoever's in the branch may claim."""
    if tab_of(query) == Tab.POOL:
        return Lead.objects.pool_for(user)
    return Lead.objects.for_user(user, Can.SEE_LEADS)


def sentences(narrowed: LeadFilter, query: QueryDict) -> Iterator[tuple[str, str]]:
    """Yield each filter in use: its words, and the state of the list without it."""
    for name, value, rest in lists.in_use(narrowed, query):
        if name != "tab":
            yield _sentence(narrowed.form.fields[name], value), rest.urlencode()


def _sentence(field: forms.Field, value) -> str:
    if value is True:
        return str(field.label)
    told = {"name": field.label, "value": _said(field, value)}
    return _("%(name)s: %(value)s") % told


def _said(field: forms.Field, value) -> str:
    if isinstance(value, list):
        return _(" or ").join(_said(field, one) for one in value)
    if isinstance(value, str) and isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return str(value)
