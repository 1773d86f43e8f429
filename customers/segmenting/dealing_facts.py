"""Facts of what hangs on a customer: purchases, assets, consents, opportunities."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers import lawful
from customers.choices.archive import BusinessLine
from customers.choices.assets import AssetKind, Falls
from customers.choices.consent import Purpose
from customers.choices.leads import OPEN
from customers.choices.segments import Is, Topic
from customers.models import Asset, ConsentRecord, Lead, Opportunity, Purchase
from customers.segmenting.archive_facts import choice, flag
from customers.segmenting.facts import Asked, Fact
from customers.segmenting.shapes import AHEAD, HOLDING, NUMBER, PAST

OF_HIM = OuterRef("pk")


def _figure(column: str):
    """Return the condition that a figure reaches, or does not pass, a number."""

    def where(asked: Asked, compares: Is, value) -> Q:
        end = "gte" if compares == Is.LEAST else "lte"
        return Q(**{f"{column}__{end}": value})

    return where


def _last_bought(asked: Asked, compares: Is, days: int) -> Q:
    since = asked.today - timedelta(days=days)
    lately = Q(last_purchase_on__gte=since)
    if compares == Is.LATELY:
        return lately
    return Q(last_purchase_on=None) | Q(last_purchase_on__lt=since)


def _either(rows, compares: Is) -> Q:
    return Q(Exists(rows)) if compares == Is.IN else ~Q(Exists(rows))


def _line(asked: Asked, compares: Is, values: list[str]) -> Q:
    bought = Purchase.objects.standing().filter(customer=OF_HIM, is_credit=False)
    return _either(bought.filter(business_line__in=values), compares)


def _asset_kind(asked: Asked, compares: Is, values: list[str]) -> Q:
    return _either(
        Asset.objects.in_use().filter(customer=OF_HIM, kind__in=values), compares
    )


def _brand(asked: Asked, compares: Is, value: str) -> Q:
    owned = Asset.objects.in_use().filter(customer=OF_HIM)
    return Q(Exists(owned.filter(name__icontains=value)))


def _falls(kind: Falls):
    """Return the condition that such a day of something in use comes, or is past."""

    def where(asked: Asked, compares: Is, days: int) -> Q:
        due = Asset.objects.due(kind, days, today=asked.today)
        return Q(pk__in=due.values("customer_id"))

    return where


def _consents(asked: Asked, compares: Is, values: list[str]) -> Q:
    uses = Q(pk__in=[])
    for value in values:
        purpose, channel = value.split(":")
        said = ConsentRecord.objects.about(purpose, channel).filter(customer=OF_HIM)
        uses |= Q(Exists(said.given()))
    return uses if compares == Is.IN else ~uses


def _uses() -> list[tuple[str, str]]:
    """Return each use one is asked about: "MARKETING:SMS", and its words."""
    return [
        (f"{purpose}:{way}", capfirst(lawful.use_of(purpose, way)))
        for purpose in Purpose
        for way in purpose.channels
    ]


def _due(name: str, kind: Falls, label, words) -> Fact:
    return Fact(name, label, Topic.OWNED, AHEAD, {Is.SOON: words}, _falls(kind))


BOUGHT = [
    Fact("total", _("Value of all purchases (yuan)"), Topic.BOUGHT, NUMBER,
         {Is.LEAST: _("bought for %(value)s yuan or more"),
          Is.MOST: _("bought for %(value)s yuan or less")}, _figure("purchase_total")),
    Fact("purchases", _("Number of purchases"), Topic.BOUGHT, NUMBER,
         {Is.LEAST: _("bought %(value)s times or more"),
          Is.MOST: _("bought %(value)s times or less")}, _figure("purchase_count")),
    Fact("last_purchase", _("Last purchase"), Topic.BOUGHT, PAST,
         {Is.LATELY: _("bought within the last %(value)s days"),
          Is.LONG_NOT: _("bought nothing for %(value)s days")}, _last_bought),
    choice("business_line", _("Business line"), Topic.BOUGHT, BusinessLine.choices,
           _line, _("bought from %(value)s"), _("never bought from %(value)s")),
    flag("opportunity", _("Open opportunity"), Topic.BOUGHT,
         Q(Exists(Opportunity.objects.filter(customer=OF_HIM, ended_at=None))),
         _("has an open opportunity"), _("has no open opportunity")),
    flag("lead", _("Came from a lead"), Topic.BOUGHT,
         Q(Exists(Lead.objects.filter(customer=OF_HIM))),
         _("came from a lead"), _("did not come from a lead")),
    flag("open_lead", _("Open lead"), Topic.BOUGHT,
         Q(Exists(Lead.objects.filter(customer=OF_HIM, state__in=OPEN))),
         _("has an open lead"), _("has no open lead")),
]  # fmt: skip
OWNED = [
    choice("asset", _("Owns"), Topic.OWNED, AssetKind.choices, _asset_kind,
           _("has a %(value)s"), _("has no %(value)s")),
    Fact("brand", _("Brand and model"), Topic.OWNED, HOLDING,
         {Is.HOLDS: _("has a “%(value)s”")}, _brand),
    _due("insurance", Falls.INSURANCE, _("Insurance ends"),
         _("has a vehicle or equipment whose "
           "insurance has ended or ends within %(value)s days")),
    _due("inspection", Falls.INSPECTION, _("Inspection due"),
         _("has a vehicle or equipment whose "
           "inspection is overdue or due within %(value)s days")),
    _due("service", Falls.SERVICE, _("Service due"),
         _("has a vehicle or equipment whose "
           "service is overdue or due within %(value)s days")),
    _due("warranty", Falls.WARRANTY, _("Warranty ends"),
         _("has a vehicle or equipment whose "
           "warranty has ended or ends within %(value)s days")),
]  # fmt: skip
CONSENT = [
    choice("consent", pgettext_lazy("segment", "Consent"), Topic.CONSENT,
           lambda asked: _uses(), _consents, _("agreed to %(value)s"),
           _("did not agree to %(value)s")),
]  # fmt: skip
FACTS = [*BOUGHT, *OWNED, *CONSENT]
