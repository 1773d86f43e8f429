"""Which rows of ours the words of a file may name: colleagues, branches, campaigns."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import Branch, User
from accounts.permissions.actions import Can
from customers.cells import plain
from customers.choices.imports import ImportField as F
from customers.choices.imports import ImportKind
from customers.kinds import KINDS
from customers.models import Campaign, RetentionClass
from customers.services.leads import people

# Field → (rows, what one of them is called).
NAMED = {
    F.CAMPAIGN: (Campaign, ("name",)),
    F.SOLD_BY: (Branch, ("name", "code")),
    F.PAPER_AT: (Branch, ("name", "code")),
    F.RETENTION: (RetentionClass, ("name_zh", "name_en")),
}
COLLEAGUES = (F.OWNER, F.WORKER)


def colleagues(kind: str, user: User) -> QuerySet[User]:
    """Return whose a file of this kind may make what is new, as far as `user` may."""
    if kind == ImportKind.LEADS:
        theirs = User.objects.for_user(user, Can.CREATE_LEADS).order_by()
        return people.workers(user.branch_id).filter(pk__in=theirs.values("pk"))
    return User.objects.owners_for(user, Can.IMPORT_CUSTOMERS)


def names(kind: str) -> dict[str, dict[str, int]]:
    """Map the fields of a kind to the rows by what they are called; a query for each.

    Of two with one name neither is meant.
    """
    asked = set(NAMED) & set(KINDS[kind].fields)
    return {field: told_apart(_called(field)) for field in asked}


def told_apart(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Map words to ids, without the words that more than one is called by."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for word, pk in pairs:
        if found.setdefault(word, pk) != pk:
            twice.add(word)
    return {word: pk for word, pk in found.items() if word and word not in twice}


def choices(field: str, kind: str, user: User) -> list[tuple[int, str]]:
    """Return (id, name) of the rows a word under `field` may mean."""
    if field in COLLEAGUES:
        rows = colleagues(kind, user)
        return [(one.pk, f"{one.name} ({one.username})") for one in rows]
    model, _columns = NAMED[field]
    return [(one.pk, str(one)) for one in model.objects.order_by("pk")]


def _called(field: str) -> Iterable[tuple[str, int]]:
    model, columns = NAMED[field]
    for pk, *words in model.objects.order_by("pk").values_list("pk", *columns):
        for word in words:
            yield plain(word), pk
