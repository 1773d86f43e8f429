"""Lists as files: one's own, those that wait for one's decision, a new one."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import F
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import lists, paging
from accounts.choices import ExportState
from accounts.forms.refusals import tell
from accounts.models import Export, User
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from accounts.services import exports as records
from accounts.services import jobs
from crm.exports import SHEETS, door
from crm.exports.sheet import Sheet
from crm.forms.exports import DecisionForm, ExportForm
from crm.jobs import WORKS
from crm.services import exports
from crm.views.jobs import progress
from customers import lawful
from customers.choices.consent import Basis, Purpose

NEWEST_FIRST = paging.Order(F("pk"), paging.whole, descending=True)
# Which list; all else of the address are its filters.
LIST = "list"
MOST_WAITING = 100
# State → how `components/state.html` draws it.
KINDS = {
    ExportState.ASKED: "waiting",
    ExportState.DENIED: "cancelled",
    ExportState.TAKEN_BACK: "cancelled",
    ExportState.MAKING: "progress",
    ExportState.READY: "done",
    ExportState.EXPIRED: "cancelled",
}


@require(Can.USE_PRODUCT)
def index(request):
    user = request.user
    if not (door.sheets_of(user) or user.may(Can.DECIDE_EXPORTS)):
        raise PermissionDenied
    mine = Export.objects.mine(user).for_list()
    page = paging.page(mine, NEWEST_FIRST, lists.cursor(request.GET))
    context = {
        "page": page,
        "rows": list(_told_all(page.rows)),
        "waiting": list(_told_all(Export.objects.to_decide(user)[:MOST_WAITING])),
        "may_ask": bool(door.sheets_of(user)),
    }
    return render(request, "exports/index.html", context | lists.beside(page))


@require(Can.USE_PRODUCT)
def create(request):
    if not door.sheets_of(request.user):
        raise PermissionDenied
    if LIST not in request.GET:
        context = {"sheets": door.sheets_of(request.user)}
        return render(request, "exports/choose.html", context)
    sheet = SHEETS.get(request.GET[LIST])
    if sheet is None:
        raise Http404
    if not sheet.is_open_to(request.user):
        raise PermissionDenied
    query = lists.state(request.GET, besides={LIST, "sort"})
    data = [request.POST] if request.method == "POST" else []
    form = ExportForm(*data, sheet=sheet, user=request.user)
    made = _ordered(request, form, query) if form.is_valid() else None
    return redirect(made) if made else _asked(request, form, sheet, query)


@require(Can.USE_PRODUCT)
def detail(request, pk):
    return _page(request, _export(request, pk), DecisionForm())


@require_POST
@require(Can.DECIDE_EXPORTS)
def decide(request, pk):
    export, form = _export(request, pk), DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, export, form, status=422)
    by = {"actor": request.user, "at": timezone.now()}
    is_allowed = request.POST.get("decision") == "allow"
    try:
        records.decide(export, is_allowed=is_allowed, **by, **form.cleaned_data)
    except Refused as refusal:
        tell(form, refusal)
        return _page(request, _export(request, pk), form, status=409)
    messages.success(request, _("Decided. %(name)s is told.") % {"name": export.owner})
    return redirect("exports:index")


@require_POST
@require(Can.USE_PRODUCT)
def take_back(request, pk):
    export = get_object_or_404(Export.objects.mine(request.user), pk=pk)
    try:
        records.take_back(export, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back. Nothing was exported."))
    return redirect(export)


@require_POST
@require(Can.USE_PRODUCT)
def file(request, pk):
    """Send the file to the one who asked for it; a browser only stores it."""
    export = get_object_or_404(Export.objects.mine(request.user), pk=pk)
    if request.user.seen_by:
        raise Http404
    try:
        export = exports.fetch(export, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(export)
    response = FileResponse(
        default_storage.open(export.stored_as), content_type="application/octet-stream"
    )
    name = f"{export.sheet}-{export.pk}.{export.format}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _told_all(rows: Iterable[Export]) -> Iterator[dict]:
    """Yield {"export", "title", "kind"} as `exports/_row.html` reads them."""
    for export in rows:
        kind = "late" if export.is_broken else KINDS[export.state]
        title = SHEETS[export.sheet].title
        yield {"export": export, "title": title, "kind": kind}


def _ordered(request: HttpRequest, form: ExportForm, query: QueryDict) -> Export | None:
    """Order what the form asks; None leaves in the form why not, or a count asked."""
    if "count" in request.POST:
        return None
    wish, at = form.wish(query), timezone.now()
    try:
        export, is_new = exports.ask(wish, actor=request.user, at=at, **form.said())
    except Refused as refusal:
        tell(form, refusal)
        return None
    if is_new and export.job_id and export.counted <= records.AT_ONCE:
        jobs.run(export.job_id, works=WORKS, clock=timezone.now)
    return export


def _asked(
    request: HttpRequest, form: ExportForm, sheet: Sheet, query: QueryDict
) -> HttpResponse:
    at, user = timezone.now(), request.user
    wish = door.Wish(sheet, query)
    context = {"form": form, "sheet": sheet, "counts": None, "query": query.urlencode()}
    context["beside"] = _beside(sheet, user)
    context["limit"] = records.FREE_ROWS if sheet.persons else 0
    context["takes_alone"] = user.may(Can.EXPORT_CUSTOMERS)
    context["told"] = sheet.told(user, query, at)
    context["is_by_number"] = wish.is_by_number
    if not wish.is_by_number:
        rows = door.everybody(wish, user=user, at=at)
        context["list_size"], context["is_exact"] = paging.size_of(rows)
        if form.is_bound and not form.errors:
            context["counts"] = _counts(form, query, user, at)
    status = 422 if form.errors else 200
    return render(request, "exports/new.html", context, status=status)


def _counts(form: ExportForm, query: QueryDict, user: User, at) -> dict:
    """Return how many rows the file would hold, who is left out, whether it waits.

    {} leaves in the form why there is nothing to count.
    """
    try:
        found = exports.look_ahead(form.wish(query), actor=user, at=at)
    except Refused as refusal:
        tell(form, refusal)
        return {}
    left_out = lawful.left_out_words(found.left_out)
    return {"rows": found.counted, "left_out": left_out, "must_ask": found.must_ask}


def _beside(sheet: Sheet, user: User) -> list[Sheet]:
    """Return the other lists that the filters of this one narrow too."""
    others = [SHEETS[slug] for slug in sheet.beside if slug != sheet.slug]
    return [other for other in others if other.is_open_to(user)]


def _export(request: HttpRequest, pk: int) -> Export:
    visible = Export.objects.visible_to(request.user).for_list()
    return get_object_or_404(visible, pk=pk)


def _page(
    request: HttpRequest, export: Export, form: DecisionForm, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    sheet = SHEETS[export.sheet]
    is_mine = export.owner_id == request.user.pk
    context = {
        **next(_told_all([export])),
        "form": form,
        "is_mine": is_mine,
        "is_fetchable": is_mine and export.is_fetchable(at),
        "may_decide": export.is_asked and not is_mine
        and request.user.may(Can.DECIDE_EXPORTS),
        "columns": _(", ").join(
            str(column.label) for column in sheet.chosen(export.columns)
        ),
        "use": lawful.use_of(export.purpose, export.channel) if sheet.persons else "",
        "is_contract": Purpose(export.purpose).basis is Basis.CONTRACT,
        "left_out": lawful.left_out_words(export.left_out),
    }  # fmt: skip
    if is_mine and export.state == ExportState.MAKING and export.job:
        context |= {"progress": progress(export.job, at)}
    return render(request, "exports/detail.html", context, status=status)
