"""Everything about who may act on whose account, and who hears of it.

Whoever manages roles may give himself anything, which is recorded and told; whoever
manages users alone reaches no further than his own grants.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.choices import Reach
from accounts.models import Grant, Role, User
from accounts.permissions.actions import Can
from accounts.reach import covers
from accounts.refused import Refused
from accounts.services import notices

# Where customers can be seen there is content; every action about them needs it.
CONTENT = Can.SEE_CUSTOMERS


def check_account(user: User, *, actor: User | None) -> None:
    """Raise `Refused` when `user` holds more than `actor`, who manages no roles."""
    if actor is None or actor.may(Can.MANAGE_ROLES) or user.pk == actor.pk:
        return
    held, own = user.held(), actor.held()
    if not all(covers(own.get(can, ()), cells) for can, cells in held.items()):
        raise Refused(
            _(
                "%(user)s may do more than you. Ask somebody who manages roles to "
                "change this account."
            )
            % {"user": user}
        )


def check_roles(roles: Iterable[Role], *, actor: User | None) -> None:
    """Raise `Refused` when a role grants more than `actor`, who manages none, holds."""
    if actor is None or actor.may(Can.MANAGE_ROLES):
        return
    own = actor.held()
    for grant in Grant.objects.filter(role__in=roles).select_related("role"):
        if grant.reach == Reach.NONE or grant.action not in Can.values:
            continue
        if not covers(own.get(Can(grant.action), ()), [Reach(grant.reach)]):
            raise Refused(
                _(
                    "The role “%(role)s” may do more than you: %(action)s. Ask "
                    "somebody who manages roles to give it."
                )
                % {"role": grant.role, "action": Can(grant.action).label},
                "roles",
            )


def tell_of_account(user: User, *, actor: User | None, deed: str, at: datetime) -> None:
    """Tell the watchers when `actor` gets near customers that he may not see.

    `deed` is created, roles or password. An account that sees customers, in the hands
    of somebody who sees none, is a way around his own roles.
    """
    if actor is None or user.pk == actor.pk or actor.may(CONTENT):
        return
    # Read anew: the grants of `user` may have changed since he was loaded.
    if User.objects.get(pk=user.pk).may(CONTENT):
        _tell(actor, str(user), deed, f"{deed}:{user.pk}", at)


def tell_of_role(
    role: Role, *, actor: User | None, changes: dict, at: datetime
) -> None:
    """Tell the watchers when somebody who sees no customers lets a role begin to."""
    begins = CONTENT in changes and changes[CONTENT][0] == Reach.NONE
    if actor is not None and begins and not actor.may(CONTENT):
        _tell(actor, f"{role.name_zh} {role.name_en}", "role", f"role:{role.pk}", at)


def _tell(actor: User, about: str, deed: str, key: str, at: datetime) -> None:
    notices.tell_watchers(
        "accounts.customer_access",
        key=f"customer-access:{key}:{at.timestamp()}",
        at=at,
        params={"actor": str(actor), "about": about, "deed": deed},
        url=f"/audit/?actor={actor.pk}",
    )
