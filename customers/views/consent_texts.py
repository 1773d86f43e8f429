"""The words by which consent is asked: what stands, what is drafted, what was."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from customers.choices.consent import Purpose
from customers.forms.consent import TextForm
from customers.models import ConsentText
from customers.services import consent
from customers.services.consent import seen_of


@require(Can.MANAGE_FIELDS)
def index(request):
    texts = list(ConsentText.objects.for_list())
    purposes = [
        _versions(purpose, [text for text in texts if text.purpose == purpose])
        for purpose in Purpose
        if purpose.channels
    ]
    return render(request, "customers/consent_texts.html", {"purposes": purposes})


@require(Can.MANAGE_FIELDS)
def edit(request, purpose):
    purpose = _purpose(purpose)
    texts = ConsentText.objects.filter(purpose=purpose)
    draft = texts.drafts().first()
    begins = texts.published().order_by("-version").first()
    data = [request.POST] if request.method == "POST" else []
    form = TextForm(*data, draft=draft, begins=begins)
    if form.is_valid():
        by = {"actor": request.user, "at": timezone.now()}
        seen = form.cleaned_data["seen"]
        try:
            consent.draft(purpose, words=form.words(), seen=seen, **by)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Draft saved. Nobody is read it yet."))
            return redirect("customers:consent_texts")
    context = {"form": form, "purpose": purpose, "draft": draft, "begins": begins}
    status = 422 if form.is_bound else 200
    return render(request, "customers/consent_text.html", context, status=status)


@require_POST
@require(Can.MANAGE_FIELDS)
def publish(request, purpose):
    by = {"actor": request.user, "at": timezone.now()}
    seen = request.POST.get("seen", "")
    try:
        text = consent.publish(_purpose(purpose), seen=seen, **by)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = {"purpose": text.get_purpose_display(), "version": text.version}
        told = _("%(purpose)s: version %(version)s is read out from now on.")
        messages.success(request, told % words)
    return redirect("customers:consent_texts")


def _purpose(word: str) -> Purpose:
    asked = [purpose for purpose in Purpose if purpose.channels]
    found = [purpose for purpose in asked if purpose == word.upper()]
    if not found:
        raise Http404
    return found[0]


def _versions(purpose: Purpose, texts: list[ConsentText]) -> dict:
    """Return a purpose with the text that stands, its draft and earlier versions."""
    drafts = [text for text in texts if not text.published_at]
    published = [text for text in texts if text.published_at]
    return {
        "purpose": purpose,
        "slug": purpose.lower(),
        "draft": drafts[0] if drafts else None,
        "seen": seen_of(drafts[0]) if drafts else "",
        "standing": published[0] if published else None,
        "earlier": published[1:],
    }
