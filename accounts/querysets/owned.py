"""The one rule for whose rows a user reaches."""

from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When

from accounts.choices import Reach, Scope
from accounts.ids import Id
from accounts.permissions.actions import Can
from accounts.reach import widest


def reaches(user, can: Can) -> frozenset[Reach]:
    """Return every cell the user's roles hold for `can`; one query per user object."""
    return user.grants().get(Can(can), frozenset())


def scope_of(user, can: Can) -> Scope:
    """Return the widest scope any role of the user grants. Unknown actions raise."""
    return widest(reaches(user, can))


class OwnedQuerySet(models.QuerySet):
    """Rows with an owner and a branch; says whose of them a user reaches."""

    owner_path = "owner"
    branch_path = "branch"

    def for_user(self, user, can: Can) -> Self:
        """Return only the records `user` may apply `can` to."""
        seen = self.reached(user, can)
        return self if seen is None else self.filter(seen)

    def for_user_with_may(self, user, can: Can, *cans: Can) -> Self:
        """Return what `for_user` does, `with_may`; what is one's own is asked once."""
        own = self.own(user)
        seen = self.reached(user, can, own)
        rows = self if seen is None else self.filter(seen)
        return rows.with_may(user, *cans, own=own)

    def with_may(self, user, *cans: Can, own: Q | None = None) -> Self:
        """Add `may_edit_customers` to each row and the like: what a page may offer.

        Costs no query of its own besides what `own` costs, once.
        """
        own = self.own(user) if own is None else own
        asked = {can: self.reached(user, can, own) for can in cans}
        return self.annotate(
            **{f"may_{can.lower()}": _as_column(seen) for can, seen in asked.items()}
        )

    def reached(self, user, can: Can, own: Q | None = None) -> Q | None:
        """Say which rows `user` may apply `can` to; None says all of them.

        Each scope is a condition on an indexed column of the row or a short list of
        ids; a population adds its own rows. `own` spares asking for it again.
        """
        scope, reach = scope_of(user, can), reaches(user, can)
        if scope is Scope.ALL:
            return None
        seen = Q(pk__in=[])
        if scope >= Scope.OWN:
            seen = self.own(user) if own is None else own
        if scope is Scope.TEAM:
            seen |= Q(**{f"{self.owner_path}_id__in": user.led_ids()})
        if scope is Scope.BRANCH and user.branch_id:
            seen |= Q(**{f"{self.branch_path}_id": Id(user.branch_id)})
        if Reach.ROUTED in reach:
            seen |= self.routed(user)
        if Reach.MEMBERS in reach:
            seen |= self.members(user)
        return seen

    def own(self, user) -> Q:
        """Say which rows are the user's own, whatever his branch or team."""
        return Q(**{f"{self.owner_path}_id": Id(user.pk)})

    def routed(self, user) -> Q:
        """Say which rows were handed to the user's department: none as yet."""
        return Q(pk__in=[])

    def members(self, user) -> Q:
        """Say which rows are club members: none until there is a club."""
        return Q(pk__in=[])


def may_apply(user, can: Can, row) -> bool:
    """Say whether `user` may apply `can` to this row of an owner. One query."""
    rows = type(row).objects.for_user(user, can)
    return user.may(can) and rows.filter(pk=row.pk).exists()


def _as_column(seen: Q | None) -> models.Expression:
    if seen is None:
        return Value(True)
    return Case(When(seen, then=Value(True)), default=Value(False))
