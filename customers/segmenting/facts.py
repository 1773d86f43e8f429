"""What a fact is, and all there are: shipped ones, and the company's own fields.

A rule names facts of this list and nothing else; which columns they mean is code.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q

from accounts.models import Branch, Team, User
from customers.choices.segments import Is, Topic
from customers.models import OwnField, Tag
from customers.segmenting.shapes import Shape


@dataclass
class Asked:
    """Who asks, and when: `at` in the zone of the product, its date is today.

    The names that conditions choose from are loaded once, each when it is first needed.
    """

    user: User | None
    at: datetime

    @property
    def today(self) -> date:
        return self.at.date()

    @cached_property
    def tags(self) -> list[tuple[str, str]]:
        return _named(Tag.objects.in_use())

    @cached_property
    def branches(self) -> list[tuple[str, str]]:
        return _named(Branch.objects.order_by("code"))

    @cached_property
    def teams(self) -> list[tuple[str, str]]:
        return _named(Team.objects.for_picker())

    @cached_property
    def people(self) -> list[tuple[str, str]]:
        """Everybody, who left last: what they still have can be asked for."""
        everybody = User.objects.order_by("-is_active", "name_key", "pk")
        return [(str(pk), name) for pk, name in everybody.values_list("pk", "name")]

    @cached_property
    def own_fields(self) -> list[OwnField]:
        return list(OwnField.objects.askable())


def _named(rows) -> list[tuple[str, str]]:
    return [(str(row.pk), str(row)) for row in rows]


@dataclass(frozen=True)
class Fact:
    """One thing one can ask of a customer.

    `says` has a whole sentence for each way to compare, with `%(value)s` in it; `where`
    returns whom it fits, as a condition on customers.
    """

    name: str
    label: str
    topic: Topic
    shape: Shape
    says: dict[Is, str]
    where: Callable[[Asked, Is, object], Q]
    offered: Callable[[Asked], list[tuple[str, str]]] = field(default=lambda asked: [])
