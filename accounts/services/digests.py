"""The daily mail: what was told since the last one and is still unread, once a day."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts import notices
from accounts.models import Mail, Notice, User, WorkingCalendar
from accounts.quiet import at_clock
from accounts.services import mails
from accounts.working_time import Hours, is_working_day

# On the clock of its reader.
SENT_FROM = time(8, 30)


def write_all(*, at: datetime) -> int:
    """Write the daily mail of everyone whose morning has come; return how many.

    Asked again on the same day it writes nothing more; asked late it still does, and
    never for a day that is over. What came after half past eight waits for tomorrow.
    """
    readers = list(User.objects.awaiting_digest())
    hours = WorkingCalendar.objects.hours_for_all({one.branch_id for one in readers})
    return sum(_write(user, hours[user.branch_id], at=at) for user in readers)


@transaction.atomic
def _write(user: User, hours: Hours, *, at: datetime) -> bool:
    """Write one user's mail; say whether there was anything to tell."""
    zone = ZoneInfo(user.time_zone)
    day = at.astimezone(zone).date()
    morning = at_clock(day, SENT_FROM, zone)
    key = f"digest:{day}"
    if at < morning or not is_working_day(hours, day):
        return False
    waiting = Notice.objects.for_user(user).awaiting_digest(morning)
    told = list(waiting.select_for_update(of=["self"]))
    if not told or Mail.objects.filter(user=user, key=key).exists():
        return False
    Notice.objects.filter(pk__in=[one.pk for one in told]).update(awaits_digest=False)
    subject, text = notices.digest(user, told, day)
    mails.post(user, key=key, subject=subject, text=text, at=at)
    return True
