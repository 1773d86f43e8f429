"""Everything that changes branches, teams and the tree they report in."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Branch, Team, User
from accounts.refused import Refused
from accounts.seen import merged, stands
from accounts.services import notices, people

DEEPEST = 8
BRANCH_FIELDS = frozenset({"code", "name", "city"})
TEAM_FIELDS = frozenset({"name", "branch", "parent", "lead"})


@transaction.atomic
def create_branch(
    code: str, *, actor: User, name: str, city: str = "", at: datetime
) -> Branch:
    try:
        with transaction.atomic():
            branch = Branch.objects.create(code=code, name=name, city=city)
    except IntegrityError as error:
        raise _taken() from error
    _record(actor, "branch.created", branch, {"code": code, "name": name}, at)
    return branch


@transaction.atomic
def update_branch(
    branch: Branch, *, actor: User, seen: str | None = None, at: datetime, **new
) -> None:
    """Change code, name or city; `Conflict` where they are not as they were `seen`."""
    _check_names(new, BRANCH_FIELDS)
    branch = Branch.objects.select_for_update(no_key=True).get(pk=branch.pk)
    new = merged(stands(branch, new), new, seen)
    changes = audit.difference(branch, new)
    if not changes:
        return
    try:
        with transaction.atomic():
            Branch.objects.filter(pk=branch.pk).update(**new)
    except IntegrityError as error:
        raise _taken() from error
    audit.record(actor, "branch.updated", branch, at=at, changes=changes)


@transaction.atomic
def create_team(
    name: str,
    *,
    actor: User,
    branch: Branch,
    parent: Team | None = None,
    lead: User | None = None,
    at: datetime,
) -> Team:
    """Open a team below `parent`, or at the top."""
    _lock_tree()
    team = Team.objects.create(name=name, branch=branch, lead=lead)
    new = {"name": name, "branch": branch, "parent": parent, "lead": lead}
    _record(actor, "team.created", team, new, at)
    team.path = f"/{team.pk}/"
    Team.objects.filter(pk=team.pk).update(path=team.path)
    _move(team, parent)
    _tell_of_own_lead(actor, team, lead, at)
    team.refresh_from_db()
    return team


@transaction.atomic
def update_team(
    team: Team, *, actor: User, seen: str | None = None, at: datetime, **new
) -> None:
    """Rename, re-lead or move a team: name, branch, parent, lead.

    What stands below it moves along in the tree, its people move along to another
    branch. `Conflict` where the fields are not as they were `seen`.
    """
    _check_names(new, TEAM_FIELDS)
    _lock_tree()
    team = Team.objects.select_related("branch", "parent", "lead").get(pk=team.pk)
    new = merged(stands(team, new), new, seen)
    changes = audit.difference(team, new)
    if not changes:
        return
    if "parent" in changes:
        _move(team, new.pop("parent"))
    Team.objects.filter(pk=team.pk).update(**new)
    audit.record(actor, "team.updated", team, at=at, changes=changes)
    if "branch" in changes:
        people.follow_team(team, actor=actor, branch=new["branch"], at=at)
    if "lead" in changes:
        _tell_of_own_lead(actor, team, new["lead"], at)


def _lock_tree() -> None:
    """Let one change of the tree through at a time: two moves could close a circle."""
    every = Team.objects.order_by("pk").select_for_update(no_key=True)
    list(every.values_list("pk"))


def _move(team: Team, parent: Team | None) -> None:
    above = Team.objects.get(pk=parent.pk).path if parent else "/"
    if above.startswith(team.path):
        raise Refused(
            _("A team cannot report to itself or to a team below it."), "parent"
        )
    moving = Team.objects.filter(path__startswith=team.path)
    if above.count("/") - 1 + _height(moving) > DEEPEST:
        raise Refused(_("The tree of teams ends at eight levels."), "parent")
    path = f"{above}{team.pk}/"
    tail = Substr("path", len(team.path) + 1)
    moving.update(path=Concat(Value(path), tail))
    Team.objects.filter(pk=team.pk).update(parent=parent)


def _height(subtree: QuerySet[Team]) -> int:
    """Return how many levels a team and those below it take."""
    levels = [path.count("/") for path in subtree.values_list("path", flat=True)]
    return max(levels) - min(levels) + 1


def _check_names(new: dict, allowed: frozenset[str]) -> None:
    if unknown := new.keys() - allowed:
        raise TypeError(f"not to be changed here: {sorted(unknown)}")


def _taken() -> Refused:
    return Refused(_("There is a branch with this code."), "code")


def _record(actor: User, action: str, subject, new: dict, at: datetime) -> None:
    changes = {name: [None, str(value)] for name, value in new.items() if value}
    audit.record(actor, action, subject, at=at, changes=changes)


def _tell_of_own_lead(actor: User, team: Team, lead: User | None, at: datetime) -> None:
    """Tell the watchers when someone put himself above a team."""
    if actor is None or lead is None or lead.pk != actor.pk:
        return
    notices.tell_watchers(
        "accounts.own_rights",
        key=f"own-lead:{team.pk}:{at.timestamp()}",
        at=at,
        params={"actor": str(actor), "what": str(team)},
        url=f"/audit/?actor={actor.pk}",
    )
