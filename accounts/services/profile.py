"""Everything that someone changes about himself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Role, User
from accounts.refused import Refused
from accounts.services import passwords, sign_in

FIELDS = frozenset({"email", "phone", "language", "theme", "density", "time_zone"})


@transaction.atomic
def change(user: User, *, at: datetime, **new) -> None:
    """Change one's own contact data or how pages look."""
    if unknown := new.keys() - FIELDS:
        raise TypeError(f"nobody changes his own {sorted(unknown)}")
    stored = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    changes = audit.difference(stored, new)
    if changes:
        User.objects.filter(pk=user.pk).update(**new)
        audit.record(user, "user.profile_changed", stored, at=at, changes=changes)


def remember_role(user: User, role: Role) -> None:
    """Keep whose Today page the user opened last; a habit, no change to record."""
    User.objects.filter(pk=user.pk).update(last_role=role.code)
    user.last_role = role.code


def change_password(
    user: User, *, old: str, new: str, ip: str | None, at: datetime
) -> None:
    """Replace one's own password; guesses at the old one count as failed sign-ins."""
    try:
        sign_in.prove(user, old, ip=ip, at=at)
    except sign_in.WrongPassword as wrong:
        raise Refused(_("This is not your current password."), "old") from wrong
    if old == new:
        raise Refused(_("Choose a password other than the old one."), "new")
    passwords.set_password(user, actor=user, password=new, at=at)
