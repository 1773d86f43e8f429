"""The screen on which a visit is told, and what stands there after saving.

Asked by htmx it is a fragment that replaces `#visit-sheet`, wherever that stands.
"""

import json
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.days import day_of
from accounts.ids import pk_of
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from customers import tiering
from customers.models import Customer, Purchase
from customers.views.minding import habits, minding, questions
from visits import cadence, phrases
from visits.choices import MOST_PER_VISIT, When
from visits.forms.logs import EditForm, as_told
from visits.forms.mentions import tell
from visits.forms.plans import AddendumForm
from visits.models import FeedbackItem, Visit
from visits.services import logs

SUGGESTED = 50
MOST_OPEN = 3


def ask(request, form, customer, visit=None, *, status=200, **more) -> HttpResponse:
    """Show the form; 422 and 409 say that nothing was saved."""
    context = more | {
        "form": form,
        "customer": customer,
        "visit": visit,
        "chosen": None if customer else _chosen(request, form),
        "suggested": () if customer else suggested(request),
        "offer": _offer(request, customer) if visit is None else None,
        "kept": None if customer else _kept(request).first(),
        **_minding(request, customer),
        "is_kept": visit is not None and visit.is_kept_for(request.user),
        "phrases": phrases.offered(Visit.objects.recent_notes(request.user)),
        "days": _rhythm(customer)[1] if customer else None,
        "most_photos": MOST_PER_VISIT - len(form.kept),
        "files_lost": bool(request.FILES) and not request.htmx,
        "action": more.get("action") or request.get_full_path(),
    }
    page = "visits/_sheet.html" if request.htmx else "visits/log.html"
    return render(request, page, context, status=status)


def ask_instead(request: HttpRequest, form, visit: Visit) -> HttpResponse:
    """Show the form of a plan in the place of the one for a new visit."""
    action = reverse("visits:log", args=[visit.pk])
    more = {"action": action, "is_typed": True}
    response = ask(request, form, visit.customer, visit, **more)
    if request.htmx and (request.htmx.current_url_abs_path or "").endswith("new/"):
        response["HX-Replace-Url"] = action
    return response


def offer(request: HttpRequest, customer: Customer | None) -> HttpResponse:
    """Show what this customer's visit may be: a plan, or one taken back."""
    kept = _kept(request).filter(customer=customer).first() if customer else None
    context = {"offer": _offer(request, customer), "kept": kept}
    context |= _minding(request, customer) | {"customer": customer, "is_asked": True}
    return render(request, "visits/_offer.html", context)


def compare(request: HttpRequest, refusal: logs.AlreadyLogged) -> HttpResponse:
    """Show what stands beside what was typed, ready to correct it or to add to it."""
    stands, at = refusal.visit, timezone.now()
    typed = request.POST.copy()
    if stands.is_amendable_by(request.user, at):
        # A moment the person chose is what he wants; "now" meant the one that stands.
        kept = ["seen_at"]
        if typed.get("when", When.NOW) == When.NOW:
            kept += ["when", "day", "time"]
        stood = as_told(stands)
        for name in kept:
            typed[name] = stood[name]
        form = EditForm(typed, {"photos": []}, at=at, visit=stands)
        action = reverse("visits:edit", args=[stands.pk])
        more = {"stands": stands, "refusal": str(refusal), "action": action}
        return ask(request, form, stands.customer, stands, status=409, **more)
    words = [typed.get(name, "") for name in typed if name == "note" or "say_" in name]
    form = AddendumForm(initial={"text": "\n".join(filter(None, words))})
    return refuse(request, stands, refusal=str(refusal), form=form)


def refuse(request, visit: Visit, *, refusal: str = "", form=None) -> HttpResponse:
    """Show that a visit is locked, and where to add to it."""
    context = {
        "stands": visit,
        "refusal": refusal or _("This visit is locked. Add an addendum instead."),
        "form": form or AddendumForm(),
    }
    context["is_page"] = _is_page(request)
    page = "visits/_locked.html" if request.htmx else "visits/locked.html"
    return render(request, page, context, status=409)


def act(request, visit: Visit, form, do, *, said: str, asked: str) -> HttpResponse:
    """Do what a small form about a visit says, or bring it back with every word typed.

    `do` is a service that takes the form's fields; `asked` the form's template.
    """
    if form.is_valid():
        what = form.cleaned_data | {"actor": request.user, "at": timezone.now()}
        try:
            do(visit, **what)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, said)
            return done(request, visit)
    return again(request, visit, form, asked)


def again(request, visit: Visit, form, asked: str, **more) -> HttpResponse:
    """Bring a small form about a visit back with what is wrong and every word typed.

    `asked` is its template. htmx puts it where it stood; otherwise it is a page.
    """
    context = more | {"visit": visit, "stands": visit, "form": form, "asked": asked}
    page = asked if request.htmx else "visits/again.html"
    return render(request, page, context, status=422)


def done(request, visit: Visit) -> HttpResponse:
    """Go to the visit; a form sent by htmx takes its page there."""
    if request.htmx:
        return HttpResponseClientRedirect(visit.get_absolute_url())
    return redirect(visit)


def saved(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Give something back: what is next, what is open, and Undo."""
    if not request.htmx:
        told = f"undo:{reverse('visits:undo', args=[visit.pk])}"
        messages.success(request, _("Visit saved."), extra_tags=told)
        return redirect(visit)
    said = FeedbackItem.objects.for_saved(visit.customer, request.user)
    tier, days = _rhythm(visit.customer)
    context = {
        "visit": visit,
        "customer": visit.customer,
        "why": _why(visit, days),
        "days": days,
        "tier": tier,
        "last_purchase": _last_purchase(visit.customer),
        "is_page": _is_page(request),
        "open_feedback": said[:MOST_OPEN],
        "is_undoable": visit.is_undoable_by(request.user, timezone.now()),
    }
    response = render(request, "visits/_saved.html", context)
    response["HX-Trigger"] = json.dumps({"visit-saved": {"pk": visit.pk}})
    if _is_page(request):
        response["HX-Replace-Url"] = visit.get_absolute_url()
    return response


def undone(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Go back to where the visit was told, with every word of it."""
    messages.success(request, _("Taken back. Nothing is saved; your words are here."))
    return redirect("visits:log", visit.pk)


def _is_page(request: HttpRequest) -> bool:
    """Say whether the form has a page of its own, not a dialog on another."""
    path = (request.htmx.current_url_abs_path or "").split("#")[0]
    return bool(request.htmx) and path == request.get_full_path()


def _rhythm(customer: Customer) -> tuple[str, int]:
    """Return like which tier he is cared for, and the days between contacts."""
    on = timezone.localdate()
    tier, welcomed_as, days = Customer.ever.rhythm_of(customer.pk, on)
    return tiering.cared_as(tier, welcomed_as), days


def _why(visit: Visit, days: int) -> str:
    """Return why the next contact is due when it is: PLANNED, TIER or AGREED."""
    customer, following = visit.customer, visit.next_visit
    due_on = customer.next_contact_on
    if following and day_of(following.planned_at) == due_on:
        return "PLANNED"
    if due_on == cadence.due_on(days, visit.happened_at):
        return "TIER"
    return "AGREED" if due_on else ""


def _last_purchase(customer: Customer) -> Decimal | None:
    on = customer.last_purchase_on
    return Purchase.objects.spent_on(customer.pk, on) if on else None


def _offer(request: HttpRequest, customer: Customer | None) -> Visit | None:
    """Return the plan with this customer that a new visit may have been."""
    rows = Visit.objects.for_user(request.user, Can.LOG_VISITS)
    return rows.nearest_plan(customer, timezone.now()) if customer else None


def _minding(request: HttpRequest, customer: Customer | None) -> dict:
    if customer is None:
        return {}
    may_edit = may_apply(request.user, Can.EDIT_CUSTOMERS, customer)
    told = minding(customer, may_edit=may_edit)
    asked = questions(customer, on=timezone.localdate()) if may_edit else []
    return told | {"habits": habits(customer), "questions": asked}


def _kept(request: HttpRequest):
    rows = Visit.objects.for_user(request.user, Can.LOG_VISITS)
    return rows.taken_back_by(request.user)


def _chosen(request: HttpRequest, form) -> Customer | None:
    """Return the customer a form that comes back was about."""
    pk = form["customer"].data or ""
    rows = Customer.objects.for_user(request.user, request.can)
    return rows.filter(pk=pk_of(pk)).first()


def suggested(request: HttpRequest):
    """Return the customers most likely meant, for whoever has no picker."""
    rows = Customer.objects.for_user(request.user, request.can)
    return rows.filter(owner=request.user).order_by("next_contact_on", "pk")[:SUGGESTED]
