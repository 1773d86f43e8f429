"""The administrator's day: who cannot work, what failed behind the pages."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.choices import JobState
from accounts.days import day_of
from accounts.models import CalendarYear, Job, SignInAttempt, User, WorkingCalendar
from accounts.permissions.actions import Can
from accounts.services.calendars import WARNED_FROM_MONTH
from crm.panels.counting import Tile, address, capped
from crm.panels.first_steps import first_steps

MOST = 8


def panel(user: User, at: datetime) -> dict:
    idle = User.objects.active().filter(roles=None)
    failed = Job.objects.filter(state=JobState.FAILED)
    return {
        "at": at,
        "first_steps": first_steps(user, at),
        "provisional": _provisional(user, at),
        "without_role": list(idle.for_picker()[:MOST]),
        "locked": SignInAttempt.objects.locked_out(at)[:MOST],
        "failed": list(failed.for_list()[:MOST]),
        "tiles": [
            Tile(
                _("Users without a role"),
                capped(idle),
                address(
                    "admin:accounts_user_changelist",
                    is_active__exact=1,
                    roles__isnull=True,
                ),
            ),
            Tile(
                _("Failed jobs"),
                capped(failed),
                address("admin:accounts_job_changelist", state__exact=JobState.FAILED),
            ),
        ],
    }


def _provisional(user: User, at: datetime) -> dict | None:
    """Return the next year, once it should be announced and is not; and its page."""
    today = day_of(at)
    if today.month < WARNED_FROM_MONTH or not user.may(Can.MANAGE_CALENDARS):
        return None
    if not CalendarYear.objects.provisional(today.year + 1).exists():
        return None
    company = WorkingCalendar.objects.company()
    return {"year": today.year + 1, "calendar": company.pk}
