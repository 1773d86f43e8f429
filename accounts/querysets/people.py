"""Questions about who works here: people, teams, branches, roles."""

from collections.abc import Iterable
from typing import Self

from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower

from accounts.choices import POPULATIONS, Reach, Scope
from accounts.permissions.actions import Can
from accounts.pinyin import plain
from accounts.querysets.owned import reaches, scope_of


class UserQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def led_by(self, user) -> Self:
        """Return the people in the teams `user` leads and in every team below them."""
        below = Q(pk=user.pk)
        for path in user.led_paths():
            below |= Q(team__path__startswith=path)
        return self.filter(below)

    def for_user(self, user, can: Can) -> Self:
        """Return the colleagues `user` may apply `can` to, himself included."""
        match scope_of(user, can):
            case Scope.ALL:
                return self
            case Scope.BRANCH if user.branch_id:
                return self.filter(branch_id=user.branch_id)
            case Scope.TEAM:
                return self.led_by(user)
            case Scope.NONE if not reaches(user, can) & POPULATIONS:
                return self.none()
            case _:
                return self.filter(pk=user.pk)

    def owners(self) -> Self:
        """Return who may own customers: at work, in a branch, seeing their own."""
        scopes = [reach for reach in Reach if reach not in {*POPULATIONS, Reach.NONE}]
        holders = self.model._meta.get_field("roles").related_model.objects.filter(
            grants__action=Can.SEE_CUSTOMERS, grants__reach__in=scopes
        )
        return self.active().filter(branch__isnull=False, roles__in=holders).distinct()

    def owners_for(self, user, can: Can) -> Self:
        """Return to whom `user` may give what he may `can`: colleagues who may own."""
        return self.for_user(user, can).owners().for_picker()

    def able_to(self, can: Can, reaches: Iterable[Reach] = ()) -> Self:
        """Return the active users some role of whom grants `can`, as far as asked."""
        granting = list(reaches) or [each for each in Reach if each != Reach.NONE]
        return (
            self.active()
            .filter(roles__grants__action=can, roles__grants__reach__in=granting)
            .distinct()
        )

    def awaiting_digest(self) -> Self:
        """Return who can be reached by mail and has something waiting for it."""
        waiting = self.active().filter(notices__awaits_digest=True)
        return waiting.exclude(email="").distinct().order_by("pk")

    def for_settings(self) -> Self:
        """Load what the admin site's list of users reads, in two queries."""
        return self.select_related("branch", "team").prefetch_related("roles")

    def matching(self, text: str) -> Self:
        """Return whose name or user name says `text`, or whose name sounds like it."""
        said = Q(name__icontains=text) | Q(username__istartswith=text)
        if bare := plain(text):
            said |= Q(pinyin__startswith=bare) | Q(pinyin__contains=f" {bare}")
        return self.filter(said)

    def called(self, words: Iterable[str]) -> Self:
        """Return whose user name or full name is one of `words`, in small letters."""
        lowered = self.alias(as_user=Lower("username"), as_person=Lower("name"))
        asked = list(words)
        return lowered.filter(Q(as_user__in=asked) | Q(as_person__in=asked))

    def for_picker(self, besides: str = "") -> Self:
        """Return those at work, and whoever has the id `besides`, as an address says.

        So that what somebody who left still has can be asked for by his name.
        """
        offered = Q(is_active=True)
        if besides.isdecimal() and len(besides) < 18:
            offered |= Q(pk=int(besides))
        return self.filter(offered).order_by("name_key", "pk")


class TeamQuerySet(models.QuerySet):
    def for_picker(self) -> Self:
        """Load teams with their branch, each below the one it reports to."""
        return self.select_related("branch").order_by("path")

    def for_tree(self) -> Self:
        """Load what the admin site's list of teams reads; counts active members."""
        active = Q(members__is_active=True)
        return (
            self.select_related("branch", "lead")
            .annotate(head_count=models.Count("members", filter=active))
            .order_by("path")
        )


class BranchQuerySet(models.QuerySet):
    def with_head_count(self) -> Self:
        """Count the active people of each branch."""
        active = Q(user__is_active=True)
        return self.annotate(head_count=models.Count("user", filter=active))


class DepartmentQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        return self.filter(is_active=True).order_by("pk")


class RoleQuerySet(models.QuerySet):
    def able_to(self, can: Can) -> Self:
        """Return the roles that grant `can`, however narrowly."""
        granting = [reach for reach in Reach if reach != Reach.NONE]
        return self.filter(grants__action=can, grants__reach__in=granting)

    def names(self) -> dict[str, str]:
        """Map the roles' codes to their names in the reader's language; one query."""
        return {role.code: str(role) for role in self.order_by("pk")}

    def for_table(self) -> Self:
        """Load the role table: roles in shipped order with their cells, two queries."""
        return self.prefetch_related("grants").order_by("pk")


class Users(UserManager.from_queryset(UserQuerySet)):
    """Looks users up by name without regard to case."""

    def get_by_natural_key(self, username: str):
        """Compare as the unique constraint does, so that one name is one person."""
        lowered = self.alias(lowered=Lower("username"))
        return lowered.get(lowered=Lower(Value(username)))
