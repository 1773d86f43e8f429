"""Everything that changes a password, and what ends with the old one."""

import secrets
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import SignInAttempt, User
from accounts.refused import Refused
from accounts.services import notices, rank

# Without signs that look alike: this is read out on the telephone.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def set_password(
    user: User, *, actor: User | None, password: str, at: datetime
) -> None:
    """Give `user` the password he chose; every other session of his ends.

    The session at hand lives on when its view calls `update_session_auth_hash`.
    """
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    audit.record(actor, "user.password_changed", user, at=at)


@transaction.atomic
def reset_password(user: User, *, actor: User, at: datetime) -> str:
    """Return a new password, to be shown once and changed at the next sign-in."""
    if user.pk == actor.pk:
        raise Refused(_("Change your own password on your profile page."))
    password = "-".join(
        "".join(secrets.choice(LETTERS) for _place in range(4)) for _group in range(4)
    )
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    rank.check_account(user, actor=actor)
    if not user.is_active:
        raise Refused(_("This user is deactivated. Reactivate the account first."))
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    end_sessions(user, at=at)
    SignInAttempt.objects.filter(username=user.username).update(cleared=True)
    audit.record(actor, "user.password_reset", user, at=at)
    notices.tell(
        user,
        "accounts.password_reset",
        key=f"password-reset:{at.timestamp()}",
        at=at,
        params={"actor": str(actor)},
    )
    rank.tell_of_account(user, actor=actor, deed="password", at=at)
    return password


def end_sessions(user: User, *, at: datetime) -> int:
    """Delete the sessions of `user`; return how many. Reads every living session."""
    mine = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=at).iterator()
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    ended, _rows = Session.objects.filter(pk__in=mine).delete()
    return ended
