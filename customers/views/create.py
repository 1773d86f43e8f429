"""A new customer, and who he may be already."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from customers.duplicates import likely
from customers.forms.archive import CreateForm
from customers.forms.fields import moved_words
from customers.sameness import Typed
from customers.services import archive, doubles, search

LONGEST = 80


@require(Can.CREATE_CUSTOMERS)
def create(request):
    data = request.POST if request.method == "POST" else None
    asked = {"user": request.user, "today": timezone.localdate()}
    form = CreateForm(data, initial=_carried(request), **asked)
    if form.is_valid():
        try:
            customer = archive.create(
                actor=request.user, at=timezone.now(), **form.said()
            )
        except Refused as refusal:
            tell(form, refusal)
            form.fields["reason"].required = refusal.field == "phone"
        else:
            messages.success(request, _("%(name)s created.") % {"name": customer})
            if form.is_wechat_moved:
                messages.warning(request, moved_words())
            return redirect(customer)
    context = {"form": form, "matches": _matches(request, form.data)}
    return render(request, "customers/create.html", context)


def _carried(request) -> dict[str, str]:
    """Return what was typed where nobody was found: a name or a number."""
    given = {name: request.GET.get(name, "") for name in ("name", "phone")}
    return {name: text[:LONGEST] for name, text in given.items() if text}


@require_safe
@require(Can.CREATE_CUSTOMERS)
def duplicates(request):
    context = {"matches": _matches(request, request.GET)}
    return render(request, "customers/_duplicates.html", context)


@require_POST
@require(Can.CREATE_CUSTOMERS)
def ask(request):
    """Ask the owners of those alike, whom the asker does not see, to get in touch."""
    matches = _matches(request, request.POST)
    unseen = [match.customer for match in matches if not match.is_visible]
    doubles.ask_owners(unseen, actor=request.user, at=timezone.now())
    context = {"matches": matches, "is_asked": True}
    if request.htmx:
        return render(request, "customers/_duplicates.html", context)
    form = CreateForm(
        initial=request.POST.dict(), user=request.user, today=timezone.localdate()
    )
    return render(request, "customers/create.html", context | {"form": form})


def _matches(request, said) -> list:
    """Return who may be the same, by what was typed so far, cut to a field's length.

    Numbers are looked up as in the search: recorded, and so many a day.
    """
    asked = {
        name: said.get(name, "").replace("\x00", "")[:LONGEST] for name in Typed._fields
    }
    asked = search.note_typed(asked, actor=request.user, at=timezone.now())
    return likely(request.user, **asked)
