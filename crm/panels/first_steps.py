"""What an administrator does first in a new company, ticked off when done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.days import day_of
from accounts.models import CalendarYear, Team, User
from accounts.permissions.actions import Can

# After so long the company has begun, whatever of this it left out.
NEW_FOR = timedelta(days=90)


@dataclass(frozen=True)
class FirstStep:
    """One thing to set up: what, why, the page where it is done, whether it is done."""

    text: str
    why: str
    url: str
    is_done: bool


def first_steps(user: User, at: datetime) -> list[FirstStep]:
    """Return all steps the user may take while one is open and the company is new."""
    done = _done(user, at)
    if all(done.values()) or not _is_new(at):
        return []
    steps = [step for can, step in _steps(done) if user.may(can)]
    return steps if any(not step.is_done for step in steps) else []


def _done(user: User, at: datetime) -> dict[str, bool]:
    """Say of each step whether it is done, in one query."""
    at_work, year = User.objects.active(), day_of(at).year
    keepers = User.objects.able_to(Can.MANAGE_ROLES).values("pk")
    announced = CalendarYear.objects.filter(year=year, is_provisional=False)
    facts = {
        "places": Team.objects.all(),
        "people": at_work.exclude(pk=user.pk),
        "given": at_work.exclude(roles=None).exclude(pk__in=keepers),
        "calendar": announced,
        "tiers": User.objects.able_to(Can.MANAGE_TIERS),
    }
    asked = {name: Exists(rows) for name, rows in facts.items()}
    return User.objects.filter(pk=user.pk).values(**asked).get()


def _is_new(at: datetime) -> bool:
    first = User.objects.order_by("created_at").values_list("created_at", flat=True)
    return first[0] > at - NEW_FOR


def _steps(done: dict[str, bool]) -> list[tuple[Can, FirstStep]]:
    """Return the steps in the order in which one needs the other, each with its can."""

    def step(name: str, page: str, text: str, why: str) -> FirstStep:
        return FirstStep(text, why, reverse(f"admin:accounts_{page}"), done[name])

    return [
        (Can.MANAGE_USERS, step("places", "team_changelist",
            _("Branches and teams"), _("Who reports to whom decides who sees what."))),
        (Can.MANAGE_USERS, step("people", "user_add",
            _("People"), _("Everybody who works with customers signs in as himself."))),
        (Can.MANAGE_ROLES, step("given", "role_changelist",
            _("Roles"), _("One table says what each may do; give out the first."))),
        (Can.MANAGE_CALENDARS, step("calendar", "workingcalendar_changelist",
            _("Working hours and holidays"),
            _("Deadlines count working time: enter the holidays of this year."))),
        (Can.MANAGE_USERS, step("tiers", "user_changelist",
            _("Who sets the tiers"),
            _("Someone needs a role that may manage tiers, such as the CRM manager."))),
    ]  # fmt: skip
