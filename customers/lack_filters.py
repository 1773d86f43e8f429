"""What a customer list can be narrowed to of what is missing or cannot be true."""

from datetime import datetime, timedelta

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.widgets import Chips
from customers.choices.completeness import Asked, Odd
from customers.fact_filters import MONTH_DAYS, FactFilter
from customers.models import TierStrategy

# So long a number is trusted that nobody verified.
TRUSTED_MONTHS = 18
TRUSTED = timedelta(days=MONTH_DAYS * TRUSTED_MONTHS)


class Lacks(TextChoices):
    PHONE = "phone", gettext_lazy("a phone number")
    OWNER = "owner", gettext_lazy("an owner at work")
    CONTACT = "contact", gettext_lazy("a contact as often as the tier asks")
    REACH = "reach", gettext_lazy("a phone verified within 18 months")
    SERVICE = "service", gettext_lazy("a next service date")
    INVITATION = "invitation", gettext_lazy("consent to offers and invitations")
    BIRTHDAY = "birthday", gettext_lazy("a birthday")


# What is to be filled in where it is missing.
FILLS = {
    Lacks.PHONE: Asked.PHONE,
    Lacks.REACH: Asked.PHONE,
    Lacks.SERVICE: Asked.SERVICE,
    Lacks.INVITATION: Asked.CONSENT,
    Lacks.BIRTHDAY: Asked.BIRTHDAY,
}


class LackFilter(FactFilter):
    """Narrows customers by what their archive lacks, or says against itself."""

    lacks = django_filters.ChoiceFilter(
        choices=Lacks,
        method="keep_lacking",
        label=gettext_lazy("Lacks"),
        widget=Chips,
        empty_label=None,
    )
    # What the board leads to.
    odd = django_filters.ChoiceFilter(
        choices=Odd, method="keep_odd", widget=forms.HiddenInput
    )
    incomplete = django_filters.NumberFilter(
        method="keep_incomplete",
        label=gettext_lazy("Completeness below (per cent)"),
        decimal_places=0,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )

    def keep_lacking(self, rows, name, value: str):
        return lacking(rows, value, self.at)

    def keep_odd(self, rows, name, value: str):
        return rows.odd(value, self.today)

    def keep_incomplete(self, rows, name, value):
        return rows.less_complete_than(int(value))


def lacking(rows: QuerySet, what: str, at: datetime) -> QuerySet:
    """Return those of `rows` who lack it; `at` is in the zone of who asks."""
    match Lacks(what):
        case Lacks.PHONE:
            return rows.without_phone()
        case Lacks.CONTACT:
            return rows.past_interval(at, TierStrategy.objects.contact_days())
        case Lacks.REACH:
            return rows.unsure_of_phone(at.date() - TRUSTED)
        case Lacks.SERVICE:
            return rows.without_service_day()
        case Lacks.INVITATION:
            return rows.without_invitation()
        case Lacks.BIRTHDAY:
            return rows.without_birthday()
    return rows.without_owner_at_work()


def to_fill(narrowed: LackFilter) -> Asked | None:
    """Return what everybody on a list lacks, where one can fill it in."""
    return FILLS.get(narrowed.data.get("lacks"))


def sentence(name: str, value) -> str | None:
    """Return a filter of these in words; None for what is none of them."""
    match name:
        case "lacks":
            return _("Lacks %(value)s") % {"value": Lacks(value).label}
        case "odd":
            return _("Contradicts itself: %(value)s") % {"value": Odd(value).label}
        case "incomplete":
            return _("Completeness below %(value)s %%") % {"value": value}
    return None
