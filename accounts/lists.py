"""The address of a list: what of it is its state, which filters it asks for.

What is remembered, what a tab or a sentence leads to and what the pager adds to is one
and the same query; the cursor, the place in the list, is no part of it.
"""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django_filters import FilterSet

from accounts.paging import Page, size_of

CURSOR = "cursor"
# Asks for the box of filters with all its fields.
OPEN = "filters"


def cursor(asked: QueryDict) -> str:
    """Return which page is asked for, "" for the first."""
    return asked.get(CURSOR, "")


def state(asked: QueryDict, besides: Collection[str] = ()) -> QueryDict:
    """Return the address without what is empty, the cursor, and the names `besides`."""
    kept = asked.copy()
    for name in list(kept):
        if name == CURSOR or name in besides or not any(kept.getlist(name)):
            del kept[name]
    return kept


def beside(page: Page, query: QueryDict | None = None) -> dict[str, str]:
    """Return `older_url` and `newer_url`, "" where there is no more, as pagers read."""
    query = QueryDict() if query is None else query
    return {
        "older_url": _page_url(query, page.older),
        "newer_url": _page_url(query, page.newer),
    }


def shown_of(page: Page, rows: QuerySet) -> str:
    """Return "25 of about 120,000": how much of `rows` one page shows."""
    count, is_exact = size_of(rows)
    words = (
        _("%(shown)s of %(count)s") if is_exact else _("%(shown)s of about %(count)s")
    )
    return words % {"shown": f"{len(page.rows):,}", "count": f"{count:,}"}


def in_use(
    narrowed: FilterSet, query: QueryDict
) -> Iterator[tuple[str, object, QueryDict]]:
    """Yield (name, value, the state without it) of every filter that narrows."""
    said = narrowed.form.cleaned_data if narrowed.is_bound else {}
    for name, value in said.items():
        if value in (None, "", [], False):
            continue
        rest = query.copy()
        rest.pop(name, None)
        yield name, value, rest


def kept(
    narrowed: FilterSet, query: QueryDict, besides: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Return (name, value) of what stands, while the box that shows it is closed.

    What is hidden in the box anyway, and the names `besides`, are left out.
    """
    shown = {field.name for field in narrowed.form.hidden_fields()} | set(besides)
    return [
        (name, value)
        for name, values in query.lists()
        if name not in shown
        for value in values
    ]


def _page_url(query: QueryDict, cursor: str) -> str:
    if not cursor:
        return ""
    asked = query.copy()
    asked[CURSOR] = cursor
    return f"?{asked.urlencode()}"
