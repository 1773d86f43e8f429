"""Who may be the customer someone is about to create, told within what he may see."""

from typing import NamedTuple

from accounts import masking, pinyin
from accounts.models import User
from accounts.permissions.actions import Can
from customers import phones
from customers.models import Asset, Customer

MOST = 3
SHORTEST_NAME = 2


class Match(NamedTuple):
    """A customer that may be the same; unless visible, only his owner is told."""

    customer: Customer
    is_same_number: bool
    is_visible: bool

    @property
    def veiled_owner(self) -> str:
        return masking.veiled(self.customer.owner.name)


def likely(
    user: User, *, phone: str = "", name: str = "", city: str = ""
) -> list[Match]:
    """Return those with the same number, then those of the same name; six queries.

    Answers about whole numbers and whole names only, so that nobody feels his way
    through the archive digit by digit.
    """
    same_number = _with_number(phones.normalise(phone)[0])
    same_name = _of_name(name.strip(), city.strip(), same_number)
    found = [*same_number, *same_name]
    visible = _visible(user, found)
    return [Match(one, one in same_number, one.pk in visible) for one in found]


def owning(
    user: User, *, plate: str = "", vin: str = "", besides: int = 0
) -> list[Match]:
    """Return who owns something in use with this plate or VIN; three queries."""
    assets = Asset.objects.numbered(plate, vin).exclude(pk=besides)
    owners = Customer.objects.filter(pk__in=assets.values("customer_id"))
    found = list(owners.for_page().order_by("pk")[:MOST])
    visible = _visible(user, found)
    return [Match(one, True, one.pk in visible) for one in found]


def _with_number(number: str) -> list[Customer]:
    if not phones.is_full(number):
        return []
    return list(Customer.objects.with_phone(number).for_page().order_by("pk")[:MOST])


def _of_name(name: str, city: str, known: list[Customer]) -> list[Customer]:
    if len(name) < SHORTEST_NAME:
        return []
    same = Customer.objects.namesakes(name, pinyin.sort_key(name), city)
    others = same.exclude(pk__in=[one.pk for one in known])
    return list(others.for_page().order_by("pk")[:MOST])


def _visible(user: User, found: list[Customer]) -> set[int]:
    if not found:
        return set()
    seen = Customer.objects.for_user(user, Can.SEE_CUSTOMERS)
    asked = [one.pk for one in found]
    return set(seen.filter(pk__in=asked).values_list("pk", flat=True))
