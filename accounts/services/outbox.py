"""Everything that happens to what leaves by a gateway: claimed, sent, put off, failed.

Mails to users and messages to customers go the same way. The row is the message: it is
tried when the transaction that wrote it commits, and again by the clock; a gateway that
is down delays no page.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from accounts import notices
from accounts.choices import MailFault, MailState
from accounts.models import Outgoing
from accounts.querysets import MOST_A_SWEEP, MOST_TRIES

# A worker that said nothing for so long is dead, and its message is tried again.
LEASE = timedelta(minutes=5)
# Minutes from one failed try to the next: fifteen hours in all.
PAUSES = (1, 5, 15, 60, 120, 240, 480)


class Undeliverable(Exception):
    """Nothing to be tried: the message fails at once, and its text says why."""


def deliver(
    kind: type[Outgoing],
    *,
    send: Callable[[Outgoing], None],
    clock: Callable[[], datetime],
    failed: Callable[[Outgoing], None] = lambda row: None,
) -> int:
    """Send what is due of a kind, oldest first; return how many went out.

    Not one transaction but several a message. Ends early when the gateway is down.
    `failed` hears of each that is not tried again.
    """
    for row in kind.objects.exhausted(clock()).for_sending()[:MOST_A_SWEEP]:
        _fail(row, MailFault.BROKEN, failed)
    sent = 0
    for pk in kind.objects.due(clock()).in_turn():
        row = claim(kind, pk, at=clock())
        if row is None:
            continue
        try:
            send(row)
        except Undeliverable as fault:
            _fail(row, str(fault), failed)
        except (OSError, ValueError) as error:
            _put_off(row, error, failed, at=clock())
            if notices.is_down(error):
                break
        else:
            done = {"state": MailState.SENT, "sent_at": clock(), "error": ""}
            sent += kind.objects.held(row).update(**done)
    return sent


def claim(kind: type[Outgoing], pk: int, *, at: datetime) -> Outgoing | None:
    """Make a due message mine for the length of the lease; None when another has it."""
    due = kind.objects.due(at).filter(pk=pk)
    mine = {"state": MailState.WAITING, "due_at": at + LEASE}
    if not due.update(attempts=F("attempts") + 1, **mine):
        return None
    return kind.objects.for_sending().get(pk=pk)


def anew(at: datetime) -> dict:
    """Return the columns of what is tried again from the first try on."""
    return {"state": MailState.WAITING, "attempts": 0, "due_at": at, "error": ""}


def ask_on_commit(asked: Callable[[], bool]) -> None:
    """Tell a worker once, however many messages this transaction writes."""
    known = [call for _savepoints, call, *_rest in connection.run_on_commit]
    if asked not in known:
        transaction.on_commit(asked)


def _put_off(row: Outgoing, error: Exception, failed, *, at: datetime) -> None:
    """Try again later, or no more: after the last try, or refused for good."""
    said = str(error)[:300] or type(error).__name__
    if row.attempts >= MOST_TRIES or notices.is_final(error):
        _fail(row, said, failed)
        return
    pause = timedelta(minutes=PAUSES[row.attempts - 1])
    type(row).objects.held(row).update(due_at=at + pause, error=said)


@transaction.atomic
def _fail(row: Outgoing, error: str, failed) -> None:
    if type(row).objects.held(row).update(state=MailState.FAILED, error=error):
        failed(row)
