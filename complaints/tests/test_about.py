"""Whom a complaint is about: no hand in it, no notice, no place in its team."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notice
from accounts.refused import Refused
from complaints.models import Group, GroupMember, Sight
from complaints.services import groups, links, majors, merging, notes, parts, teams
from complaints.tests.complaint_builders import do, fresh, make_complaint, resolve
from complaints.tests.test_orders import digest
from crm.testing.cast import NOON

BUTTONS = ("merge", "declare", "flag", "team_join", "group_start", "part_ask",
           "offer_create", "file_add")  # fmt: skip


def told(complaint, actor, **more) -> dict:
    by = {"actor": actor, "at": NOON, "key": uuid.uuid4()}
    return by | {"standing": complaint.standing} | more


DEEDS = {
    "merge": lambda c, me, other: merging.merge(c, **told(c, me, into=other)),
    "merge into": lambda c, me, other: merging.merge(other, **told(other, me, into=c)),
    "declare": lambda c, me, other: majors.declare(c, **told(c, me, text="重大")),
    "flag": lambda c, me, other: majors.flag(c, **told(c, me, text="重大")),
    "join": lambda c, me, other: teams.join(c, **told(c, me, user=me)),
    "note the day": lambda c, me, other: teams.note_the_day(
        c, **told(c, me, text="在查")
    ),
    "group": lambda c, me, other: groups.start(c, **told(c, me, name="刹车")),
    "ask": lambda c, me, other: parts.ask(
        c, **told(c, me, department=None, question="为何")
    ),
    "link": lambda c, me, other: links.make(c, actor=me, at=NOON),
}


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_whom_it_is_about_is_refused_each_deed_which_leaves_nothing(cast, name):
    complaint = make_complaint(cast.anna, about_user=cast.max)
    other = make_complaint(cast.anna, customer=complaint.customer)
    before = digest()
    with pytest.raises(Refused, match="about you"):
        DEEDS[name](fresh(complaint), cast.max, fresh(other))
    assert digest() == before


def test_whom_it_is_about_is_taken_into_no_team(cast):
    complaint = make_complaint(cast.anna, about_user=cast.ben)
    with pytest.raises(Refused, match="about this colleague"):
        teams.join(complaint, **told(complaint, cast.anna, user=cast.ben))


def test_whom_it_is_about_does_not_watch_over_it_as_major(cast):
    complaint = make_complaint(cast.anna, about_user=cast.max, severity=4)
    assert fresh(complaint).is_major
    assert not Sight.objects.filter(complaint=complaint, user=cast.max).exists()
    assert not Notice.objects.filter(user=cast.max).exists()


def test_whom_it_is_about_hears_the_customer_and_has_it_not(cast):
    complaint = resolve(make_complaint(cast.anna, about_user=cast.max), cast.anna)
    type(complaint).objects.filter(pk=complaint.pk).update(handler=None)
    notes.add(complaint, actor=cast.max, text="还响", at=NOON)
    assert fresh(complaint).is_in_work
    assert fresh(complaint).handler is None


def test_a_common_note_leaves_out_those_about_its_author(cast):
    mine, about_me = make_complaint(cast.anna), make_complaint(cast.anna)
    group = Group.objects.create(
        name="刹车", lead=mine, opened_by=cast.anna, opened_at=NOON
    )
    for each in (mine, about_me):
        GroupMember.objects.create(group=group, complaint=each, added_at=NOON)
    type(mine).objects.filter(pk=about_me.pk).update(about_user=cast.max)
    by = {"actor": cast.max, "key": uuid.uuid4(), "at": NOON}
    assert groups.note(group, text="一起查", **by) == 1
    assert fresh(about_me).line_count == about_me.line_count


def test_an_answered_enquiry_is_not_declared_major(cast):
    enquiry = make_complaint(cast.anna, kind="ENQUIRY")
    told_so = {"channel": "PHONE", "reaction": "ACCEPTED", "solution": "营业到六点"}
    do("tell", enquiry, cast.anna, **told_so)
    enquiry = fresh(enquiry)
    with pytest.raises(Refused, match="answered already"):
        majors.declare(enquiry, **told(enquiry, cast.max, text="重大"))


def test_whom_it_is_about_sees_no_button_of_it(cast):
    complaint = make_complaint(cast.anna, about_user=cast.max)
    client = Client()
    client.force_login(cast.max)
    page = client.get(complaint.get_absolute_url()).content.decode()
    shown = [reverse(f"complaints:{name}", args=[complaint.code]) for name in BUTTONS]
    assert [address for address in shown if address in page] == []
