"""A form about one complaint as a page of its own: done once, or brought back whole."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.refused import Refused
from complaints.models import Complaint
from complaints.services import lines, parts

PAGE = "complaints/asked.html"


def found(request: HttpRequest, code: str, can: Can | None = None) -> Complaint:
    """Return the complaint of an address whose reader may do what the view is for.

    `can` is what decides whose it is, where another action than the view's does.
    """
    rows = Complaint.objects.for_user(request.user, can or request.can)
    return get_object_or_404(rows.for_row(), code=code)


def ask(
    request: HttpRequest, about, form, do: Callable, *, said: str, page: str = PAGE,
    to=None, **more,
) -> HttpResponse:  # fmt: skip
    """Show `form` on `page`, or do what it says of `about` and go on `to` its page.

    `do` is a service that takes the form's fields. What stands now is shown above what
    was typed where somebody was first.
    """
    if form.is_valid():
        what = form.cleaned_data | {"actor": request.user, "at": timezone.now()}
        try:
            do(about, **what)
        except lines.SentBefore as before:
            messages.info(request, str(before))
            return redirect(to or about)
        except lines.Stale as stale:
            more["news"] = _news(form, stale)
            tell(form, stale)
        except lines.Merged as merged:
            more["goes_on"] = merged.complaint
            tell(form, merged)
        except parts.Moved as moved:
            form.stand(moved.part.standing)
            tell(form, moved)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, said)
            return redirect(to or about)
    context = more | {"form": form, "at": timezone.now()}
    return render(request, page, context, status=422 if form.is_bound else 200)


def _news(form, stale: lines.Stale) -> list:
    """Return the lines the page did not show yet, which it is stale for."""
    rows = stale.complaint.lines.for_page()
    news = list(rows.filter(place__gt=form.standing_since()))
    form.stand(stale.complaint.standing)
    return news
