"""Everything about coming in and going: the throttle, the record, the way back in."""

from datetime import datetime, timedelta
from zlib import crc32

from django.contrib.auth import authenticate
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import SignInAttempt, User
from accounts.networks import network_of
from accounts.querysets import ACCOUNT_AT_ADDRESS
from accounts.querysets import THROTTLE_WINDOW as WINDOW
from accounts.refused import Refused

# More limits within the window: an address stands for a whole office behind one router,
# an account may be attacked from many addresses.
ADDRESS = 60
ACCOUNT = 50
KEPT = timedelta(days=30)
# What language a user's first session speaks, as its own store knows it.
SPOKEN = "spoken"


class Throttled(Refused):
    """Too many failures; the next try counts from `retry_at` on."""

    def __init__(self, retry_at: datetime):
        super().__init__(_("Too many failed attempts to sign in."))
        self.retry_at = retry_at


class WrongPassword(Refused):
    """Name and password do not belong together; the same for unknown and inactive."""

    def __init__(self):
        super().__init__(
            _("User name and password do not match. Check both and try again.")
        )


def enter(username: str, password: str, *, ip: str | None, at: datetime) -> User:
    """Return the user whose name and password these are, and record the try.

    The hasher runs once whether or not the user exists or is active. Raises
    `Throttled` before it runs, `WrongPassword` after.
    """
    username = User.normalize_username(username.strip())
    account = _account(username)
    user = _try(account, username, password, ip, at)
    user.ip = ip
    _record(user, "user.signed_in", user, ip, at)
    return user


def prove(user: User, password: str, *, ip: str | None, at: datetime) -> None:
    """Make sure that whoever sits there knows the password of `user`."""
    _try(user.username, user.username, password, ip, at)


def leave(user: User, *, at: datetime) -> None:
    """Record that the user signed out."""
    audit.record(user, "user.signed_out", user, at=at)


def is_locked(user: User, *, at: datetime) -> bool:
    """Say whether some address has used up its tries on this account."""
    return user.username in SignInAttempt.objects.locked_out(at)


@transaction.atomic
def unlock(username: str, *, actor: User, at: datetime) -> int:
    """Forget the failures on an account; return how many there were."""
    failures = SignInAttempt.objects.failures(at - WINDOW).filter(username=username)
    count = failures.update(cleared=True)
    subject = User.objects.filter(username=username).first()
    audit.record(actor, "user.unlocked", subject, at=at, reason=username[:200])
    return count


@transaction.atomic
def unlock_address(ip: str, *, actor: User, at: datetime) -> int:
    """Forget the failures from an address; return how many there were."""
    count = (
        SignInAttempt.objects.failures(at - WINDOW).filter(ip=ip).update(cleared=True)
    )
    audit.record(actor, "address.unlocked", None, at=at, reason=ip)
    return count


def forget_old(at: datetime) -> int:
    """Delete tries older than thirty days and dead sessions; return how many tries."""
    count, _rows = SignInAttempt.objects.filter(at__lt=at - KEPT).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    return count


def _try(
    account: str, username: str, password: str, ip: str | None, at: datetime
) -> User:
    attempt, is_last = _admit(account, network_of(ip), at)
    user = authenticate(username=username, password=password)
    if user is None:
        if is_last:
            holder = User.objects.filter(username=account).first()
            _record(None, "user.locked_out", holder, ip, at)
        raise WrongPassword
    _clear(attempt)
    return user


@transaction.atomic
def _admit(account: str, ip: str, at: datetime) -> tuple[SignInAttempt, bool]:
    """Book one try as failed until proven otherwise, and say whether it is the last.

    Tries at one address or account pass here one by one, so that a hundred sent at
    once are a hundred.
    """
    with connection.cursor() as cursor:
        for kind, text in ((1, ip), (2, account)):
            number = crc32(text.encode()) - 2**31
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [kind, number])
    attempts = SignInAttempt.objects
    failed = list(
        attempts.failures(at - WINDOW)
        .about(account, ip)
        .order_by("-at")
        .values_list("username", "ip", "at")[: ADDRESS + ACCOUNT]
    )
    here = [when for name, where, when in failed if (name, where) == (account, ip)]
    free = [
        _free_at(here, ACCOUNT_AT_ADDRESS),
        _free_at([when for _n, where, when in failed if where == ip], ADDRESS),
    ]
    if not _is_known(account, ip, at):
        on_account = [when for name, _w, when in failed if name == account]
        free.append(_free_at(on_account, ACCOUNT))
    if retry_at := max(filter(None, free), default=None):
        raise Throttled(retry_at)
    attempt = attempts.create(username=account, ip=ip, at=at, succeeded=False)
    return attempt, len(here) + 1 == ACCOUNT_AT_ADDRESS


def _free_at(failures: list[datetime], limit: int) -> datetime | None:
    """Return when the next try is free again; `failures` has the newest first."""
    return failures[limit - 1] + WINDOW if len(failures) >= limit else None


def _is_known(account: str, ip: str, at: datetime) -> bool:
    """Say whether the account came in from here before: its owner's own door."""
    return SignInAttempt.objects.filter(
        username=account, ip=ip, succeeded=True, at__gt=at - KEPT
    ).exists()


@transaction.atomic
def _clear(attempt: SignInAttempt) -> None:
    """Turn the booked try into a success and forget the failures before it, here."""
    here = SignInAttempt.objects.filter(username=attempt.username, ip=attempt.ip)
    here.failures(attempt.at - WINDOW).update(cleared=True)
    here.filter(pk=attempt.pk).update(succeeded=True)


def _account(username: str) -> str:
    """Return the stored name, so that no spelling gets tries of its own."""
    try:
        return User.objects.get_by_natural_key(username).username
    except User.DoesNotExist:
        return username.lower()[:60]


def _record(
    actor: User | None, action: str, subject: User | None, ip: str | None, at: datetime
) -> None:
    audit.record(actor, action, subject, at=at, ip=ip)
