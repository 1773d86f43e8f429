"""Working hours and special days on their pages in the admin site, and on Today."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import CalendarDay, WorkingCalendar
from accounts.services import calendars
from accounts.tests.calendar_builders import MORNING, OFFICE, company
from crm.testing.cast import NOON

LIST = "admin:accounts_workingcalendar_changelist"
CHANGE = "admin:accounts_workingcalendar_change"
DAYS = "admin:accounts_workingcalendar_days"


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.adam)
    return client


def test_the_week_is_edited_as_text(admin):
    url = reverse(CHANGE, args=[company().pk])
    page = admin.get(url)
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    typed = {n: form.fields[n].prepare_value(v) for n, v in shown.items()}
    answer = admin.post(url, typed | {"saturday": "9-12"})
    assert answer.url == reverse(LIST)
    assert company().saturday == MORNING
    answer = admin.post(url, typed | {"monday": "12-9"})
    assert "12-9" in answer.context["form"].errors["monday"][0]
    assert company().monday == OFFICE


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"day": "2025-05-05", "name": "x", "kind": "off"}, "day"),
        ({"day": "2026-05-06", "name": "", "kind": "off"}, "name"),
        ({"day": "2026-05-06", "name": "x", "kind": "like"}, "follows"),
        ({"day": "2026-05-06", "name": "x", "kind": "own"}, "hours"),
        ({"day": "2026-05-06", "name": "x", "kind": "own", "hours": "z"}, "hours"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(admin, typed, field):
    answer = admin.post(reverse(DAYS, args=[company().pk, 2026]), typed)
    assert set(answer.context["form"].errors) == {field}
    assert not CalendarDay.objects.filter(day=date(2026, 5, 6)).exists()


def test_a_day_is_entered_and_removed(admin):
    url = reverse(DAYS, args=[company().pk, 2026])
    typed = {"day": "2026-05-06", "name": "盘点", "kind": "like", "follows": "5"}
    assert admin.post(url, typed).url == url
    day = CalendarDay.objects.get(day=date(2026, 5, 6))
    assert (day.follows, day.hours, day.is_by_hand) == (5, (), True)
    assert "盘点" in admin.get(url).content.decode()
    remove = reverse(f"{DAYS[:-5]}_remove_day", args=[company().pk, 2026])
    admin.post(remove, {"day": "2026-05-06"})
    assert not CalendarDay.objects.filter(day=date(2026, 5, 6)).exists()
    assert admin.post(remove, {"day": "nonsense"}).status_code == 404


def test_a_removed_day_is_named_and_brought_back_as_it_was(admin):
    day = date(2026, 10, 10)
    before = CalendarDay.objects.values().get(day=day)
    args = [company().pk, 2026]
    page = admin.post(
        reverse(f"{DAYS[:-5]}_remove_day", args=args), {"day": str(day)}, follow=True
    )
    (said,) = page.context["messages"]
    assert "2026年10月10日" in str(said)
    assert "调休上班" in str(said)
    undo = said.extra_tags.removeprefix("undo:")
    assert undo in page.content.decode()
    assert admin.get(undo).status_code == 405
    admin.post(undo)
    now = CalendarDay.objects.values().get(day=day)
    assert {**now, "id": 0} == {**before, "id": 0}


def test_what_was_entered_since_is_not_undone_and_a_forged_undo_is_none(admin):
    day, args = date(2026, 10, 10), [company().pk, 2026]
    remove = reverse(f"{DAYS[:-5]}_remove_day", args=args)
    page = admin.post(remove, {"day": str(day)}, follow=True)
    undo = next(iter(page.context["messages"])).extra_tags.removeprefix("undo:")
    typed = {"day": str(day), "name": "盘点", "kind": "off"}
    admin.post(reverse(DAYS, args=args), typed)
    admin.post(undo)
    assert CalendarDay.objects.get(day=day).name_zh == "盘点"
    assert admin.post(f"{undo[:-3]}xxx").status_code == 404
    assert admin.post(undo.replace("/2026/", "/2027/")).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "New Year's Day, made up for on Sunday, 4 January 2026"),
        ("zh-hans", "元旦（2026年1月4日"),
    ],
)
def test_a_day_off_is_called_by_its_holiday_and_dated_as_dates_are(
    admin, cast, language, words
):
    cast.adam.language = language
    cast.adam.save()
    page = admin.get(reverse(DAYS, args=[company().pk, 2026])).content.decode()
    assert words in unescape(page)


def test_a_branch_gets_its_own_hours_on_the_page(admin, cast):
    add_url = reverse("admin:accounts_workingcalendar_add")
    answer = admin.post(add_url, {"branch": cast.east.pk})
    mine = WorkingCalendar.objects.get(branch=cast.east)
    assert answer.url == reverse(CHANGE, args=[mine.pk])
    refused = admin.post(add_url, {"branch": cast.east.pk})
    assert "branch" in refused.context["form"].errors
    remove = reverse("admin:accounts_workingcalendar_remove", args=[mine.pk])
    assert admin.get(remove).status_code == 405
    admin.post(remove)
    assert not WorkingCalendar.objects.filter(branch=cast.east).exists()


def test_the_year_is_confirmed_on_its_page(admin):
    page = reverse(DAYS, args=[company().pk, 2027])
    assert "尚未公布" in admin.get(page).content.decode()
    admin.post(reverse(f"{DAYS[:-5]}_announce", args=[company().pk, 2027]))
    assert "尚未公布" not in admin.get(page).content.decode()
    assert admin.get(reverse(DAYS, args=[company().pk, 1700])).status_code == 404


@pytest.mark.parametrize(("kind", "words"), [((), "休息日"), (MORNING, "调休上班")])
def test_today_says_of_a_special_day_what_it_is(client, cast, kind, words):
    client.force_login(cast.anna)
    assert words not in client.get(reverse("today")).content.decode()
    today = timezone.localdate()
    calendars.set_day(
        company(), actor=cast.adam, day=today, name="某日", hours=kind, at=NOON
    )
    assert words in client.get(reverse("today")).content.decode()
