"""Remembers how someone last filtered and sorted a list."""

from accounts.models import ListState, User

LONGEST = 1000


def remember(user: User, page: str, query: str) -> None:
    """Keep `query` (without `?`) as the last state of `page`.

    Nothing is kept of what is too long, or while somebody else looks through the
    user's eyes.
    """
    query = query.replace("\x00", "").lstrip("?")
    if user.seen_by is not None or len(query) > LONGEST:
        return
    if recall(user, page) == query:
        return
    ListState.objects.update_or_create(
        user=user, page=page[:60], defaults={"query": query}
    )


def recall(user: User, page: str) -> str:
    """Return the last state of `page`, or nothing.

    Nothing either while somebody else looks through the user's eyes: it may hold the
    name that was searched for.
    """
    if user.seen_by is not None:
        return ""
    found = ListState.objects.filter(user=user, page=page[:60])
    return found.values_list("query", flat=True).first() or ""
