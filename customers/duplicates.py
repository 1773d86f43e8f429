"""Who may be the customer someone is about to create, told within what he may see."""

from typing import NamedTuple

from accounts import masking, pinyin
from accounts.models import User
from accounts.permissions.actions import Can
from customers import phones, sameness
from customers.choices.doubles import Likeness
from customers.models import Asset, Customer
from customers.sameness import SAMENESSES, Typed

MOST = 3
# So many of those whose name begins alike are looked at for one that differs.
MOST_NEAR = 200


class Match(NamedTuple):
    """A customer that may be the same; unless visible, only his owner is told."""

    customer: Customer
    kind: Likeness
    is_visible: bool

    @property
    def is_same_number(self) -> bool:
        return self.kind in NUMBERS

    @property
    def is_removed(self) -> bool:
        return self.customer.removed_at is not None

    @property
    def veiled_owner(self) -> str:
        return masking.veiled(self.customer.owner.name)


NUMBERS = {each.kind for each in SAMENESSES if each.is_number}


def likely(user: User, **said: str) -> list[Match]:
    """Return who is alike, by a number first, then by name; `said` as in `Typed`.

    Answers about whole numbers and whole names only, so that nobody feels his way
    through the archive digit by digit. A query for each thing said, and three more.
    Removed ones are told to those alone who may restore them.
    """
    typed = Typed(**said)
    found: dict[int, tuple[Customer, Likeness]] = {}
    for kind, some in _alike(typed):
        for one in some:
            found.setdefault(one.pk, (one, kind))
    seen = _reached(Customer.objects, user, Can.SEE_CUSTOMERS, found)
    back = _reached(Customer.ever, user, Can.REMOVE_CUSTOMERS, found)
    return [
        Match(one, kind, one.pk in seen | back)
        for one, kind in found.values()
        if one.removed_at is None or one.pk in back
    ]


def owning(
    user: User, *, plate: str = "", vin: str = "", besides: int = 0
) -> list[Match]:
    """Return who owns something in use with this plate or VIN; three queries.

    Told by name only of whom one may reveal the numbers: a mask hides who has it.
    """
    assets = Asset.objects.numbered(plate, vin).exclude(pk=besides)
    owners = Customer.objects.filter(pk__in=assets.values("customer_id"))
    found = list(owners.for_page().order_by("pk")[:MOST])
    ids = [one.pk for one in found]
    seen = _reached(Customer.objects, user, Can.REVEAL_NUMBERS, ids)
    return [Match(one, Likeness.ASSET, one.pk in seen) for one in found]


def _alike(typed: Typed):
    """Yield (kind, customers), MOST of each."""
    for each in SAMENESSES:
        condition = each.lookup(typed)
        if condition is not None:
            # By a number also those in the recycle bin are found.
            rows = Customer.objects if each.is_name else Customer.ever.unmerged()
            yield each.kind, _some(rows.folded().filter(condition))
        elif each.kind == Likeness.CONTACT:
            yield each.kind, _through_contacts(typed)
        elif each.kind == Likeness.NEAR:
            yield each.kind, _near(typed)


def _some(rows) -> list[Customer]:
    return list(rows.for_page().order_by("removed_at", "pk")[:MOST])


def _through_contacts(typed: Typed) -> list[Customer]:
    number = phones.normalise(typed.phone)[0]
    if not phones.is_full(number):
        return []
    return list(Customer.objects.with_phone(number).for_page().order_by("pk")[:MOST])


def _near(typed: Typed) -> list[Customer]:
    """Return whose name differs by one character behind the first half."""
    name, city = typed.name.strip(), typed.city.strip()
    if len(name) < sameness.SHORTEST_NEAR or not city:
        return []
    head = name[: (len(name) + 1) // 2]
    rows = Customer.objects.beginning(pinyin.sort_key(head))
    begun = rows.values_list("pk", "name", "city")[:MOST_NEAR]
    near = [
        pk for pk, other, town in begun if town == city and sameness.near(name, other)
    ]
    return list(Customer.objects.filter(pk__in=near[:MOST]).for_page()) if near else []


def _reached(customers, user: User, can: Can, asked) -> set[int]:
    if not asked or not user.may(can):
        return set()
    rows = customers.for_user(user, can).filter(pk__in=list(asked))
    return set(rows.values_list("pk", flat=True))
