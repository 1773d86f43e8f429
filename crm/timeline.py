"""A customer's touchpoints in the order of time, from every source the reader may see.

Each source gives its newest rows before a place, the newest of all make the page. So a
page costs the same few queries wherever it is, and nothing is told twice or left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q

from accounts import paging
from accounts.choices import Scope
from accounts.models import AuditEntry, User
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from complaints.models import Complaint
from crm.choices import Touch
from customers import tier_words, words
from customers.models import Customer, Purchase, TierAssignment
from visits import cadence
from visits.models import Visit

SIZE = 25
# What the archive's trail tells here; looks, calls and dates stand in the history.
CHANGES = [
    "customer.created", "customer.imported", "customer.updated", "customer.assigned",
    "customer.tagged",
    "opportunity.opened", "opportunity.moved", "lead.converted",
    "contact.added", "contact.updated", "contact.removed", "customer.removed",
    "customer.restored", "customer.merged", "customer.merge_undone",
    "consent.given", "consent.refused", "consent.withdrawn",
    "asset.added", "asset.updated", "asset.moved_on", "document.filed",
    "document.updated", "document.removed", "document.restored",
]  # fmt: skip
# Written into the trail of both customers, the one that stays first.
OF_TWO = ["customer.merged", "customer.merge_undone"]
BIGGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Place:
    """Where a page ends: moment, source, row. Later pages begin behind it."""

    at: datetime
    rank: int
    pk: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.rank}~{self.pk}"

    def before(self, rank: int, at: str, pk: str) -> Q:
        """Say which rows of source `rank` come after this place, going back in time."""
        earlier = Q(**{f"{at}__lt": self.at})
        if rank > self.rank:
            earlier |= Q(**{at: self.at})
        if rank == self.rank:
            earlier |= Q(**{at: self.at, f"{pk}__lt": self.pk})
        return Q(**{f"{at}__lte": self.at}) & earlier


@dataclass(frozen=True)
class Entry:
    """One touchpoint; `row` is what the template of its `kind` reads."""

    kind: str
    place: Place
    row: object

    @property
    def day(self) -> date:
        return cadence.day_of(self.place.at)


@dataclass(frozen=True)
class Page:
    """Days with their entries, newest first; `older` is where the next page begins."""

    days: list[tuple[date, list[Entry]]]
    older: str = ""


def page(customer: Customer, user: User, *, kind: str = "", before: str = "") -> Page:
    """Return a page of what `user` may see of `customer`, who was loaded `for_page`.

    `kind` narrows it to one Touch; a `before` that cannot be read is the first page.
    """
    place = read(before)
    found = [
        entry
        for touch in kinds(customer, user)
        if touch == kind or not kind and touch != Touch.WORDS
        for entry in SOURCES[touch](customer, user, place)
    ]
    found.sort(key=_newest_first)
    more, found = len(found) > SIZE, found[:SIZE]
    days = [(day, list(group)) for day, group in groupby(found, lambda one: one.day)]
    return Page(days, older=str(found[-1].place) if more else "")


def is_whole(customer: Customer, user: User) -> bool:
    """Say whether `user` is sure to see every visit of this customer. No query."""
    scope = scope_of(user, Can.SEE_VISITS)
    return scope is Scope.ALL or scope >= Scope.OWN and customer.owner_id == user.pk


def kinds(customer: Customer, user: User) -> list[Touch]:
    """Return what `user` may see of this customer's timeline, in the order of chips."""
    seen = [Touch.PURCHASES, Touch.TIERS]
    if user.may(Can.SEE_VISITS):
        seen = [Touch.VISITS, Touch.WORDS, *seen]
    if user.may(Can.SEE_COMPLAINTS):
        seen.insert(len(seen) - 2, Touch.COMPLAINTS)
    if customer.may_see_history:
        seen.append(Touch.CHANGES)
    return seen


def read(before: str) -> Place | None:
    """Return the place an address names, or None for what is none."""
    at, _, rest = before.partition("~")
    rank, _, pk = rest.partition("~")
    try:
        place = Place(paging.moment(at), int(rank), int(pk))
    except (ValueError, OverflowError):
        return None
    sound = 0 <= place.rank < 10 and 0 <= place.pk <= BIGGEST_ID
    return place if sound else None


def _newest_first(entry: Entry) -> tuple:
    place = entry.place
    return -place.at.timestamp(), place.rank, -place.pk


def _visits(customer: Customer, user: User, place: Place | None) -> Iterator[Entry]:
    yield from _told(Visit.objects.settled(), customer, user, place)


def _words(customer: Customer, user: User, place: Place | None) -> Iterator[Entry]:
    yield from _told(Visit.objects.logged().with_feedback(), customer, user, place)


def _told(rows, customer: Customer, user: User, place: Place | None) -> Iterator[Entry]:
    rows = rows.for_timeline(customer, user)
    if place:
        rows = rows.filter(place.before(0, "sort_at", "pk"))
    for visit in rows[: SIZE + 1]:
        yield Entry("visit", Place(visit.sort_at, 0, visit.pk), visit)


def _purchases(customer: Customer, user: User, place: Place | None) -> Iterator[Entry]:
    rows = Purchase.objects.for_timeline(customer.pk)
    if place:
        rows = rows.filter(place.before(1, "at", "line"))
    for invoice in rows[: SIZE + 1]:
        invoice["more"] = invoice["count"] - len(invoice["items"] or [])
        yield Entry("invoice", Place(invoice["at"], 1, invoice["line"]), invoice)


def _changes(customer: Customer, user: User, place: Place | None) -> Iterator[Entry]:
    ids = Customer.ever.trail_ids(customer.pk)
    rows = AuditEntry.objects.for_timeline(ids, CHANGES).told_once(ids, OF_TWO)
    if place:
        rows = rows.filter(place.before(2, "at", "pk"))
    for entry in rows[: SIZE + 1]:
        told = words.told(entry) | {"is_edit": entry.action.endswith(".updated")}
        yield Entry("change", Place(entry.at, 2, entry.pk), told)


def _tiers(customer: Customer, user: User, place: Place | None) -> Iterator[Entry]:
    rows = TierAssignment.objects.for_timeline(customer.pk)
    if place:
        rows = rows.filter(place.before(3, "at", "pk"))
    for move in rows[: SIZE + 1]:
        told = {"move": move, "why": tier_words.reason(move.kind, move.inputs)}
        yield Entry("tier", Place(move.at, 3, move.pk), told)


def _complaints(customer: Customer, user: User, place: Place | None) -> Iterator[Entry]:
    rows = Complaint.objects.for_user(user, Can.SEE_COMPLAINTS).of(customer)
    if place:
        rows = rows.filter(place.before(4, "received_at", "pk"))
    for made in rows.for_timeline()[: SIZE + 1]:
        yield Entry("complaint", Place(made.received_at, 4, made.pk), made)


SOURCES: dict[Touch, Callable] = {
    Touch.VISITS: _visits,
    Touch.WORDS: _words,
    Touch.PURCHASES: _purchases,
    Touch.CHANGES: _changes,
    Touch.TIERS: _tiers,
    Touch.COMPLAINTS: _complaints,
}
