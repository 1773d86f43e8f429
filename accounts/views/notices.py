"""The inbox, what was told of one record, and how one wants to hear of things."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import lists, paging, services
from accounts.choices import GROUP_OF, EventGroup
from accounts.forms.notices import AvailabilityForm
from accounts.forms.refusals import tell
from accounts.ids import pk_of
from accounts.models import Availability, ChosenWay, Notice, Role
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused

NEWEST_FIRST = paging.Order(F("pk"), int, descending=True)
ONLY = ("mentions", "new")


@require(Can.USE_PRODUCT)
def inbox(request):
    """Show one group for each record, that with the newest notice first."""
    mine = Notice.objects.for_user(request.user)
    only = request.GET.get("only", "")
    asked = mine.of_group(EventGroup.MENTION, GROUP_OF) if only == "mentions" else mine
    heads = asked.heads().with_news() if only == "new" else asked.heads()
    page = paging.page(heads, NEWEST_FIRST, lists.cursor(request.GET))
    told = asked.by_record([head.subject for head in page.rows])
    query = lists.state(request.GET)
    context = {
        "page": page,
        "groups": [(head, told[head.subject]) for head in page.rows],
        "tabs": _tabs(only),
        "which": only if only in ONLY else "",
        "newest": mine.order_by("-pk").values_list("pk", flat=True).first(),
        "role_names": Role.objects.names(),
    }
    context |= lists.beside(page, query)
    return render(request, "accounts/inbox.html", context)


@require(Can.USE_PRODUCT)
def record(request, pk):
    """Show everything that was told of the record one notice is about."""
    mine = Notice.objects.for_user(request.user)
    notice = get_object_or_404(mine, pk=pk)
    told = mine.about(notice.subject)
    page = paging.page(told, NEWEST_FIRST, lists.cursor(request.GET))
    context = {"head": notice, "page": page, "role_names": Role.objects.names()}
    return render(request, "accounts/inbox_record.html", context | lists.beside(page))


@require_POST
@require(Can.USE_PRODUCT)
def read(request):
    """Mark as read what stood on the page: of one record, or of all."""
    subject = request.POST.get("subject", "").replace("\x00", "")[:80]
    if (last := pk_of(request.POST.get("up_to", ""))) is not None:
        services.notices.read(
            request.user, up_to=last, subject=subject, at=timezone.now()
        )
    return redirect("inbox")


@require(Can.USE_PRODUCT)
def settings(request):
    user = request.user
    form = AvailabilityForm(
        request.POST if request.method == "POST" else None,
        user=user,
        stood=Availability.objects.of(user),
        ways=ChosenWay.objects.of(user),
    )
    if form.is_valid():
        try:
            services.availability.choose(user, at=timezone.now(), **form.choice())
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Your settings are saved."))
            return redirect("my_notices")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/notices.html", {"form": form}, status=status)


def _tabs(only: str) -> list[tuple]:
    url = reverse("inbox")
    return [
        (_("All"), url, only not in ONLY, None),
        (_("Unread"), f"{url}?only=new", only == "new", None),
        (_("Mentions"), f"{url}?only=mentions", only == "mentions", None),
    ]
