"""The register of documents: what is to be scanned, what need not be kept longer."""

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
from customers.register_filters import View, narrowed
from customers.services import retention as retentions
from customers.views.clashes import tell_theirs

ENDS_FIRST = paging.Order(Coalesce("keep_until", NEVER), paging.day)
NEWEST_FIRST = paging.Order(F("id"), paging.whole, descending=True)


@require(Can.SEE_DOCUMENTS)
def index(request):
    query = lists.state(request.GET)
    view, today = query.get("view", View.ALL), timezone.localdate()
    rows = Document.objects.for_user(request.user, request.can)
    rows = narrowed(rows, query, today).for_register()
    form = RegisterForm(request.GET)
    order = ENDS_FIRST if view == View.ENDING else NEWEST_FIRST
    page = paging.page(rows, order, lists.cursor(request.GET))
    context = {
        "page": page,
        "form": form,
        "view": view,
        "today": today,
        "tabs": _tabs(view),
        "clear_url": f"?view={view}" if form.asked() else "",
        "query": query.urlencode(),
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
    return [
        (each.label, f"?{urlencode({'view': each})}", each == view, None)
        for each in View
    ]
