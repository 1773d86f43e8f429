"""The nouns of accounts, by noun: who works here, what they may, what was recorded."""

from accounts.models.calendars import CalendarDay, CalendarYear, WorkingCalendar
from accounts.models.exports import Export, ExportedPerson
from accounts.models.notices import Availability, ChosenWay, Mail, Notice
from accounts.models.outgoing import Outgoing
from accounts.models.people import Branch, Department, Team, User
from accounts.models.records import AuditEntry, Job, ListState, SignInAttempt, UsageDay
from accounts.models.roles import Grant, Role

__all__ = [
    "AuditEntry",
    "Availability",
    "Branch",
    "CalendarDay",
    "CalendarYear",
    "ChosenWay",
    "Department",
    "Export",
    "ExportedPerson",
    "Grant",
    "Job",
    "ListState",
    "Mail",
    "Notice",
    "Outgoing",
    "Role",
    "SignInAttempt",
    "Team",
    "UsageDay",
    "User",
    "WorkingCalendar",
]
