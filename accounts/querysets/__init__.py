"""Questions about who works here, what was recorded, and whose rows a user reaches."""

from accounts.querysets.calendars import CalendarQuerySet, DayQuerySet, YearQuerySet
from accounts.querysets.exports import ExportedPersonQuerySet, ExportQuerySet
from accounts.querysets.notices import (
    AvailabilityQuerySet,
    MailQuerySet,
    NoticeQuerySet,
    WayQuerySet,
)
from accounts.querysets.outgoing import MOST_A_SWEEP, MOST_TRIES, OutgoingQuerySet
from accounts.querysets.owned import OwnedQuerySet, may_apply, reaches, scope_of
from accounts.querysets.people import (
    BranchQuerySet,
    DepartmentQuerySet,
    RoleQuerySet,
    TeamQuerySet,
    UserQuerySet,
    Users,
)
from accounts.querysets.records import (
    ABOUT_SETTINGS,
    ACCOUNT_AT_ADDRESS,
    JOB_STALE_AFTER,
    MOST_ATTEMPTS,
    THROTTLE_WINDOW,
    AttemptQuerySet,
    AuditQuerySet,
    JobQuerySet,
    UsageQuerySet,
)

__all__ = [
    "ABOUT_SETTINGS",
    "ACCOUNT_AT_ADDRESS",
    "JOB_STALE_AFTER",
    "MOST_ATTEMPTS",
    "MOST_A_SWEEP",
    "MOST_TRIES",
    "THROTTLE_WINDOW",
    "AttemptQuerySet",
    "AuditQuerySet",
    "AvailabilityQuerySet",
    "BranchQuerySet",
    "CalendarQuerySet",
    "DayQuerySet",
    "DepartmentQuerySet",
    "ExportQuerySet",
    "ExportedPersonQuerySet",
    "JobQuerySet",
    "MailQuerySet",
    "NoticeQuerySet",
    "OutgoingQuerySet",
    "OwnedQuerySet",
    "RoleQuerySet",
    "TeamQuerySet",
    "UsageQuerySet",
    "UserQuerySet",
    "Users",
    "WayQuerySet",
    "YearQuerySet",
    "may_apply",
    "reaches",
    "scope_of",
]
