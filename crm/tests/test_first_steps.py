"""The first steps of a new company: ticked off one by one, then gone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.models import Branch, CalendarYear, Grant, Role, User
from accounts.permissions.actions import Can
from crm.demo import load
from crm.panels.first_steps import NEW_FOR, first_steps
from crm.testing.cast import NOON, make_team, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    """The one person of an empty company, made at noon."""
    with time_machine.travel(NOON, tick=False):
        load.lone_administrator()
    CalendarYear.objects.filter(year=NOON.year).update(is_provisional=True)
    return User.objects.get()


def done(admin) -> list[bool]:
    return [step.is_done for step in first_steps(admin, NOON)]


def test_the_administrator_of_an_empty_company_belongs_to_nobody_invented(admin):
    assert (str(admin), admin.branch) == ("admin", None)
    assert not Branch.objects.exists()


def test_each_step_is_ticked_off_by_its_own_deed_and_the_list_goes(admin):
    assert done(admin) == [False] * 5
    team = make_team("一组", Branch.objects.create(code="E", name="东城店"))
    assert done(admin) == [True, False, False, False, False]
    idle = make_user("idle", branch=team.branch)
    assert done(admin) == [True, True, False, False, False]
    idle.roles.set(Role.objects.filter(code="account"))
    assert done(admin) == [True, True, True, False, False]
    CalendarYear.objects.update_or_create(
        year=NOON.year, defaults={"is_provisional": False}
    )
    assert done(admin) == [True, True, True, True, False]
    idle.roles.set(Role.objects.filter(code="manager"))
    assert done(admin) == []


def test_the_page_leads_to_where_each_step_is_done(client, admin):
    client.force_login(admin)
    with time_machine.travel(NOON, tick=False):
        page = client.get("/today/")
        html = page.content.decode()
        steps = page.context["first_steps"]
        assert html.index('id="first-title"') < html.index('id="idle-title"')
        assert len(steps) == 5
        for step in steps:
            assert f'href="{step.url}"' in html
            assert client.get(step.url).status_code == 200


def test_a_step_somebody_else_takes_is_not_shown(admin):
    Grant.objects.filter(role__code="admin", action=Can.MANAGE_CALENDARS).delete()
    admin = User.objects.get(pk=admin.pk)
    assert not [step for step in first_steps(admin, NOON) if "calendar" in step.url]
    assert len(done(admin)) == 4


@pytest.mark.parametrize(("days", "is_told"), [(-1, True), (1, False)])
def test_a_company_that_is_no_longer_new_is_told_nothing(admin, days, is_told):
    at = NOON + NEW_FOR + timedelta(days=days)
    assert bool(first_steps(admin, at)) == is_told


def test_a_company_at_work_is_told_nothing(client, cast):
    CalendarYear.objects.update_or_create(
        year=NOON.year, defaults={"is_provisional": False}
    )
    assert first_steps(cast.adam, NOON) == []


def test_the_year_is_that_of_the_company(admin):
    """In Shanghai the new year has begun eight hours before."""
    CalendarYear.objects.filter(year=NOON.year).update(is_provisional=False)
    CalendarYear.objects.filter(year=NOON.year + 1).update(is_provisional=True)
    before = datetime(NOON.year, 12, 31, 15, 59, tzinfo=UTC)
    for at, is_done in ((before, True), (before + timedelta(minutes=1), False)):
        steps = {step.url: step.is_done for step in first_steps(admin, at)}
        assert steps["/admin/accounts/workingcalendar/"] is is_done


def test_all_steps_cost_two_questions(admin, django_assert_num_queries):
    admin.grants()
    with django_assert_num_queries(2):
        first_steps(admin, NOON)
