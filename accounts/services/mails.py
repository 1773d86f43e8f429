"""Everything that happens to a mail: written, claimed by one worker, sent or failed.

The row is the mail. Delivery is tried when the transaction that wrote it commits, and
again by the clock; a gateway that is down delays no page.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.choices import MailFault, MailState
from accounts.models import Availability, Mail, User, WorkingCalendar
from accounts.querysets import MOST_TRIES
from accounts.quiet import end_of
from accounts.refused import Refused

# A worker that said nothing for so long is dead, and its mail is tried again.
LEASE = timedelta(minutes=5)
# Minutes from one failed try to the next: fifteen hours in all.
PAUSES = (1, 5, 15, 60, 120, 240, 480)
KEPT = timedelta(days=30)
KEPT_FAILED = timedelta(days=365)
# So many are tried again at a time: no form holds more rows than that.
MOST_RETRIED = 500


@transaction.atomic
def post(
    user: User, *, key: str, subject: str, text: str, at: datetime,
    is_urgent: bool = False,
) -> None:  # fmt: skip
    """Write one mail to `user`; the same key twice is one. It waits for his morning.

    Sent as soon as this transaction holds, unless its reader wants quiet now and it is
    not urgent.
    """
    due_at = at if is_urgent else _morning_of(user, at)
    mail = Mail(
        user=user, key=key, subject=subject, text=text, due_at=due_at, created_at=at
    )
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    if due_at <= at:
        _ask_on_commit()


def _morning_of(user: User, at: datetime) -> datetime:
    """Return `at`, or the end of the quiet hours he is in then."""
    quiet = Availability.objects.of(user).quiet
    hours = WorkingCalendar.objects.hours_for(user.branch_id)
    return end_of(quiet, hours, at)


def deliver(*, clock: Callable[[], datetime]) -> int:
    """Send the mails that are due, oldest first; return how many went out.

    Not one transaction but several a mail. Ends early when the gateway is down.
    """
    _give_up(at=clock())
    sent = 0
    for mail_id in Mail.objects.due(clock()).in_turn():
        mail = claim(mail_id, at=clock())
        if mail is None:
            continue
        if not (mail.user.is_active and mail.user.email):
            _fail(mail, MailFault.NO_ADDRESS)
            continue
        try:
            notices.send(mail)
        except (OSError, ValueError) as error:
            _put_off(mail, error, at=clock())
            if notices.is_down(error):
                break
        else:
            done = {"state": MailState.SENT, "sent_at": clock(), "error": ""}
            sent += Mail.objects.held(mail).update(**done)
    return sent


def claim(mail_id: int, *, at: datetime) -> Mail | None:
    """Make a due mail mine for the length of the lease; None when another has it."""
    due = Mail.objects.due(at).filter(pk=mail_id)
    if not due.update(due_at=at + LEASE, attempts=F("attempts") + 1):
        return None
    return Mail.objects.select_related("user").get(pk=mail_id)


@transaction.atomic
def retry(mail: Mail, *, actor: User, at: datetime) -> None:
    """Try a failed mail again, from the first try on. Raises `Refused` if it waits."""
    failed = Mail.objects.failed().filter(pk=mail.pk)
    if not failed.update(**_anew(at)):
        raise Refused(_("This mail has not failed. Reload the page to see how it is."))
    audit.record(actor, "mail.retried", mail, at=at)
    _ask_on_commit()


@transaction.atomic
def retry_all(*, actor: User, at: datetime) -> int:
    """Try the failed mails again, the latest of them first; return how many."""
    latest = Mail.objects.failed().order_by("-pk")[:MOST_RETRIED]
    failed = list(latest.select_for_update(skip_locked=True))
    Mail.objects.filter(pk__in=[mail.pk for mail in failed]).update(**_anew(at))
    audit.record_all(audit.entry(actor, "mail.retried", mail, at=at) for mail in failed)
    _ask_on_commit()
    return len(failed)


def forget_old(*, at: datetime) -> int:
    """Delete what was sent a month ago and what failed a year ago; return how many."""
    sent, _rows = Mail.objects.sent_before(at - KEPT).delete()
    failed, _rows = Mail.objects.failed_before(at - KEPT_FAILED).delete()
    return sent + failed


def _anew(at: datetime) -> dict:
    return {"state": MailState.WAITING, "attempts": 0, "due_at": at, "error": ""}


def _ask_on_commit() -> None:
    """Tell a worker once, however many mails this transaction writes."""
    asked = [call for _savepoints, call, *_rest in connection.run_on_commit]
    if notices.mails_asked not in asked:
        transaction.on_commit(notices.mails_asked)


def _put_off(mail: Mail, error: Exception, *, at: datetime) -> None:
    """Try again later, or no more: after the last try, or refused for good."""
    said = str(error)[:300] or type(error).__name__
    if mail.attempts >= MOST_TRIES or notices.is_final(error):
        _fail(mail, said)
        return
    pause = timedelta(minutes=PAUSES[mail.attempts - 1])
    Mail.objects.held(mail).update(due_at=at + pause, error=said)


def _fail(mail: Mail, error: str) -> None:
    Mail.objects.held(mail).update(state=MailState.FAILED, error=error)


def _give_up(*, at: datetime) -> None:
    exhausted = Mail.objects.exhausted(at)
    exhausted.update(state=MailState.FAILED, error=MailFault.BROKEN)
