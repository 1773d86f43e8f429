"""Keeps somebody able to run the house, whatever is changed at the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.permissions.actions import Can
from accounts.refused import Refused

# Without these no one could give anything back to anyone.
NEEDED = (Can.MANAGE_USERS, Can.MANAGE_ROLES)
# They serve somebody who gets to them: past the sign-in page, into the site.
WAY = (Can.USE_PRODUCT, Can.OPEN_ADMIN)


@contextmanager
def kept() -> Iterator[None]:
    """Refuse what would take the last way to users and roles away.

    Inside a transaction only. Whoever changes grants, roles of users or who is active
    waits here for the others, so that two halves of a lock-out never meet.
    """
    list(Role.objects.select_for_update().order_by("pk").values_list("pk"))
    before = _held()
    yield
    lost = before - _held()
    if lost:
        raise Refused(
            _(
                "After this nobody could “%(action)s”. Give it to somebody else first, "
                "then try again."
            )
            % {"action": sorted(lost)[0].label}
        )


def _held() -> set[Can]:
    there = User.objects.able_to(WAY[0]).able_to(WAY[1])
    return {can for can in NEEDED if there.able_to(can).exists()}
