"""Everything that happens to a mail to a user: written, sent, tried anew, forgotten."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.choices import MailFault
from accounts.models import Availability, Mail, User, WorkingCalendar
from accounts.quiet import end_of
from accounts.refused import Refused
from accounts.services import outbox

KEPT = timedelta(days=30)
KEPT_FAILED = timedelta(days=365)
# So many are tried again at a time: no form holds more rows than that.
MOST_RETRIED = 500


def post(user: User, *, key: str, subject: str, text: str, at: datetime) -> None:
    """Write one mail to `user`; the same key twice is one. It waits for his morning."""
    post_all([written(user, key=key, subject=subject, text=text, at=at)])


def written(
    user: User, *, key: str, subject: str, text: str, at: datetime,
    is_urgent: bool = False,
) -> Mail:  # fmt: skip
    """Return one mail to `user`, for `post_all`; what is not urgent has no time yet."""
    due_at = at if is_urgent else None
    said = {"key": key, "subject": subject, "text": text}
    return Mail(user=user, due_at=due_at, created_at=at, **said)


@transaction.atomic
def post_all(letters: Iterable[Mail]) -> None:
    """Post what was `written`, as many queries as for one; the same key twice is one.

    Sent as soon as this transaction holds, unless its reader wants quiet now and it is
    not urgent.
    """
    letters = list(letters)
    _put_off([mail for mail in letters if mail.due_at is None])
    Mail.objects.bulk_create(letters, ignore_conflicts=True)
    if any(mail.due_at <= mail.created_at for mail in letters):
        _ask_on_commit()


def _put_off(letters: list[Mail]) -> None:
    """Let each go out when it was written, or when its reader may be disturbed."""
    if not letters:
        return
    readers = {mail.user_id: mail.user for mail in letters}.values()
    disturbed = Availability.objects.of_all(readers)
    branches = {reader.branch_id for reader in readers}
    hours = WorkingCalendar.objects.hours_for_all(branches)
    for mail in letters:
        quiet = disturbed[mail.user_id].quiet
        mail.due_at = end_of(quiet, hours[mail.user.branch_id], mail.created_at)


def deliver(*, clock: Callable[[], datetime]) -> int:
    """Send the mails that are due, oldest first; return how many went out."""
    return outbox.deliver(Mail, send=_send, clock=clock)


@transaction.atomic
def retry(mail: Mail, *, actor: User, at: datetime) -> None:
    """Try a failed mail again, from the first try on. Raises `Refused` if it waits."""
    failed = Mail.objects.failed().filter(pk=mail.pk)
    if not failed.update(**outbox.anew(at)):
        raise Refused(_("This mail has not failed. Reload the page to see how it is."))
    audit.record(actor, "mail.retried", mail, at=at)
    _ask_on_commit()


@transaction.atomic
def retry_all(*, actor: User, at: datetime) -> int:
    """Try the failed mails again, the latest of them first; return how many."""
    latest = Mail.objects.failed().order_by("-pk")[:MOST_RETRIED]
    failed = list(latest.select_for_update(skip_locked=True))
    Mail.objects.filter(pk__in=[mail.pk for mail in failed]).update(**outbox.anew(at))
    audit.record_all(audit.entry(actor, "mail.retried", mail, at=at) for mail in failed)
    _ask_on_commit()
    return len(failed)


def forget_old(*, at: datetime) -> int:
    """Delete what was sent a month ago and what failed a year ago; return how many."""
    sent, _rows = Mail.objects.sent_before(at - KEPT).delete()
    failed, _rows = Mail.objects.failed_before(at - KEPT_FAILED).delete()
    return sent + failed


def _send(mail: Mail) -> None:
    if not (mail.user.is_active and mail.user.email):
        raise outbox.Undeliverable(MailFault.NO_ADDRESS)
    notices.send(mail)


def _ask_on_commit() -> None:
    outbox.ask_on_commit(notices.mails_asked)
