"""Messages customers send by themselves: the public form, the list, each of them."""

from datetime import datetime
from functools import partial

from django.contrib import messages as told
from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import lists, paging
from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from complaints.choices import Channel, InboundState, InboundWay, Kind
from complaints.forms.registers import DismissForm, RegisterForm
from complaints.forms.says import MailForm, SayForm, told_of
from complaints.models import Inbound
from complaints.services import messages, pickup
from complaints.views import screen

NEWEST = paging.Order(F("received_at"), paging.moment, descending=True)
CHANNEL_OF = {InboundWay.WEB: Channel.WEB, InboundWay.MAIL: Channel.EMAIL}


@login_not_required
@never_cache
def say(request):
    """Take what a stranger writes; what fills in every box is thanked and forgotten."""
    at = timezone.now()
    if request.method == "POST":
        return _said(request, at)
    return render(request, "complaints/say.html", {"form": SayForm(at=at)})


@login_not_required
@never_cache
def thanks(request):
    return render(request, "complaints/thanks.html")


@require(Can.REGISTER_COMPLAINTS)
def index(request):
    """List what waits; a mail saved as a file is brought here too."""
    rows = Inbound.objects.for_user(request.user, request.can)
    form = MailForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _brought(request, form)
    query = lists.state(request.GET)
    state = query.get("state", "")
    state = state if state in InboundState.values else InboundState.NEW
    kept = rows.filter(state=state).for_list()
    page = paging.page(kept, NEWEST, lists.cursor(request.GET))
    context = {"page": page, "state": state, "form": form}
    context |= {"states": InboundState.choices} | lists.beside(page, query)
    status = 422 if form.is_bound else 200
    return render(request, "complaints/inbound.html", context, status=status)


@require(Can.REGISTER_COMPLAINTS)
def detail(request, pk):
    inbound = _inbound(request, pk)
    context = {"inbound": inbound, "form": DismissForm()}
    return render(request, "complaints/message.html", context)


@require(Can.REGISTER_COMPLAINTS)
def register(request, pk):
    """Open the form with all the message says; nothing is typed again."""
    inbound = _inbound(request, pk)
    if not inbound.is_new:
        return redirect(inbound)
    known = screen.known(request, None)
    if request.method != "POST":
        form = RegisterForm(initial=_filled(request, inbound), **known)
        return screen.ask(request, form, None, inbound=inbound)
    form = RegisterForm(request.POST, request.FILES, **known)
    do = (partial(messages.register, inbound), partial(messages.add, inbound))
    return screen.take_in(request, form, None, *do, inbound=inbound)


@require_POST
@require(Can.REGISTER_COMPLAINTS)
def dismiss(request, pk):
    inbound, form = _inbound(request, pk), DismissForm(request.POST)
    if form.is_valid():
        who = {"actor": request.user, "at": timezone.now()}
        try:
            messages.dismiss(inbound, **who, **form.cleaned_data)
        except Refused as refusal:
            tell(form, refusal)
        else:
            told.success(request, _("Message dismissed."))
            return redirect("complaints:inbound")
    context = {"inbound": inbound, "form": form}
    return render(request, "complaints/message.html", context, status=422)


def _inbound(request: HttpRequest, pk: int) -> Inbound:
    rows = Inbound.objects.for_user(request.user, request.can)
    return get_object_or_404(rows.for_list(), pk=pk)


def _brought(request: HttpRequest, form: MailForm) -> HttpResponse:
    """Take in a mail somebody saved; the branch is his, and brought twice it is one."""
    branch = request.user.branch
    inbound = messages.receive(at=timezone.now(), branch=branch, **told_of(form.letter))
    rows = Inbound.objects.for_user(request.user, request.can)
    if rows.filter(pk=inbound.pk).exists():
        return redirect(inbound)
    told.success(request, _("The mail was taken in."))
    return redirect("complaints:inbound")


def _filled(request: HttpRequest, inbound: Inbound) -> dict:
    """Return the form as the message fills it in; who wrote is only suggested."""
    customer = screen.suggested_for(request, inbound)
    judged = pickup.judged(inbound.words)
    return {
        "words": inbound.words,
        "kind": Kind.COMPLAINT,
        "channel": CHANNEL_OF[inbound.way],
        "category": judged["category"].pk if judged else None,
        "customer": customer,
        "said_by": inbound.name,
        "reply_phone": inbound.phone,
        "reply_email": inbound.email,
        "branch": inbound.branch_id,
    }


def _said(request: HttpRequest, at: datetime) -> HttpResponse:
    """Take what was sent; each try counts before any file of it is read."""
    ip = request.client_ip
    try:
        messages.knock(ip=ip, at=at)
        form = SayForm(request.POST, request.FILES, at=at)
        if form.is_trapped:
            return redirect("complaints:thanks")
        if not form.is_valid():
            return render(request, "complaints/say.html", {"form": form}, status=422)
        messages.receive(at=at, ip=ip, **form.told())
    except messages.Throttled as refusal:
        return _wait(request, refusal, at)
    return redirect("complaints:thanks")


def _wait(request: HttpRequest, refusal, at: datetime) -> HttpResponse:
    form = SayForm(request.POST, at=at)
    tell(form, refusal)
    response = render(request, "complaints/say.html", {"form": form}, status=429)
    response["Retry-After"] = str(int((refusal.retry_at - at).total_seconds()) + 1)
    return response
