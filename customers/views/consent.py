"""What a customer agreed to: each use by each way, said in one tap, and its history."""

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from accounts import lists, paging
from accounts.models import ExportedPerson
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Refused
from customers import lawful
from customers.choices.consent import Channel, ConsentState, Purpose
from customers.forms.consent import EVERY, ConsentForm, Said, button
from customers.models import ConsentRecord, ConsentText, Customer
from customers.services import consent
from customers.views.door import customer_of

NEWEST_FIRST = paging.Order(F("pk"), paging.whole, descending=True)
# State → how `components/state.html` draws it.
KINDS = {
    ConsentState.GIVEN: "done",
    ConsentState.REFUSED: "cancelled",
    ConsentState.WITHDRAWN: "late",
}


@require(Can.SEE_CUSTOMERS)
def index(request, pk):
    return _page(request, customer_of(request, pk), ConsentForm())


@require_POST
@require(Can.RECORD_CONSENT)
def record(request, pk):
    customer, form = customer_of(request, pk), ConsentForm(request.POST)
    if not form.is_valid():
        return _page(request, customer, form, status=422)
    told = {name: form.cleaned_data[name] for name in ("how", "evidence")}
    told |= {"actor": request.user, "at": timezone.now()}
    try:
        told = _recorded(customer, form.cleaned_data["said"], told)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, customer, form, status=409)
    if request.htmx:
        page = _page(request, customer, form)
        return trigger_client_event(page, "toast", {"text": told})
    messages.success(request, told)
    return redirect("customers:consent", pk)


def _recorded(customer: Customer, said: Said, told: dict) -> str:
    """Record what a button says; return it in words."""
    asked = said._asdict() | told
    if not said.is_of_all:
        made = consent.record(customer, **asked)
        use = lawful.use_of(said.purpose, said.channel)
        words = {"use": use, "state": made.get_state_display()}
        return _("%(use)s: %(state)s.") % words
    del asked["channel"]
    made = consent.record_all(customer, **asked)
    words = {"use": lawful.use_of(said.purpose, ""), "count": len(made)}
    if not made:
        return _("%(use)s: it stood so already.") % words
    words["state"] = made[0].get_state_display()
    text = ngettext(
        "%(use)s: %(state)s by %(count)s way.",
        "%(use)s: %(state)s by %(count)s ways.",
        len(made),
    )
    return text % words


def _page(
    request: HttpRequest, customer: Customer, form: ConsentForm, status: int = 200
) -> HttpResponse:
    said = ConsentRecord.objects.for_history(customer)
    page = paging.page(said, NEWEST_FIRST, lists.cursor(request.GET))
    context = {
        "customer": customer,
        "tab": "consent",
        "form": form,
        "channels": [channel.label for channel in Channel],
        "uses": uses(customer),
        "page": page,
        "may_record": may_apply(request.user, Can.RECORD_CONSENT, customer),
        "exported": ExportedPerson.objects.summary(customer.pk),
    }
    context |= lists.beside(page)
    part = "customers/_consents.html" if request.htmx else "customers/consent.html"
    return render(request, part, context, status=status)


def uses(customer: Customer) -> list[dict]:
    """Return every purpose with its text and what was said of it by each way."""
    texts = ConsentText.objects.standing()
    said = ConsentRecord.objects.standing(customer)
    return [_use(purpose, said, texts) for purpose in Purpose]


def _use(purpose: Purpose, said: dict, texts: dict) -> dict:
    cells = [_cell(purpose, way, said, texts) for way in purpose.channels]
    return {
        "purpose": purpose,
        "text": texts.get(purpose),
        "is_contract": not purpose.channels,
        "cells": cells,
        "all": _all(purpose, cells, texts) if len(cells) > 1 else [],
    }


def _all(purpose: Purpose, cells: list[dict], texts: dict) -> list[tuple[str, str]]:
    """Return (word, what it says) of the buttons for all ways of a purpose at once."""
    text = texts.get(purpose)
    seen = tuple(cell["record"] and cell["record"].pk for cell in cells)
    offered = [
        (any(cell["may_withdraw"] for cell in cells),
         _("Withdraw all"), ConsentState.WITHDRAWN),
        (any(cell["may_give"] for cell in cells), _("Give all"), ConsentState.GIVEN),
        (all(cell["may_refuse"] for cell in cells),
         _("Refuse all"), ConsentState.REFUSED),
    ]  # fmt: skip
    return [
        (word, button(purpose, EVERY, state, seen, text and text.pk))
        for is_offered, word, state in offered
        if is_offered
    ]


def _cell(purpose: Purpose, channel: Channel, said: dict, texts: dict) -> dict:
    """Return one use: what was said of it last, and what its buttons say."""
    last = said.get((purpose, channel))
    state = last.state if last else ""
    seen = last.pk if last else None
    text = texts.get(purpose)
    is_older = bool(last and last.text_id and text and last.text_id != text.pk)
    return {
        "channel": channel,
        "use": lawful.use_of(purpose, channel),
        "record": last,
        "kind": KINDS.get(state, "open"),
        "label": last.get_state_display() if last else _("not asked"),
        "is_older": is_older,
        "give": button(purpose, channel, ConsentState.GIVEN, seen, text and text.pk),
        "deny": button(purpose, channel, ConsentState.WITHDRAWN, seen, None),
        "may_give": text is not None and (state != ConsentState.GIVEN or is_older),
        "may_withdraw": state == ConsentState.GIVEN,
        "may_refuse": not state,
    }
