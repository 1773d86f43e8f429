"""What may become of a customer, and what stays written about it."""

import datetime
import uuid

import pytest

from accounts.models import AuditEntry
from accounts.refused import Conflict, Refused
from crm.testing.builders import make_contact, make_customer
from crm.testing.cast import NOON
from customers.models import Contact, Customer, Hold
from customers.services import archive, contacts, numbers, ownership

pytestmark = pytest.mark.django_db
TOMORROW = datetime.date(2026, 11, 24)


def last(customer=None):
    entries = AuditEntry.objects.order_by("-pk")
    return (entries.of_customer(customer.pk) if customer else entries).first()


def test_a_new_customer_has_a_code_a_sort_key_and_the_branch_of_the_owner(cast):
    first = archive.create(actor=cast.anna, name=" 王小明 ", at=NOON)
    second = archive.create(actor=cast.max, owner=cast.anna, name="李雷", at=NOON)

    assert (first.name, first.name_key) == ("王小明", "wang xiao ming")
    assert first.code.startswith("KH")
    assert len(first.code) == 8
    assert int(second.code[2:]) == int(first.code[2:]) + 1
    assert (first.owner, first.branch, first.created_by) == (
        cast.anna, cast.east, cast.anna,
    )  # fmt: skip
    assert (second.owner, second.created_by) == (cast.anna, cast.max)


def test_creating_is_written_in_the_trail_with_the_number_masked(cast):
    customer = archive.create(
        actor=cast.anna, name="王小明", phone="138 0013 8000", at=NOON
    )
    entry = last(customer)
    assert (entry.action, entry.actor, entry.at) == (
        "customer.created",
        cast.anna,
        NOON,
    )
    assert entry.changes["phone"] == ["", "138****8000"]
    assert entry.changes["owner"] == [None, "王安娜"]
    assert "13800138000" not in str(entry.changes)


def test_a_form_sent_twice_makes_one_customer(cast):
    key = uuid.uuid4()
    sent = {"actor": cast.anna, "name": "王小明", "phone": "13800138000", "at": NOON}
    first = archive.create(submission_key=key, **sent)
    again = archive.create(submission_key=key, **sent)
    assert first == again
    assert Customer.objects.count() == AuditEntry.objects.count() == 1


def test_nobody_gets_the_customer_of_a_form_another_sent(cast):
    key = uuid.uuid4()
    archive.create(actor=cast.anna, name="王小明", submission_key=key, at=NOON)
    with pytest.raises(Refused):
        archive.create(actor=cast.dora, name="王小明", submission_key=key, at=NOON)
    assert Customer.objects.get().created_by == cast.anna


@pytest.mark.parametrize("typed", ["138 0013 8000", "+86-138-0013-8000"])
def test_a_known_number_is_refused_until_someone_says_why(cast, typed):
    holder = make_customer(cast.dora, phone="13800138000")
    with pytest.raises(Refused) as refusal:
        archive.create(actor=cast.anna, name="王小明", phone=typed, at=NOON)
    assert refusal.value.field == "phone"
    assert Customer.objects.get() == holder

    twin = archive.create(
        actor=cast.anna, name="王小明", phone=typed, reason="夫妻共用", at=NOON
    )
    assert last(twin).reason == "夫妻共用"


def test_the_number_of_a_contact_is_known_too(cast):
    make_contact(make_customer(cast.anna), phone="13800138000")
    with pytest.raises(Refused):
        archive.create(actor=cast.anna, name="王小明", phone="13800138000", at=NOON)


@pytest.mark.parametrize("who", ["dan", "adam", "lia", "cleo"])
def test_who_cannot_see_customers_of_his_own_cannot_own_them(cast, who):
    with pytest.raises(Refused) as refusal:
        archive.create(actor=cast.max, owner=getattr(cast, who), name="王小明", at=NOON)
    assert refusal.value.field == "owner"


def test_no_field_is_written_that_no_form_asked_for(cast):
    customer = make_customer(cast.anna)
    for field in ("version", "owner", "branch", "code", "purchase_total"):
        with pytest.raises(TypeError):
            archive.update(
                customer, actor=cast.anna, fields={field: 9}, version=1, at=NOON
            )


def test_a_change_is_written_with_old_and_new(cast):
    customer = make_customer(cast.anna, city="上海")
    now = archive.update(
        customer, actor=cast.anna, fields={"city": "苏州"}, version=1, at=NOON
    )
    assert (now.city, now.version) == ("苏州", 2)
    assert last(customer).changes == {"city": ["上海", "苏州"]}


def test_saving_a_form_unchanged_writes_nothing(cast):
    customer = make_customer(cast.anna, city="上海", phone="13800138000")
    before = AuditEntry.objects.count()
    same = {"city": "上海", "phone": "13800138000"}
    now = archive.update(customer, actor=cast.anna, fields=same, version=1, at=NOON)
    assert (now.version, AuditEntry.objects.count()) == (1, before)


def test_two_editors_of_different_fields_are_merged(cast):
    customer = make_customer(cast.anna, city="上海", wechat="old")
    form = {"city": "上海", "wechat": "old"}
    archive.update(
        customer, actor=cast.max, fields=form | {"city": "苏州"}, version=1, at=NOON
    )
    now = archive.update(
        customer, actor=cast.anna, fields=form | {"wechat": "new"}, version=1, at=NOON
    )
    assert (now.city, now.wechat, now.version) == ("苏州", "new", 3)


def test_the_second_editor_of_one_field_is_told_and_nothing_is_lost(cast):
    customer = make_customer(cast.anna, city="上海")
    archive.update(
        customer, actor=cast.max, fields={"city": "苏州"}, version=1, at=NOON
    )
    with pytest.raises(Conflict) as conflict:
        archive.update(
            customer, actor=cast.anna, fields={"city": "杭州"}, version=1, at=NOON
        )
    assert conflict.value.theirs == {"city": "苏州"}
    assert Customer.objects.get().city == "苏州"


def test_two_editors_with_the_same_idea_do_not_disturb_each_other(cast):
    customer = make_customer(cast.anna, city="上海")
    for who in (cast.max, cast.anna):
        now = archive.update(
            customer, actor=who, fields={"city": "苏州"}, version=1, at=NOON
        )
    assert (now.city, now.version) == ("苏州", 2)


@pytest.mark.parametrize("version", [0, 7, 2**31 - 1])
def test_a_version_that_never_was_overwrites_nothing(cast, version):
    customer = make_customer(cast.anna, city="上海")
    with pytest.raises(Conflict):
        archive.update(
            customer, actor=cast.anna, fields={"city": "苏州"}, version=version, at=NOON
        )


def test_a_contact_moves_the_last_one_forward_and_never_back(cast):
    customer = make_customer(cast.anna, next_contact_on=TOMORROW)
    earlier = NOON - datetime.timedelta(days=3)
    archive.touch(customer, at=NOON, next_contact_on=None)
    archive.touch(customer, at=earlier)
    customer.refresh_from_db()
    assert (customer.last_contact_at, customer.next_contact_on) == (NOON, None)
    assert customer.version == 1


def test_planning_the_next_contact_is_written_once(cast):
    customer = make_customer(cast.anna)
    for _twice in range(2):
        archive.set_next_contact(customer, actor=cast.anna, on=TOMORROW, at=NOON)
    entries = AuditEntry.objects.filter(action="customer.next_contact_set")
    assert entries.get().changes == {"next_contact_on": [None, "2026-11-24"]}


def test_who_holds_work_about_a_customer_sees_him_as_his_own(cast):
    customer = make_customer(cast.anna)
    for _twice in range(2):
        archive.hold(customer, user=cast.dora, key="visits.visit:1")
    assert numbers.is_own(customer, cast.dora)
    assert archive.release(key="visits.visit:1") == 1
    assert archive.release(key="visits.visit:1") == 0
    assert not numbers.is_own(customer, cast.dora)
    assert not Hold.objects.exists()


def test_the_branch_follows_the_new_owner(cast):
    customer = make_customer(cast.anna)
    ownership.assign(customer, actor=cast.dan, owner=cast.dora, reason="搬家", at=NOON)
    assert (customer.owner, customer.branch, customer.version) == (
        cast.dora, cast.west, 2,
    )  # fmt: skip
    entry = last(customer)
    assert (entry.action, entry.reason) == ("customer.assigned", "搬家")
    assert entry.changes == {
        "owner": ["王安娜", "赵朵拉"], "branch": ["东城店", "西城店"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("owner", "reason", "field"),
    [("ben", " ", "reason"), ("anna", "x", "owner"), ("lia", "x", "owner")],
)
def test_an_owner_changes_with_a_reason_and_to_one_who_may_own(
    cast, owner, reason, field
):
    customer = make_customer(cast.anna)
    with pytest.raises(Refused) as refusal:
        ownership.assign(
            customer, actor=cast.max, owner=getattr(cast, owner), reason=reason, at=NOON
        )
    assert refusal.value.field == field
    assert Customer.objects.get().owner == cast.anna


def test_many_customers_change_hands_at_once_and_each_is_written(cast):
    for owner in (cast.anna, cast.ben, cast.anna):
        make_customer(owner)
    everyone = Customer.objects.all()
    moved = ownership.assign_all(
        everyone, actor=cast.max, owner=cast.ben, reason="离职", at=NOON
    )
    assert moved == 2
    assert set(Customer.objects.values_list("owner", flat=True)) == {cast.ben.pk}
    assert AuditEntry.objects.filter(action="customer.assigned").count() == 2


def test_a_contact_is_added_once_changed_and_removed_with_a_trace(cast):
    customer, key = make_customer(cast.anna), uuid.uuid4()
    for _twice in range(2):
        contact = make_contact(customer, name="刘会计", submission_key=key)
    contacts.edit(
        contact, actor=cast.anna, fields={"title": "会计"}, version=1, at=NOON
    )
    with pytest.raises(Conflict):
        contacts.edit(
            contact, actor=cast.anna, fields={"title": "出纳"}, version=1, at=NOON
        )
    for _twice in range(2):
        contacts.remove(contact, actor=cast.anna, at=NOON)
    told = AuditEntry.objects.filter(kind="customers.contact").order_by("pk")
    assert [entry.action for entry in told] == [
        "contact.added", "contact.updated", "contact.removed",
    ]  # fmt: skip
    assert not Contact.objects.exists()


def test_ones_own_numbers_need_no_reason_and_are_recorded(cast):
    customer = make_customer(cast.anna, phone="0571 8888 1234 转 802")
    shown = numbers.reveal(customer, actor=cast.anna, field="phone", at=NOON)
    assert shown.replace("ext.", "转") == "0571 8888 1234 转 802"
    entry = last(customer)
    assert (entry.action, entry.actor) == ("customer.revealed", cast.anna)
    assert entry.changes == {"phone": [None, None]}


def test_elsewhere_one_of_the_reasons_is_picked(cast):
    customer = make_customer(cast.anna, phone="13800138000")
    for reason in ("", "because"):
        with pytest.raises(Refused) as refusal:
            numbers.reveal(
                customer, actor=cast.max, field="phone", reason=reason, at=NOON
            )
        assert refusal.value.field == "reason"
    numbers.reveal(customer, actor=cast.max, field="phone", reason="COVER", at=NOON)
    assert last(customer).reason == "COVER"


def test_beyond_the_daily_limit_a_reason_is_asked_for_ones_own_too(cast, monkeypatch):
    monkeypatch.setattr(numbers, "REVEALS_A_DAY", 2)
    customer = make_customer(cast.anna, phone="13800138000")
    for _number in range(2):
        numbers.reveal(customer, actor=cast.anna, field="phone", at=NOON)
    with pytest.raises(Refused):
        numbers.reveal(customer, actor=cast.anna, field="phone", at=NOON)
    tomorrow = NOON + datetime.timedelta(days=1)
    numbers.reveal(customer, actor=cast.anna, field="phone", at=tomorrow)
    numbers.dial(customer, actor=cast.anna, at=NOON)


@pytest.mark.parametrize("field", ["name", "version", "owner_id", "_state", "wechat"])
def test_only_filled_personal_fields_can_be_revealed(cast, field):
    with pytest.raises(Refused):
        numbers.reveal(make_customer(cast.anna), actor=cast.anna, field=field, at=NOON)


def test_dialling_answers_with_the_link_and_is_recorded(cast):
    customer = make_customer(cast.anna, phone="138 0013 8000")
    assert numbers.dial(customer, actor=cast.anna, at=NOON) == "tel:+8613800138000"
    assert last(customer).action == "customer.dialled"
    with pytest.raises(Refused):
        numbers.dial(customer, actor=cast.max, at=NOON)
