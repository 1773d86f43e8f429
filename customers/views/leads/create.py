"""A new lead, and who it may be already."""

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from customers import duplicates as customers
from customers import lead_doubles
from customers.forms.fields import moved_words
from customers.forms.leads import LeadForm
from customers.services import search
from customers.services.leads import people, register
from customers.views.leads.door import back_to

LONGEST = 80


@require(Can.CREATE_LEADS)
def create(request):
    data = request.POST if request.method == "POST" else None
    asked = {"user": request.user, "today": timezone.localdate()}
    asked["workers"] = people.workers(request.user.branch_id)
    form = LeadForm(data, initial=_carried(request), **asked)
    if form.is_valid():
        try:
            lead = register.register(
                actor=request.user, at=timezone.now(), **_facts(request, form)
            )
        except Refused as refusal:
            tell(form, refusal)
            form.fields["reason"].required = refusal.field in {"phone", "wechat"}
        else:
            messages.success(request, _("Lead %(name)s registered.") % {"name": lead})
            if form.is_wechat_moved:
                messages.warning(request, moved_words())
            return back_to(request, lead)
    context = {"form": form} | _matches(request, form.data)
    status = 422 if form.is_bound else 200
    return render(request, "leads/create.html", context, status=status)


@require_safe
@require(Can.CREATE_LEADS)
def duplicates(request):
    return render(request, "leads/_duplicates.html", _matches(request, request.GET))


def _facts(request, form: LeadForm) -> dict:
    return form.cleaned_data | {"branch": request.user.branch}


def _carried(request) -> dict[str, str]:
    """Return what was typed where nobody was found: a name or a number."""
    given = {name: request.GET.get(name, "") for name in ("name", "phone")}
    return {name: text[:LONGEST] for name, text in given.items() if text}


def _matches(request, said) -> dict:
    """Return who may be the same, customers and leads, by what was typed so far.

    Numbers are looked up as in the search: recorded, and so many a day.
    """
    asked = {
        name: said.get(name, "").replace("\x00", "")[:LONGEST]
        for name in ("phone", "wechat")
    }
    asked = search.note_typed(asked, actor=request.user, at=timezone.now())
    return {
        "matches": customers.likely(request.user, phone=asked["phone"]),
        "lead_matches": lead_doubles.likely(request.user, **asked),
    }
