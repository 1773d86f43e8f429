"""Complaints that belong together: merged into one, or several in a group."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from accounts import lists, paging
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from complaints.forms.together import (
    GroupAddForm,
    GroupForm,
    GroupNoteForm,
    MergeForm,
    UndoForm,
)
from complaints.models import Complaint, Group
from complaints.services import groups, merging
from complaints.views import desk

NEWEST = paging.Order(F("opened_at"), paging.moment, descending=True)
GROUP_PAGE = "complaints/group.html"


@require(Can.ASSIGN_COMPLAINTS)
def merge(request, code):
    complaint = desk.found(request, code)
    form = MergeForm(request.POST or None, complaint=complaint, user=request.user)
    return desk.ask(
        request, complaint, form, merging.merge, complaint=complaint,
        said=_("Merged. Undo it on its page if it was a mistake."),
        title=_("Merge into another complaint"), label=_("Merge"),
        hint=_("This one closes, and everything goes on in the other one."),
    )  # fmt: skip


@require(Can.ASSIGN_COMPLAINTS)
def unmerge(request, code):
    return desk.ask_about(
        request, code, UndoForm, merging.part,
        said=_("The two are apart again."), title=_("Undo the merge"),
        label=_("Undo the merge"),
        hint=_("It stands again as before; what departments were asked stays off."),
    )  # fmt: skip


@require(Can.HANDLE_COMPLAINTS)
def start(request, code):
    return desk.ask_about(
        request, code, GroupForm, groups.start,
        said=_("The group is open. Add the other complaints on its page."),
        title=_("Open a group"), label=_("Open the group"),
        hint=_("For complaints of several customers about one and the same."),
    )  # fmt: skip


@require(Can.SEE_COMPLAINTS)
def index(request):
    """List the groups that hold a complaint the reader may see, the newest first."""
    rows = Group.objects.for_user(request.user, request.can)
    query = lists.state(request.GET)
    is_closed = query.get("tab") == "closed"
    kept = rows.closed() if is_closed else rows.open()
    page = paging.page(kept.for_list(), NEWEST, lists.cursor(request.GET))
    tabs = [
        (pgettext("groups", "Open"), "?tab=open", not is_closed, None),
        (pgettext("groups", "Closed"), "?tab=closed", is_closed, None),
    ]
    context = {"page": page, "tabs": tabs, "is_closed": is_closed}
    context |= lists.beside(page, query)
    return render(request, "complaints/groups.html", context)


@require(Can.SEE_COMPLAINTS)
def group(request, pk):
    shown = _shown(request, pk)
    add, note = GroupAddForm(user=request.user), GroupNoteForm()
    context = shown | {"add_form": add, "note_form": note, "at": timezone.now()}
    return render(request, GROUP_PAGE, context)


@require_POST
@require(Can.HANDLE_COMPLAINTS)
def add(request, pk):
    shown = _shown(request, pk)
    form = GroupAddForm(request.POST, user=request.user)
    shown |= {"add_form": form, "note_form": GroupNoteForm()}
    said = _("The complaint is in the group.")
    told = {"said": said, "page": GROUP_PAGE}
    return desk.ask(request, shown["group"], form, groups.add, **told, **shown)


@require_POST
@require(Can.HANDLE_COMPLAINTS)
def note(request, pk):
    shown = _shown(request, pk)
    form = GroupNoteForm(request.POST)
    shown |= {"add_form": GroupAddForm(user=request.user), "note_form": form}
    said = _("The note stands in each open complaint of the group.")
    told = {"said": said, "page": GROUP_PAGE}
    return desk.ask(request, shown["group"], form, groups.note, **told, **shown)


@require_POST
@require(Can.HANDLE_COMPLAINTS)
def remove(request, pk, code):
    shown, complaint = _shown(request, pk), desk.found(request, code)
    by = {"actor": request.user, "at": timezone.now()}
    try:
        groups.remove(shown["group"], complaint=complaint, **by)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The complaint is out of the group."))
    return redirect(shown["group"])


def _shown(request, pk: int) -> dict:
    """Return a group and what of it the reader may see; 404 where that is nothing."""
    found = get_object_or_404(Group.objects.select_related("lead", "opened_by"), pk=pk)
    rows = Complaint.objects.for_user_with_may(
        request.user, Can.SEE_COMPLAINTS, Can.HANDLE_COMPLAINTS
    )
    complaints = list(rows.grouped_in(found).for_group())
    may_work = any(each.may_handle_complaints for each in complaints)
    if not complaints or (request.can != Can.SEE_COMPLAINTS and not may_work):
        raise Http404
    return {
        "group": found,
        "complaints": complaints,
        "hidden": found.members.count() - len(complaints),
        "may_work": may_work,
    }
