"""Complaints of several customers about the same."""

import uuid

import pytest

from accounts.refused import Refused
from complaints.models import Group, GroupMember
from complaints.services import groups
from complaints.services.lines import SentBefore
from complaints.tests.complaint_builders import do as step
from complaints.tests.complaint_builders import fresh, make_complaint
from crm.testing.builders import make_customer
from crm.testing.cast import NOON


def start(complaint, actor, **told) -> Group:
    now = fresh(complaint)
    told = {"key": uuid.uuid4(), "at": NOON, "name": "同批次刹车异响"} | told
    return groups.start(now, actor=actor, standing=now.standing, **told)


def add(group, complaint, actor, **told):
    told = {"key": uuid.uuid4(), "at": NOON} | told
    return groups.add(group, actor=actor, complaint=fresh(complaint), **told)


def test_five_customers_together_make_all_of_them_major(cast):
    made = [make_complaint(cast.anna) for _ in range(5)]
    group = start(made[0], cast.anna)
    for complaint in made[1:4]:
        add(group, complaint, cast.anna)
    assert not any(fresh(each).is_major for each in made)
    add(group, made[4], cast.anna)
    for complaint in made:
        assert fresh(complaint).major_reasons == ["GROUP"]
    assert cast.max.notices.filter(kind="complaints.major").count() == 5


def test_five_complaints_of_one_customer_are_no_crowd(cast):
    customer = make_customer(cast.anna)
    made = [make_complaint(cast.anna, customer=customer) for _ in range(5)]
    group = start(made[0], cast.anna)
    for complaint in made[1:]:
        add(group, complaint, cast.anna)
    assert not any(fresh(each).is_major for each in made)


def test_each_history_tells_of_the_group(cast):
    complaint = make_complaint(cast.anna)
    group = start(complaint, cast.anna)
    other = make_complaint(cast.anna)
    add(group, other, cast.anna)
    groups.remove(group, actor=cast.anna, complaint=other, at=NOON)
    told = other.lines.filter(deed="GROUPED").values_list("told", flat=True)
    assert list(told) == [{"group": ["", group.name]}, {"group": [group.name, ""]}]


def test_a_complaint_is_in_one_group_at_most(cast):
    one, other = make_complaint(cast.anna), make_complaint(cast.anna)
    group = start(one, cast.anna)
    second = start(other, cast.anna, name="另一组")
    for into in (group, second):
        with pytest.raises(Refused):
            add(into, other, cast.anna)
    assert GroupMember.objects.count() == 2


def test_the_one_that_leads_stays_and_a_stranger_is_not_taken_out(cast):
    complaint = make_complaint(cast.anna)
    group = start(complaint, cast.anna)
    for other in (complaint, make_complaint(cast.anna)):
        with pytest.raises(Refused):
            groups.remove(group, actor=cast.anna, complaint=other, at=NOON)


def test_a_common_note_stands_in_every_open_one_once(cast):
    made = [make_complaint(cast.anna) for _ in range(3)]
    group = start(made[0], cast.anna)
    for complaint in made[1:]:
        add(group, complaint, cast.anna)
    step("withdraw", made[2], cast.anna, text="不用了")
    key = uuid.uuid4()
    said = {"actor": cast.anna, "key": key, "text": "厂家已派人", "at": NOON}
    assert groups.note(group, **said) == 2
    with pytest.raises(SentBefore):
        groups.note(group, **said)
    notes = [each.lines.filter(deed="NOTED").count() for each in made]
    assert notes == [1, 1, 0]
