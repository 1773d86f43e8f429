"""Everything that changes branches, teams and the tree they report in."""

from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Branch, Team, User
from accounts.refused import Refused
from accounts.services import notices

DEEPEST = 8


@transaction.atomic
def create_branch(
    code: str, *, actor: User, name: str, city: str = "", at: datetime
) -> Branch:
    branch = Branch.objects.create(code=code, name=name, city=city)
    _record(actor, "branch.created", branch, {"code": code, "name": name}, at)
    return branch


@transaction.atomic
def update_branch(
    branch: Branch, *, actor: User, code: str, name: str, city: str, at: datetime
) -> None:
    branch = Branch.objects.select_for_update().get(pk=branch.pk)
    new = {"code": code, "name": name, "city": city}
    changes = audit.difference(branch, new)
    if changes:
        Branch.objects.filter(pk=branch.pk).update(**new)
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
    team: Team,
    *,
    actor: User,
    name: str,
    branch: Branch,
    parent: Team | None,
    lead: User | None,
    at: datetime,
) -> None:
    """Rename, re-lead or move a team; what stands below it moves along."""
    _lock_tree()
    team = Team.objects.select_related("branch", "parent", "lead").get(pk=team.pk)
    new = {"name": name, "branch": branch, "parent": parent, "lead": lead}
    changes = audit.difference(team, new)
    if not changes:
        return
    _move(team, parent)
    Team.objects.filter(pk=team.pk).update(name=name, branch=branch, lead=lead)
    audit.record(actor, "team.updated", team, at=at, changes=changes)
    if "lead" in changes:
        _tell_of_own_lead(actor, team, lead, at)


def _lock_tree() -> None:
    """Let one change of the tree through at a time: two moves could close a circle."""
    list(Team.objects.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _move(team: Team, parent: Team | None) -> None:
    above = Team.objects.get(pk=parent.pk).path if parent else "/"
    if above.startswith(team.path):
        raise Refused(
            _("A team cannot report to itself or to a team below it."), "parent"
        )
    if above.count("/") > DEEPEST:
        raise Refused(_("The tree of teams ends at eight levels."), "parent")
    path = f"{above}{team.pk}/"
    tail = Substr("path", len(team.path) + 1)
    Team.objects.filter(path__startswith=team.path).update(
        path=Concat(Value(path), tail)
    )
    Team.objects.filter(pk=team.pk).update(parent=parent)


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
