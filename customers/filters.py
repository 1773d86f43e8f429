"""What a customer list can be narrowed to and sorted by, told back as sentences."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import F, QuerySet, TextChoices
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts import lists, paging
from accounts.choices import Scope
from accounts.ids import Id
from accounts.models import Branch, User
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from accounts.widgets import Chips, ChipsMany
from customers import deeds, typed
from customers.choices.archive import Kind, PartnerKind, Source, Tier
from customers.choices.assets import Falls
from customers.choices.tiers import Segment
from customers.deeds import BIGGEST_ID
from customers.lack_filters import LackFilter
from customers.lack_filters import sentence as lack_sentence
from customers.models import Customer
from customers.models.archive import LONG_AGO, NEVER
from customers.segment_filters import SegmentFilter
from customers.segment_filters import sentence as fact_sentence

QUIET_DAYS = 45
# How far ahead one looks for what falls due, unless one says so.
DUE_DAYS = 30
ANY = pgettext_lazy("filter", "any")
# What a list is narrowed to most often is asked first.
FIRST = ("tier", "next", "untouched", "owner", "branch", "city", "kind", "stage")
LAST, NEXT = Coalesce("last_contact_at", LONG_AGO), Coalesce("next_contact_on", NEVER)
ORDERS = {
    "name": paging.Order(F("name_key"), paging.text),
    "-name": paging.Order(F("name_key"), paging.text, descending=True),
    "last": paging.Order(LAST, paging.moment),
    "-last": paging.Order(LAST, paging.moment, descending=True),
    "next": paging.Order(NEXT, paging.day),
    "-next": paging.Order(NEXT, paging.day, descending=True),
    "-value": paging.Order(F("purchase_total"), paging.amount, descending=True),
    "value": paging.Order(F("purchase_total"), paging.amount),
}

# What one says of each, in the order offered.
ORDER_WORDS = {
    "name": gettext_lazy("Name, A to Z"),
    "-name": gettext_lazy("Name, Z to A"),
    "last": gettext_lazy("Longest without contact first"),
    "-last": gettext_lazy("Latest contact first"),
    "next": gettext_lazy("Earliest next contact first"),
    "-next": gettext_lazy("Latest next contact first"),
    "-value": gettext_lazy("Highest value first"),
    "value": gettext_lazy("Lowest value first"),
}


class Whose(TextChoices):
    EVERYONE = "all", pgettext_lazy("customers", "All")
    MINE = "mine", pgettext_lazy("customers", "Mine")
    TEAM = "team", gettext_lazy("My team")


class Next(TextChoices):
    DUE = "due", gettext_lazy("due")
    OVERDUE = "overdue", gettext_lazy("overdue")
    TODAY = "today", gettext_lazy("today")
    WEEK = "week", gettext_lazy("within seven days")
    NONE = "none", gettext_lazy("not planned")


class CustomerFilter(SegmentFilter, LackFilter):
    """Narrows the customers a user sees; what cannot be read narrows nothing."""

    q = django_filters.CharFilter(
        method="keep_found", max_length=100, label=gettext_lazy("Name, phone or code")
    )
    whose = django_filters.ChoiceFilter(
        choices=Whose, method="keep_whose", widget=forms.HiddenInput
    )
    tier = django_filters.MultipleChoiceFilter(
        choices=Tier, distinct=False, label=gettext_lazy("Tier"), widget=ChipsMany
    )
    kind = django_filters.ChoiceFilter(
        choices=Kind, label=gettext_lazy("Type"), widget=Chips, empty_label=None
    )
    next = django_filters.ChoiceFilter(
        choices=Next,
        method="keep_next",
        label=gettext_lazy("Next contact"),
        widget=Chips,
        empty_label=None,
    )
    untouched = django_filters.NumberFilter(
        method="keep_untouched",
        label=gettext_lazy("No contact for at least so many days"),
        decimal_places=0,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
    )
    falls = django_filters.ChoiceFilter(
        choices=Falls,
        method="keep_falling_due",
        label=gettext_lazy("Falls due for a vehicle or equipment"),
        widget=Chips,
        empty_label=None,
    )
    within = django_filters.NumberFilter(
        method="keep_all",
        label=gettext_lazy("Due within so many days (30 unless said)"),
        decimal_places=0,
        validators=[MinValueValidator(0), MaxValueValidator(3650)],
    )
    owner = django_filters.ModelChoiceFilter(
        queryset=User.objects.none(), label=gettext_lazy("Owner"), empty_label=ANY
    )
    branch = django_filters.ModelChoiceFilter(
        queryset=Branch.objects.order_by("code"),
        label=gettext_lazy("Branch"),
        empty_label=ANY,
    )
    city = django_filters.CharFilter(
        lookup_expr="startswith", max_length=40, label=gettext_lazy("City")
    )
    partner_kind = django_filters.ChoiceFilter(
        choices=PartnerKind, label=gettext_lazy("Partner kind"), empty_label=ANY
    )
    source = django_filters.ChoiceFilter(
        choices=Source, label=gettext_lazy("Source"), empty_label=ANY
    )

    rfm_segment = django_filters.ChoiceFilter(
        choices=Segment,
        method="keep_behaviour",
        label=gettext_lazy("RFM segment"),
        empty_label=ANY,
    )
    # What the RFM grid leads to: recency and frequency, "53".
    rfm = django_filters.ChoiceFilter(
        choices=[(f"{r}{f}", f"R{r} F{f}") for r in range(1, 6) for f in range(1, 6)],
        method="keep_cell",
        widget=forms.HiddenInput,
    )
    falling = django_filters.ChoiceFilter(
        choices=[("true", "")], method="keep_falling", widget=forms.HiddenInput
    )
    # What a notice leads to: the customers of one deed, of one import.
    given = django_filters.CharFilter(
        method="keep_given", max_length=80, widget=forms.HiddenInput
    )
    imported = django_filters.NumberFilter(
        method="keep_imported",
        decimal_places=0,
        validators=[MinValueValidator(1), MaxValueValidator(BIGGEST_ID)],
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Customer
        fields = ()

    def __init__(self, data, queryset: QuerySet, *, user: User, at: datetime):
        """`at` is the moment in the zone of the user: its date is his today."""
        super().__init__(data, queryset)
        self.user, self.at, self.today = user, at, at.date()
        scope = scope_of(user, Can.SEE_CUSTOMERS)
        if scope < Scope.ALL:
            del self.filters["branch"]
        if scope < Scope.TEAM:
            del self.filters["owner"]
        else:
            colleagues = User.objects.for_user(user, Can.SEE_CUSTOMERS)
            asked = (data or {}).get("owner", "")
            self.filters["owner"].queryset = colleagues.for_picker(besides=asked)
        self.form.order_fields(FIRST)

    def keep_found(self, rows, name, value: str):
        wanted = typed.by_code(value) if self.user.seen_by else value
        return rows.search(wanted, self.user)

    def keep_whose(self, rows, name, value: str):
        match Whose(value):
            case Whose.MINE:
                return rows.filter(owner_id=Id(self.user.pk))
            case Whose.TEAM:
                return rows.filter(owner_id__in=self.user.led_ids())
        return rows

    def keep_next(self, rows, name, value: str):
        today, week = self.today, timedelta(days=7)
        match Next(value):
            case Next.DUE:
                return rows.due(today)
            case Next.OVERDUE:
                return rows.due(today - timedelta(days=1))
            case Next.TODAY:
                return rows.filter(next_contact_on=today)
            case Next.WEEK:
                return rows.filter(next_contact_on__range=(today, today + week))
            case Next.NONE:
                return rows.filter(next_contact_on=None)

    def keep_falling_due(self, rows, name, value: str):
        return rows.with_due(value, self.days_ahead(), today=self.today)

    def keep_all(self, rows, name, value):
        """Narrow nothing: what one says here is how far `falls` looks ahead."""
        return rows

    def days_ahead(self) -> int:
        within = self.form.cleaned_data.get("within")
        return DUE_DAYS if within is None else int(within)

    def keep_behaviour(self, rows, name, value: str):
        return rows.in_segment(value)

    def keep_cell(self, rows, name, value: str):
        return rows.in_cell(int(value[0]), int(value[1]))

    def keep_falling(self, rows, name, value: str):
        return rows.falling()

    def keep_given(self, rows, name, value: str):
        deed = deeds.read(value)
        return rows.given(deed) if deed else rows

    def keep_imported(self, rows, name, value):
        return rows.made_by_import(int(value))

    def keep_untouched(self, rows, name, value):
        return rows.untouched_since(self.at - timedelta(days=int(value)))


def sentences(
    narrowed: CustomerFilter, query: QueryDict
) -> Iterator[tuple[str, QueryDict]]:
    """Yield each filter in use: its words, and the state of the list without it."""
    for name, value, rest in lists.in_use(narrowed, query):
        if value != Whose.EVERYONE and name != "within":
            yield _sentence(narrowed, name, value), rest


def _sentence(narrowed: CustomerFilter, name: str, value) -> str:
    told = fact_sentence(narrowed, name, value) or lack_sentence(name, value)
    if told:
        return told
    words = {
        "q": _("found by “%(value)s”"),
        "whose": _("Owner: %(value)s"),
        "owner": _("Owner: %(value)s"),
        "tier": _("Tier is %(value)s"),
        "kind": _("Type is %(value)s"),
        "next": _("Next contact: %(value)s"),
        "untouched": _("No contact for %(value)s days"),
        "falls": _("Due within %(days)s days: %(value)s"),
        "branch": _("Branch: %(value)s"),
        "city": _("City: %(value)s"),
        "partner_kind": _("Partner kind: %(value)s"),
        "source": _("Source: %(value)s"),
        "rfm_segment": _("RFM segment: %(value)s"),
        "rfm": _("RFM: %(value)s"),
        "falling": _("Score too low for the tier"),
        "given": _("Given to somebody else at one time"),
        "imported": _("From one import"),
    }
    days = narrowed.days_ahead() if name == "falls" else 0
    return words[name] % {"value": _said(narrowed, name, value), "days": days}


def _said(narrowed: CustomerFilter, name: str, value) -> str:
    if name == "tier":
        return _(" or ").join(value)
    choices = getattr(narrowed.form.fields[name], "choices", None)
    if choices and isinstance(value, str):
        return str(dict(choices).get(value, value))
    return str(value)
