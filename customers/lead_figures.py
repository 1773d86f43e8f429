"""Figures of leads, each with the list that holds exactly its rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse

from accounts import days
from customers.choices.leads import CHANNELS, LeadState, LostReason
from customers.models import Campaign

# Below this a share says more than it knows: the counts alone are shown.
FEWEST = 10


@dataclass(frozen=True)
class Figures:
    """Counts of one row of a table; each `…_url` leads to exactly its leads."""

    label: str
    asked: dict
    leads: int = 0
    in_time: int = 0
    answered: int = 0
    # Between registration and first contact, of those answered; None where none was.
    median_answer: timedelta | None = None
    handed: int = 0
    # Who became a customer, and where a deal stands: one may be without the other.
    converted: int = 0
    won: int = 0
    lost: int = 0
    cost: Decimal | None = None
    row: Campaign | None = None

    @property
    def leads_url(self) -> str:
        return self._url()

    @property
    def in_time_url(self) -> str:
        return self._url(in_time="True")

    @property
    def answered_url(self) -> str:
        return self._url(answered="True")

    @property
    def converted_url(self) -> str:
        return self._url(converted="True")

    @property
    def won_url(self) -> str:
        return self._url(sold="True")

    @property
    def lost_url(self) -> str:
        return self._url(state=LeadState.LOST)

    @property
    def in_time_share(self) -> float | None:
        return self._share(self.in_time)

    @property
    def median_minutes(self) -> int | None:
        if self.median_answer is None:
            return None
        return round(self.median_answer.total_seconds() / 60)

    @property
    def won_share(self) -> float | None:
        return self._share(self.won)

    @property
    def cost_per_lead(self) -> Decimal | None:
        return self.cost / self.leads if self.cost and self.leads else None

    @property
    def cost_per_deal(self) -> Decimal | None:
        return self.cost / self.won if self.cost and self.won else None

    def _share(self, count: int) -> float | None:
        return count / self.leads if self.leads >= FEWEST else None

    def _url(self, **more) -> str:
        query = urlencode({"tab": "all"} | self.asked | more)
        return f"{reverse('leads:index')}?{query}"


def months_before(today: date, count: int) -> list[date]:
    """Return the first days of the last `count` months, this one last."""
    first = today.replace(day=1)
    months = [first]
    while len(months) < count:
        months.insert(0, (months[0] - timedelta(days=1)).replace(day=1))
    return months


def of_channels(leads: QuerySet, month: date) -> list[Figures]:
    """Return the figures of each channel for leads registered in a month."""
    between = _between(month)
    rows = {row.pop("channel"): row for row in _within(leads, month).figures("channel")}
    return [
        Figures(str(label), {"channel": channel} | between, **rows[channel])
        for channel, label in CHANNELS
        if channel in rows
    ]


def of_months(leads: QuerySet, months: list[date]) -> list[tuple[date, Figures]]:
    """Return (month, figures) of each month, those without a lead too."""
    since = leads.filter(created_at__gte=days.midnight(months[0]))
    counted = since.annotate(month=TruncMonth("created_at")).figures("month")
    rows = {days.day_of(row.pop("month")): row for row in counted}
    return [
        (month, Figures("", _between(month), **rows.get(month, {}))) for month in months
    ]


def of_losses(leads: QuerySet, month: date) -> list[Figures]:
    """Return why leads of a month were lost, the commonest reason first."""
    lost = _within(leads, month).filter(state=LeadState.LOST).order_by()
    found = lost.values_list("lost_reason").annotate(count=Count("pk"))
    words, between = dict(LostReason.choices), _between(month)
    return [
        Figures(str(words[reason]), {"lost_reason": reason} | between, leads=count)
        for reason, count in found.order_by("-count", "lost_reason")
    ]


def of_campaigns(leads: QuerySet, campaigns: QuerySet) -> list[Figures]:
    """Return the figures of each campaign over all its time; two queries."""
    counted = leads.filter(campaign__isnull=False).figures("campaign")
    rows = {row.pop("campaign"): row for row in counted}
    return [
        Figures(
            one.name,
            {"campaign": one.pk},
            cost=one.cost,
            row=one,
            **rows.get(one.pk, {}),
        )
        for one in campaigns
    ]


def _within(leads: QuerySet, month: date) -> QuerySet:
    end = days.end_of(_last(month))
    return leads.filter(created_at__gte=days.midnight(month), created_at__lt=end)


def _between(month: date) -> dict:
    return {"since": month, "until": _last(month)}


def _last(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
