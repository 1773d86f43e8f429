"""Complaints on Today: for who handles them, who watches, who answers for a part."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.days import day_of
from accounts.models import WorkingCalendar
from accounts.models.calendars import WEEKDAYS
from accounts.services import calendars
from accounts.working_time import is_working_day
from complaints.models import Complaint
from complaints.tests.complaint_builders import do, found, make_complaint, resolve
from complaints.tests.part_builders import answering, ask


def today(client, user):
    client.force_login(user)
    return client.get("/today/")


def codes(page, name: str) -> list[str]:
    return [each.code for each in page.context[name]]


@pytest.fixture
def now():
    return timezone.now()


def proposed(user, at) -> Complaint:
    complaint = make_complaint(user, at=at)
    for step in ("acknowledge", "assess", "investigate"):
        do(step, complaint, user, at=at)
    do("propose", complaint, user, at=at, **found())
    return complaint


def test_a_handler_sees_his_own_by_what_is_due_and_nothing_twice(client, cast, now):
    early = make_complaint(cast.anna, at=now - timedelta(days=9))
    late = make_complaint(cast.anna, at=now)
    ready = proposed(cast.anna, now)
    told = resolve(make_complaint(cast.anna, at=now), cast.anna, at=now)
    Complaint.objects.filter(pk=told.pk).update(verify_on=timezone.localdate())
    make_complaint(cast.ben, at=now)
    page = today(client, cast.anna)
    assert codes(page, "breaching") == [early.code, late.code]
    assert codes(page, "ready") == [ready.code]
    assert codes(page, "to_verify") == [told.code]


def test_a_handler_sees_which_department_owes_him_an_answer(client, cast, now):
    part = ask(make_complaint(cast.anna, at=now), cast.anna, at=now)
    page = today(client, cast.anna)
    assert page.context["owed"] == [part]
    assert part.complaint.get_absolute_url() in page.content.decode()


def test_a_liaison_sees_what_is_asked_and_never_of_which_complaint(client, cast, now):
    answering(cast.lia)
    part = ask(make_complaint(cast.anna, at=now), cast.anna, at=now)
    page = today(client, cast.lia)
    assert page.context["asked"] == [part]
    assert part.get_absolute_url() in page.content.decode()
    assert part.complaint.code not in page.content.decode()


@pytest.mark.parametrize("who", ["carol", "max", "dan"])
def test_who_watches_sees_the_late_the_major_and_nobodys(client, cast, now, who):
    late = make_complaint(cast.anna, at=now - timedelta(days=30))
    major = make_complaint(cast.anna, at=now, channel="MEDIA")
    nobodys = make_complaint(cast.anna, at=now)
    Complaint.objects.filter(pk=nobodys.pk).update(handler=None)
    page = today(client, getattr(cast, who))
    assert codes(page, "late_complaints") == [late.code]
    assert codes(page, "majors") == [major.code]
    assert codes(page, "nobodys") == [nobodys.code]


def test_the_button_of_a_major_one_says_when_its_daily_note_is_due(client, cast, now):
    yesterday = now - timedelta(days=1)
    old = make_complaint(cast.anna, at=yesterday, channel="MEDIA")
    make_complaint(cast.anna, at=now, channel="MEDIA")
    page = today(client, cast.max)
    is_open = is_working_day(
        WorkingCalendar.objects.hours_for(cast.east.pk), day_of(now)
    )
    assert len(page.context["majors"]) == 2
    assert page.context["notes_due"] == ({old.pk} if is_open else set())


def test_no_daily_note_is_due_on_a_day_off(client, cast, now):
    yesterday = now - timedelta(days=1)
    old = make_complaint(cast.anna, at=yesterday, channel="MEDIA")
    calendar = calendars.open_for(cast.east, actor=cast.adam, at=now)
    every_day = dict.fromkeys(WEEKDAYS, ((540, 1020),))
    WorkingCalendar.objects.filter(pk=calendar.pk).update(**every_day)
    calendar.days.all().delete()
    assert today(client, cast.max).context["notes_due"] == {old.pk}
    calendars.set_day(calendar, actor=cast.adam, day=day_of(now), name="盘点", at=now)
    assert today(client, cast.max).context["notes_due"] == set()


def test_looking_through_his_eyes_veils_the_customers(client, cast, now):
    complaint = make_complaint(cast.anna, at=now)
    name = complaint.customer.name
    Complaint.objects.filter(pk=complaint.pk).update(branch=cast.east)
    complaint.customer.name = "钱保密客户"
    complaint.customer.save(update_fields=["name"])
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.anna.pk}/")
    assert "钱保密客户" not in client.get("/today/").content.decode()
    assert name


@pytest.mark.parametrize("who", ["anna", "carol", "max", "dan", "lia"])
def test_today_costs_the_same_for_two_complaints_as_for_twelve(
    client, cast, now, count_queries, who
):
    answering(cast.lia)
    client.force_login(getattr(cast, who))
    costs = []
    for more in (2, 10):
        for _each in range(more):
            ask(make_complaint(cast.anna, at=now), cast.anna, at=now)
            make_complaint(cast.anna, at=now - timedelta(days=30), channel="MEDIA")
        costs.append(count_queries(lambda: client.get("/today/")))
    assert costs[0] == costs[1]
