"""The register of documents: what is to be scanned, what need not be kept longer."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import F
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import lists, paging
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Conflict
from customers.forms.documents import RegisterForm, RetentionForm
from customers.models import Document, RetentionClass
from customers.querysets.archive import NEVER
from customers.services import retention as retentions
from customers.views.clashes import tell_theirs

# So far ahead one wants to know what may be thrown away, or must be renewed.
ENDING_DAYS = 90
ENDS_FIRST = paging.Order(Coalesce("keep_until", NEVER), paging.day)
NEWEST_FIRST = paging.Order(F("id"), paging.whole, descending=True)
ALL, TO_SCAN, ENDING = "all", "scan", "ending"


@require(Can.SEE_DOCUMENTS)
def index(request):
    query = lists.state(request.GET)
    view, today = query.get("view", ALL), timezone.localdate()
    rows = Document.objects.for_user(request.user, request.can).kept()
    if view == TO_SCAN:
        rows = rows.to_scan()
    elif view == ENDING:
        rows = rows.ending(today + timedelta(days=ENDING_DAYS))
    form = RegisterForm(request.GET)
    rows = rows.filter(**form.asked()).for_register()
    order = ENDS_FIRST if view == ENDING else NEWEST_FIRST
    page = paging.page(rows, order, lists.cursor(request.GET))
    context = {
        "page": page,
        "form": form,
        "view": view,
        "today": today,
        "tabs": _tabs(view),
        "clear_url": f"?view={view}" if form.asked() else "",
    }
    context |= lists.beside(page, query)
    return render(request, "documents/index.html", context)


@require(Can.MANAGE_FIELDS)
def retention(request):
    classes = RetentionClass.objects.order_by("pk")
    return render(request, "documents/retention.html", {"classes": list(classes)})


@require(Can.MANAGE_FIELDS)
def retention_create(request):
    form = RetentionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        retentions.add(actor=request.user, at=timezone.now(), **form.said())
        messages.success(request, _("Saved."))
        return redirect("customers:retention")
    return render(request, "documents/retention_form.html", {"form": form})


@require(Can.MANAGE_FIELDS)
def retention_edit(request, pk):
    kept = get_object_or_404(RetentionClass, pk=pk)
    form = RetentionForm(
        request.POST if request.method == "POST" else None, retention=kept
    )
    if form.is_valid():
        told = {"fields": form.said(), "version": form.cleaned_data["version"]}
        standing = RetentionClass.objects.get(pk=pk)
        try:
            retentions.edit(standing, actor=request.user, at=timezone.now(), **told)
        except Conflict as conflict:
            tell_theirs(form, conflict, standing)
        else:
            messages.success(request, _("Saved."))
            return redirect("customers:retention")
    return render(
        request, "documents/retention_form.html", {"form": form, "retention": kept}
    )


def _tabs(view: str) -> list[tuple]:
    named = [(_("All documents"), ALL), (_("Papers to scan"), TO_SCAN),
             (_("Retention ending"), ENDING)]  # fmt: skip
    return [
        (label, f"?{urlencode({'view': name})}", name == view, None)
        for label, name in named
    ]
