"""An import is taken back where nobody has worked on what it brought."""

from datetime import timedelta

import pytest

from accounts.choices import JobState
from accounts.models import AuditEntry, Grant, Job
from accounts.permissions.actions import Can
from accounts.refused import Refused
from crm.testing.builders import make_contact, make_customer, make_plan
from crm.testing.cast import NOON
from customers.choices.imports import ImportKind, ImportStep
from customers.models import Contact, Customer, ImportBatch, ImportRow, Origin
from customers.services import archive, import_work, imports, ownership
from customers.services.reading import record_view
from customers.tests.importing import (
    GOOD,
    HEAD,
    broken_off,
    by_nina,
    codes,
    done,
    gone_on,
    started,
    states,
    undone,
    work,
)

KEYED = "编号,姓名,手机,城市"
OVERWRITE = {"known": "OVERWRITE"}
LATER = NOON + timedelta(days=7)


def test_customers_nobody_touched_are_gone_and_history_keeps_them(cast):
    heads = f"{HEAD},联系人,创建人"
    batch = done(cast.nina, cast.anna, heads, f"{GOOD},李经理,张伟")
    gone = Customer.objects.get()
    undone(batch)
    assert not Customer.objects.exists()
    assert not Contact.objects.exists()
    assert not Origin.objects.exists()
    assert (batch.step, states(batch)) == (ImportStep.UNDONE, ["UNDONE"])
    past = Customer.pgh_event_model.objects.filter(pgh_obj_id=gone.pk)
    assert past.filter(pgh_label="delete").exists()
    entry = AuditEntry.objects.get(action="customer.import_undone")
    assert (entry.actor, entry.customer_id) == (cast.nina, gone.pk)
    last = AuditEntry.objects.get(action="import.undone")
    assert last.changes == {"rows": [None, 1], "stays": [None, 0]}


def test_the_same_file_can_be_imported_anew_afterwards(cast):
    undone(done(cast.nina, cast.anna, HEAD, GOOD))
    batch = done(cast.nina, cast.anna, HEAD, GOOD)
    assert (states(batch), Customer.objects.count()) == (["CREATED"], 1)


def test_known_customers_are_as_they_were(cast):
    done(cast.nina, cast.anna, KEYED, "A1,王,138 0013 8000,上海")
    batch = done(cast.nina, cast.anna, KEYED, "A1,李,13900139000,苏州", rules=OVERWRITE)
    undone(batch)
    now = Customer.objects.get()
    assert (now.name, now.city, now.phone, now.phone_raw) == (
        "王", "上海", "+8613800138000", "138 0013 8000",
    )  # fmt: skip
    assert now.version == 3
    assert Customer.objects.search("13800138000").get() == now
    assert states(batch) == ["UNDONE"]


def edited(customer, actor):
    told = {"version": customer.version, "fields": {"city": "南京"}}
    archive.update(customer, actor=actor, at=NOON, **told)


def visited(customer, actor):
    make_plan(actor, customer=customer)


def given_a_contact(customer, actor):
    make_contact(customer, actor=actor)


def planned(customer, actor):
    archive.set_next_contact(customer, actor=actor, on=NOON.date(), at=NOON)


@pytest.mark.parametrize("work_on", [edited, visited, given_a_contact, planned])
def test_what_somebody_worked_on_stays_and_is_listed(cast, work_on):
    batch = done(cast.nina, cast.anna, HEAD, GOOD, "李雷,13900139000,")
    touched = Customer.objects.get(name="王小明")
    work_on(touched, cast.anna)
    undone(batch)
    assert Customer.objects.get() == touched
    assert states(batch) == ["CREATED", "UNDONE"]
    assert codes(batch) == ["undo_touched"]


@pytest.mark.parametrize(
    ("kind", "heads", "row"),
    [
        (ImportKind.CONTACTS, "客户编码,姓名", "KH000001,李经理"),
        (ImportKind.ASSETS, "客户编码,型号,车牌", "KH000001,途观,沪A12345"),
        (
            ImportKind.DOCUMENTS,
            "客户编码,题名,存放地点,保管期限",
            "KH000001,合同,东城店,合同与协议",
        ),
    ],
)
def test_what_is_of_a_customer_out_of_reach_by_now_stays(cast, kind, heads, row):
    wang = make_customer(cast.anna, code="KH000001")
    batch = by_nina(kind)(cast, heads, row)
    assert states(batch) == ["CREATED"]
    told = {"owner": cast.dora, "reason": "搬家", "at": NOON}
    ownership.assign(wang, actor=cast.max, **told)
    undone(batch)
    assert (states(batch), codes(batch)) == (["CREATED"], ["undo_touched"])


def test_who_was_only_looked_at_was_not_touched(cast):
    batch = done(cast.nina, cast.anna, HEAD, GOOD)
    record_view(Customer.objects.get(), actor=cast.max, at=NOON)
    undone(batch)
    assert not Customer.objects.exists()


def test_a_known_customer_edited_since_keeps_what_stands(cast):
    done(cast.nina, cast.anna, KEYED, "A1,王,13800138000,上海")
    batch = done(cast.nina, cast.anna, KEYED, "A1,王,13800138000,苏州", rules=OVERWRITE)
    edited(Customer.objects.get(), cast.anna)
    undone(batch)
    assert Customer.objects.get().city == "南京"
    assert codes(batch) == ["undo_touched"]


def test_a_customer_somebody_may_no_longer_edit_stays(cast):
    batch = done(cast.nina, cast.anna, HEAD, GOOD)
    Customer.objects.update(owner=cast.dora, branch=cast.west)
    undone(batch)
    assert codes(batch) == ["undo_touched"]


def test_after_seven_days_it_is_too_late(cast):
    batch = done(cast.nina, cast.anna, HEAD, GOOD)
    with pytest.raises(Refused):
        imports.undo(batch, actor=cast.nina, at=LATER + timedelta(seconds=1))
    batch.refresh_from_db()
    assert batch.step == ImportStep.DONE
    undone(batch, at=LATER)
    assert not Customer.objects.exists()


def test_it_is_taken_back_once(cast):
    batch = done(cast.nina, cast.anna, HEAD, GOOD)
    imports.undo(batch, actor=cast.nina, at=NOON)
    with pytest.raises(Refused):
        imports.undo(batch, actor=cast.nina, at=NOON)
    work(batch)
    with pytest.raises(Refused):
        imports.undo(batch, actor=cast.nina, at=NOON)


def test_only_what_is_imported_is_taken_back(cast):
    batch = started(cast.nina, cast.anna, HEAD, GOOD)
    with pytest.raises(Refused):
        imports.undo(batch, actor=cast.nina, at=NOON)
    assert ImportBatch.objects.get().step == ImportStep.RUNNING


def test_a_right_taken_away_bites_before_the_first_row(cast):
    batch = done(cast.nina, cast.anna, HEAD, GOOD)
    imports.undo(batch, actor=cast.nina, at=NOON)
    Grant.objects.filter(action=Can.IMPORT_CUSTOMERS).delete()
    assert work(batch).state == JobState.FAILED
    assert Customer.objects.exists()


@pytest.mark.parametrize("chunks", [0, 1, 2])
def test_taking_back_that_broke_off_goes_on(cast, monkeypatch, chunks):
    monkeypatch.setattr(import_work, "UNDO_CHUNK", 10)
    names = [f"客户{n},139{n:08d}," for n in range(25)]
    batch = done(cast.nina, cast.anna, HEAD, *names)
    stranger = make_customer(cast.ben, phone="13700137000")
    imports.undo(batch, actor=cast.nina, at=NOON)
    broken_off(batch, import_work.undo, chunks)
    assert Customer.objects.count() == 26 - chunks * 10
    assert gone_on(batch)
    assert Job.objects.get(pk=batch.job_id).state == JobState.DONE
    assert Customer.objects.get() == stranger
    assert set(states(batch)) == {"UNDONE"}
    assert ImportRow.objects.filter(customer__isnull=False).count() == 0
