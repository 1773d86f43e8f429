"""The board of open complaints: by stage, and by whom they lie with."""

from collections import Counter
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Scope
from accounts.models import User
from accounts.models.records import submission_key
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import scope_of
from complaints import marks
from complaints.choices import TOLD, State
from complaints.filters import Tab
from complaints.models import Complaint
from complaints.panels import steps

COLUMNS = (
    ("new", _("New"), (State.REGISTERED, State.ACKNOWLEDGED)),
    ("work", _("In work"), (State.ASSESSED, State.INVESTIGATING)),
    ("tell", _("To inform"), (State.PROPOSED,)),
    ("verify", _("To verify"), TOLD),
)
# So many cards of a column; nobody counts further than this.
CARDS, MOST = 10, 99
PEOPLE = 50


@require(Can.SEE_COMPLAINTS)
def board(request):
    at = timezone.now()
    rows = Complaint.objects.for_user(request.user, request.can).open()
    context = {
        "columns": [_column(request, rows, *each, at) for each in COLUMNS],
        "people": _people(request, rows, at),
        "at": at,
    }
    return render(request, "complaints/board.html", context)


def _column(request, rows, name: str, label: str, states: tuple, at) -> dict:
    """Return one column: its first cards, what is due first, and how many there are."""
    held = rows.filter(state__in=states)
    cards = held.for_board().with_may(request.user, *steps.CANS).soonest()
    count = held.order_by()[: MOST + 1].count()
    return {
        "name": name,
        "label": label,
        "size": _capped(count),
        "cards": [
            (card, steps.next_of(card, request.user), submission_key())
            for card in marks.marked(cards[:CARDS], at)
        ],
        "more": count > CARDS,
        "url": _queue(state=states[0]) if len(states) == 1 else _queue(),
    }


def _people(request, rows, at) -> list[dict]:
    """Return how many lie with each colleague, and how many are late; one query."""
    if scope_of(request.user, Can.SEE_COMPLAINTS) < Scope.TEAM:
        return []
    seen = User.objects.for_user(request.user, Can.SEE_COMPLAINTS)
    able = User.objects.able_to(Can.HANDLE_COMPLAINTS).values("pk")
    held = rows.filter(handler=OuterRef("pk")).order_by()
    people = seen.filter(pk__in=able).annotate(
        states=ArraySubquery(held.values("state")[: MOST + 1]),
        late=ArraySubquery(held.late(at).values("pk")[: MOST + 1]),
    )
    return [_load(person) for person in people.for_picker()[:PEOPLE] if person.states]


def _load(person: User) -> dict:
    counts = Counter(person.states)
    return {
        "person": person,
        "size": _capped(len(person.states)),
        "late": _capped(len(person.late)),
        "cells": [
            _capped(sum(counts[state] for state in states))
            for _name, _label, states in COLUMNS
        ],
        "url": _queue(handler=person.pk),
    }


def _capped(count: int) -> str:
    return f"{MOST}+" if count > MOST else str(count)


def _queue(**asked) -> str:
    return f"{reverse('complaints:index')}?{urlencode({'tab': Tab.OPEN} | asked)}"
