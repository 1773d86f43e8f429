"""The page of one customer: who he is, what he is worth, what is open, what is next."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from complaints import marks
from complaints.models import Complaint
from crm import standing, timeline
from crm.choices import Touch
from customers import tiering
from customers.choices.consent import Purpose
from customers.choices.stages import STRATEGIES
from customers.models import (
    Contact,
    Customer,
    Like,
    Opportunity,
    Purchase,
)
from customers.services import reading
from customers.views.door import found
from customers.views.minding import minding, questions
from visits.models import FeedbackItem, Visit

OFFERED = [
    Can.EDIT_CUSTOMERS, Can.ASSIGN_CUSTOMERS, Can.REVEAL_NUMBERS, Can.LOG_VISITS,
    Can.SEE_HISTORY, Can.REMOVE_CUSTOMERS, Can.REGISTER_COMPLAINTS,
]  # fmt: skip
YEAR = timedelta(days=365)
SHOWN = 5


@require(Can.SEE_CUSTOMERS)
def detail(request, pk):
    """Show everything about one customer."""
    customer = _customer(request, pk)
    at = timezone.now()
    told = {"customer": customer, "contacts": _contacts(customer)}
    told |= _open(customer, request.user, at) | _timeline(request, customer)
    told |= _facts(customer)
    spent = Purchase.objects.spent_since(customer.pk, at - YEAR)
    return render(request, "customer/detail.html", told | {"spent": spent})


@require(Can.SEE_CUSTOMERS)
def touchpoints(request, pk):
    """Show the timeline alone; asked for by a page, only its entries."""
    told = {"customer": (customer := _customer(request, pk))}
    told |= _timeline(request, customer)
    page = "customer/_timeline.html" if request.htmx else "customer/timeline.html"
    return render(request, page, told)


def _customer(request, pk: int) -> Customer:
    """Return the customer; looking at another's is recorded."""
    who = request.user
    visible = Customer.objects.for_user_with_may(who, request.can, *OFFERED)
    page = visible.for_page()
    page = page.with_agreed(Purpose.MARKETING).with_interval(timezone.localdate())
    page = page.with_pool()
    plans = Visit.objects.planned().filter(customer_id=OuterRef("pk"))
    page = page.annotate(has_plan=Exists(plans))
    customer = found(page, pk)
    reading.record_view(customer, actor=request.user, at=timezone.now())
    return customer


def _contacts(customer: Customer) -> list[Contact]:
    return list(Contact.objects.filter(customer=customer).for_list()[:SHOWN])


def _open(customer: Customer, user, at) -> dict:
    """Return what is planned, what the customer said that waits, and what to mind."""
    planned = list(Visit.objects.for_next(customer, user)[:SHOWN])
    said = list(FeedbackItem.objects.for_saved(customer, user)[:SHOWN])
    complaints = _open_complaints(customer, user, at)
    # Whether, though not when or by whom, is known to all who see the customer.
    has_plan = bool(planned) or customer.has_plan
    return {
        "planned": planned,
        "next_plan": planned[0] if planned else None,
        "has_plan": has_plan,
        "said": said,
        "open_complaints": complaints,
        "remarks": standing.remarks(
            customer,
            planned,
            said,
            at,
            has_plan=has_plan,
            tier=tiering.cared_as(customer.tier, customer.welcomed_as),
            interval_days=customer.interval_days,
            open_complaints=complaints,
        ),
    }


def _open_complaints(customer: Customer, user, at) -> list[Complaint]:
    """Return what is open of what the reader may see, what is due first first."""
    if not user.may(Can.SEE_COMPLAINTS):
        return []
    seen = Complaint.objects.for_user(user, Can.SEE_COMPLAINTS).open().of(customer)
    return marks.marked(seen.for_row().soonest()[:SHOWN], at)


def _facts(customer: Customer) -> dict:
    """Return what is known of him besides: ways, stage, what may come of him."""
    chances = Opportunity.objects.of(customer).for_panel()
    may_edit, today = customer.may_edit_customers, timezone.localdate()
    return minding(customer, may_edit=may_edit) | {
        "questions": questions(customer, on=today) if may_edit else [],
        "likes": list(Like.objects.filter(customer=customer).for_panel()[:SHOWN]),
        "opportunities": list(chances[:SHOWN]),
        "strategy": STRATEGIES[customer.stage],
        "today": today,
    }


def _timeline(request, customer: Customer) -> dict:
    kind, before = request.GET.get("type", ""), request.GET.get("before", "")
    chips = timeline.kinds(customer, request.user)
    kind = kind if kind in chips else ""
    return {
        "timeline": timeline.page(customer, request.user, kind=kind, before=before),
        "timeline_url": reverse("customer_timeline", args=[customer.pk]),
        "kind": kind,
        "kinds": [Touch(chip) for chip in chips],
        "is_first_page": not timeline.read(before),
        "sees_all": timeline.is_whole(customer, request.user),
    }
