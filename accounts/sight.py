"""What a user's grants let him see and do, action by action, ready for words."""

from accounts.choices import POPULATIONS, Reach, Scope
from accounts.permissions.actions import Can
from accounts.permissions.shipped import TOPICS
from accounts.querysets import reaches, scope_of


def topics(user) -> list[dict]:
    """Return {"label", "lines"} a topic; a line is {"can", "label", "reach", …}.

    `reach` is the widest scope, `populations` what stands beside it. A line whose
    `is_empty_reach` holds is granted more than the user's place in the house gives him:
    a branch where he has none, a team where he leads none.
    """
    return [
        {"label": label, "lines": [_line(user, can) for can in cans]}
        for label, cans in TOPICS
    ]


def colleagues(user) -> dict[str, int]:
    """Return how many people stand within each scope of the user; three queries.

    "team" counts those in and below the teams he leads, "branch" those of his branch.
    """
    people = type(user).objects.active()
    in_branch = people.filter(branch_id=user.branch_id) if user.branch_id else None
    return {
        "team": people.led_by(user).exclude(pk=user.pk).count(),
        "branch": in_branch.count() if in_branch is not None else 0,
        "company": people.count(),
    }


def _line(user, can: Can) -> dict:
    scope = scope_of(user, can)
    nowhere = (scope is Scope.BRANCH and not user.branch_id) or (
        scope is Scope.TEAM and not user.led_paths()
    )
    return {
        "can": can,
        "label": can.label,
        "reach": Reach[scope.name],
        "is_whole": can.is_whole,
        "is_granted": bool(reaches(user, can)),
        "is_empty_reach": nowhere,
        "populations": sorted(reaches(user, can) & POPULATIONS),
    }
