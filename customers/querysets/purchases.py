"""Questions about purchases."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Self

from django.contrib.postgres.aggregates import ArrayAgg, BoolAnd
from django.db import models
from django.db.models import Count, Exists, Func, Max, Min, OuterRef, Q, Sum
from django.db.models.functions import Round, TruncMonth
from django.utils import timezone

# Two sources may count their invoices alike.
INVOICES = Count(Func("source", "invoice", function="ROW"), distinct=True)


class PurchaseQuerySet(models.QuerySet):
    def of_source(self, source: str) -> Self:
        return self.filter(source=source)

    def standing(self) -> Self:
        """Return the lines that count: a voided entry never was one."""
        return self.filter(voided_at=None)

    def orders(self) -> Self:
        """Return each invoice that stands once, without credit notes."""
        lines = self.standing().filter(is_credit=False).order_by()
        return lines.values("source", "invoice").distinct()

    def by_month(self) -> Self:
        """Return rows of month, lines, invoices, quantity and revenue, oldest first.

        Months are those of the product's own time zone; revenue is rounded once.
        """
        zone = timezone.get_default_timezone()
        month = TruncMonth("bought_at", tzinfo=zone)
        return (
            self.values(month=month)
            .annotate(
                lines=Count("pk"),
                invoices=INVOICES,
                quantities=Sum("quantity"),
                revenue=Round(Sum("amount"), precision=2),
            )
            .order_by("month")
        )

    def heads(self) -> Self:
        """Return the first line of each invoice, to page through invoices."""
        earlier = self.model.objects.filter(
            source=OuterRef("source"),
            invoice=OuterRef("invoice"),
            customer=OuterRef("customer"),
            ordinal__lt=OuterRef("ordinal"),
        )
        return self.filter(~Exists(earlier))

    def of_invoices(self, heads: list) -> Self:
        """Return every line of the invoices these first lines belong to, in order."""
        named = [head.invoice for head in heads]
        return self.filter(invoice__in=named).order_by("source", "invoice", "ordinal")

    def of_line(self, business_line: str) -> Self:
        return self.filter(business_line=business_line)

    def years(self) -> list[int]:
        """Return the calendar years from the first to the last line, newest first."""
        ends = self.aggregate(first=Min("bought_at"), last=Max("bought_at"))
        if not ends["first"]:
            return []
        zone = timezone.get_default_timezone()
        first, last = (ends[end].astimezone(zone).year for end in ("first", "last"))
        return list(range(last, first - 1, -1))

    def in_year(self, year: int) -> Self:
        """Return the lines of a calendar year in the product's own time zone."""
        zone = timezone.get_default_timezone()
        return self.between(
            datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
        )

    def refunded(self, heads: list) -> dict[int, Decimal]:
        """Map the ids of first lines to what of their invoices was given back."""
        given = self.standing().filter(reverses__in=heads).order_by()
        sums = given.values("reverses").annotate(total=Sum("amount"))
        return {row["reverses"]: -row["total"] for row in sums}

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(bought_at__gte=start, bought_at__lt=end)

    def by_line(self) -> list[dict]:
        """Return rows of {"business_line", "total", "invoices"}, the largest first."""
        lines = self.values("business_line").annotate(
            total=Sum("amount"), invoices=INVOICES
        )
        return list(lines.order_by("-total"))

    def for_timeline(self, customer_id: int) -> Self:
        """Load one row an invoice of a customer, newest first, with its first items."""
        lines = self.standing().filter(customer_id=customer_id)
        lines = lines.values("source", "invoice")
        return lines.annotate(
            at=Max("bought_at"),
            line=Max("pk"),
            total=Sum("amount"),
            count=Count("pk"),
            is_credit=BoolAnd("is_credit"),
            items=ArrayAgg("item", filter=Q(ordinal__lte=3), order_by="ordinal"),
            lines=ArrayAgg("business_line", distinct=True),
        ).order_by("-at", "-line")

    def spent_on(self, customer_id: int, day: date) -> Decimal:
        """Return what a customer bought for on one day, in one query."""
        zone = timezone.get_default_timezone()
        start = datetime.combine(day, time(), tzinfo=zone)
        bought = self.standing().filter(customer_id=customer_id, is_credit=False)
        lines = bought.between(start, start + timedelta(days=1))
        return lines.aggregate(total=Sum("amount"))["total"] or Decimal(0)

    def spent_since(self, customer_id: int, since: datetime) -> Decimal:
        """Return what a customer spent from `since` on, less what was credited."""
        lines = self.standing().filter(customer_id=customer_id, bought_at__gte=since)
        return lines.aggregate(total=Sum("amount"))["total"] or Decimal(0)
