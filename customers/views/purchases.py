"""What a customer bought, invoice by invoice."""

from itertools import groupby

from django.db.models import F
from django.shortcuts import render
from django.utils import timezone

from accounts import lists, paging
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from customers import twelve_months
from customers.choices.archive import BusinessLine
from customers.forms.purchases import LedgerForm
from customers.models import Purchase
from customers.views.door import customer_of

NEWEST_FIRST = paging.Order(F("bought_at"), paging.moment, descending=True)
LINES_SHOWN = 20


@require(Can.SEE_CUSTOMERS)
def index(request, pk):
    customer = customer_of(request, pk)
    bought = Purchase.objects.filter(customer=customer)
    form = LedgerForm(request.GET, years=bought.years())
    heads = form.narrowed(bought.heads()).select_related("reverses", "branch")
    page = paging.page(heads, NEWEST_FIRST, lists.cursor(request.GET))
    context = {
        "customer": customer,
        "tab": "purchases",
        "form": form,
        "may_edit": may_apply(request.user, Can.EDIT_CUSTOMERS, customer),
        "invoices": _invoices(bought, page.rows),
        "lines": _lines(bought.standing()),
        "bars": _bars(bought.standing(), customer),
    }
    context |= lists.beside(page, lists.state(request.GET))
    return render(request, "customers/purchases.html", context)


def _invoices(bought, heads: list[Purchase]) -> list[dict]:
    """Return the invoices in the order of their first lines, with their sums."""
    lines = bought.of_invoices(heads)
    by_invoice = {
        key: list(group)
        for key, group in groupby(lines, lambda line: (line.source, line.invoice))
    }
    refunded = Purchase.objects.refunded(heads)
    return [
        _invoice(head, by_invoice[head.source, head.invoice], refunded.get(head.pk, 0))
        for head in heads
    ]


def _invoice(head: Purchase, lines: list[Purchase], refunded) -> dict:
    amount = sum(line.amount for line in lines)
    return {
        "head": head,
        "line": head.get_business_line_display(),
        "amount": amount,
        "refunded": refunded,
        "is_refundable": not (head.is_credit or head.is_voided) and refunded < amount,
        "is_voidable": head.is_by_hand and not (head.is_voided or refunded),
        "opening": lines[0],
        "shown": lines[:LINES_SHOWN],
        "line_count": len(lines),
        "hidden_count": max(0, len(lines) - LINES_SHOWN),
    }


def _lines(bought) -> list[dict]:
    named = dict(BusinessLine.choices)
    return [
        row | {"label": named.get(row["business_line"], row["business_line"])}
        for row in bought.by_line()
    ]


def _bars(bought, customer) -> list[twelve_months.Bar]:
    """Draw the last twelve months, or the last twelve up to the last purchase."""
    today = timezone.localdate()
    months = twelve_months.ending(today)
    last = customer.last_purchase_on
    if last and last < months[0]:
        months = twelve_months.ending(last)
    start, end = twelve_months.span(months, timezone.get_default_timezone())
    sums = bought.between(start, end).by_month()
    amounts = {row["month"].date(): row["revenue"] for row in sums}
    return twelve_months.bars(months, amounts)
