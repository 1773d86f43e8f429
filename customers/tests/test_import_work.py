"""What a worker does with an import: every row once, whatever breaks off."""

from datetime import date

import pytest

from accounts.choices import JobState
from accounts.models import AuditEntry, Grant, Job
from accounts.permissions.actions import Can
from accounts.services import jobs
from crm.jobs import WORKS
from crm.testing.builders import make_contact, make_customer
from crm.testing.cast import NOON
from customers.choices.imports import ImportStep, RowState
from customers.models import Contact, Customer, ImportBatch, ImportRow
from customers.services import import_work, imports
from customers.tests import files
from customers.tests.importing import (
    GOOD,
    HEAD,
    broken_off,
    checked,
    codes,
    done,
    gone_on,
    match,
    started,
    states,
    uploaded,
    work,
)


def test_a_file_that_cannot_be_read_fails_in_words(cast):
    batch = uploaded(cast.nina, b"MZ\x90\x00\x03")
    job = work(batch)
    assert (job.state, job.error) == (JobState.FAILED, "NO_TEXT")
    assert batch.step == ImportStep.READING
    assert not ImportRow.objects.exists()


def test_reading_that_broke_off_goes_on_without_a_double_row(cast, monkeypatch):
    monkeypatch.setattr(import_work, "READ_CHUNK", 2)
    batch = uploaded(cast.nina, files.csv(HEAD, *[GOOD] * 7))
    beats = []

    def killed(done, total):
        beats.append(done)
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_work.read(batch.job or Job.objects.get(), killed)
    assert ImportRow.objects.count() == 4
    work(batch)
    rows = ImportRow.objects.order_by("number").values_list("number", flat=True)
    assert list(rows) == [2, 3, 4, 5, 6, 7, 8]


def test_the_check_says_what_would_become_of_each_row_and_imports_none(cast):
    batch = checked(cast.nina, HEAD, GOOD, "李雷,1,昨天", ",139,", "韩梅,6234567,")
    assert states(batch) == ["PENDING", "ERROR", "ERROR", "WARNING"]
    assert batch.step == ImportStep.CHECKED
    assert batch.report["columns"]["手机"] == {"filled": 4, "empty": 0, "unclear": 3}
    assert batch.report["columns"]["生日"] == {"filled": 2, "empty": 2, "unclear": 1}
    assert batch.report["states"] == {"PENDING": 1, "ERROR": 2, "WARNING": 1}
    assert not Customer.objects.exists()


def test_rows_that_are_in_the_archive_already_are_left_alone(cast):
    known = make_customer(cast.anna, phone="13800138000")
    other = make_customer(cast.dora)
    make_contact(other, phone="13900139000", actor=cast.dora)
    batch = checked(cast.nina, HEAD, GOOD, "李雷,139-0013-9000,", "韩梅,13700137000,")
    assert states(batch) == ["DUPLICATE", "DUPLICATE", "PENDING"]
    assert codes(batch) == ["known_phone", "known_phone"]
    rows = ImportRow.objects.filter(state=RowState.DUPLICATE).order_by("number")
    assert [row.customer for row in rows] == [known, other]


def test_of_two_rows_with_one_number_the_first_is_imported(cast):
    batch = done(cast.nina, cast.anna, HEAD, GOOD, "王小明,+86 138 0013 8000,")
    assert states(batch) == ["CREATED", "DUPLICATE"]
    assert codes(batch) == ["same_phone"]
    assert Customer.objects.count() == 1


def test_of_two_rows_with_one_key_the_first_is_imported(cast):
    batch = done(cast.nina, cast.anna, "姓名,编号", "王,A1", "李,A1", "张,A2")
    assert states(batch) == ["CREATED", "DUPLICATE", "CREATED"]
    keys = Customer.objects.order_by("external_key").values_list("external_key")
    assert [key for (key,) in keys] == ["A1", "A2"]


def test_a_row_becomes_a_customer_by_the_rules_of_the_archive(cast):
    lines = (
        "姓名,手机,类型,等级,城市,联系人,联系人电话,生日,下次联系,编号,备注",
        "远帆公司,138 0013 8000,公司,A,苏州,李经理,021-62345678,,2026-12-01,A1,好",
    )
    batch = done(cast.nina, cast.anna, *lines)
    customer = Customer.objects.get()
    assert (customer.name, customer.kind, customer.tier) == (
        "远帆公司",
        "ORGANISATION",
        "A",
    )
    assert (customer.phone, customer.phone_raw) == ("+8613800138000", "138 0013 8000")
    assert (customer.owner, customer.branch) == (cast.anna, cast.east)
    assert (customer.created_by, customer.source) == (cast.nina, "IMPORT")
    assert (customer.code[:2], customer.name_key[:4]) == ("KH", "yuan")
    assert customer.next_contact_on == date(2026, 12, 1)
    assert (customer.external_source, customer.external_key) == ("import", "A1")
    assert Customer.objects.search("yuanfan").get() == customer
    contact = Contact.objects.get()
    assert (contact.name, contact.phone) == ("李经理", "+862162345678")
    assert ImportRow.objects.get().customer == customer
    assert batch.step == ImportStep.DONE


def test_the_same_file_again_imports_nothing_new(cast):
    lines = (HEAD, GOOD, "没有电话,,", "没有电话,,", "李雷,13900139000,")
    first = done(cast.nina, cast.anna, *lines)
    assert states(first) == ["CREATED"] * 4
    again = checked(cast.nina, *lines)
    assert states(again) == ["DUPLICATE"] * 4
    assert set(codes(again)) == {"known_row"}
    assert Customer.objects.count() == 4
    assert ImportBatch.objects.same_file_before(again).get() == first


def test_a_customer_made_between_check_and_import_is_not_made_twice(cast):
    batch = started(cast.nina, cast.anna, HEAD, GOOD)
    make_customer(cast.ben, phone="13800138000")
    work(batch)
    assert states(batch) == ["DUPLICATE"]
    assert Customer.objects.count() == 1


def test_a_column_can_name_the_owner_within_what_the_importer_may(cast):
    batch = done(
        cast.nina,
        cast.anna,
        "姓名,负责人",
        "一,ben",
        "二,王安娜",
        "三,dora",
        "四,",
        "五,nina",
    )
    rows = ImportRow.objects.order_by("number")
    assert [row.customer and row.customer.owner for row in rows] == [
        cast.ben, cast.anna, None, cast.anna, cast.nina,
    ]  # fmt: skip
    assert states(batch)[2] == "ERROR"


@pytest.mark.parametrize("chunks", [0, 1, 2, 3])
def test_an_import_that_broke_off_goes_on_and_every_row_is_imported_once(
    cast, monkeypatch, chunks
):
    monkeypatch.setattr(import_work, "RUN_CHUNK", 10)
    names = [f"客户{n},139{n:08d}," for n in range(25)]
    batch = started(cast.nina, cast.anna, HEAD, *names)
    broken_off(batch, import_work.run, chunks)
    assert Customer.objects.count() == min(chunks * 10, 25)

    assert gone_on(batch)
    assert not gone_on(batch)
    assert states(batch) == ["CREATED"] * 25
    assert Customer.objects.values("phone").distinct().count() == 25
    assert Customer.objects.count() == 25
    assert AuditEntry.objects.filter(action="import.finished").count() == 1


def test_work_whose_end_was_not_heard_of_is_not_done_again(cast):
    batch = uploaded(cast.nina, files.csv(HEAD, GOOD))
    orders = [
        lambda: None,
        lambda: match(batch),
        lambda: imports.start(batch, actor=cast.nina, owner=cast.anna, at=NOON),
    ]
    for order in orders:
        order()
        batch.refresh_from_db()
        claimed = jobs.claim(batch.job_id, at=NOON)
        for _ in range(2):
            WORKS[claimed.kind](claimed, lambda done, total: None)
        gone_on(batch)
        batch.refresh_from_db()
    assert Customer.objects.count() == ImportRow.objects.count() == 1
    assert AuditEntry.objects.filter(action="import.finished").count() == 1


def test_a_cancelled_import_keeps_whole_chunks_and_can_go_on(cast, monkeypatch):
    monkeypatch.setattr(import_work, "RUN_CHUNK", 10)
    names = [f"客户{n},139{n:08d}," for n in range(25)]
    batch = started(cast.nina, cast.anna, HEAD, *names)
    batch.refresh_from_db()
    original = import_work.one_at_a_time

    def cancel_meanwhile(*keys):
        Job.objects.filter(pk=batch.job_id).update(cancel_asked=True)
        return original(*keys)

    monkeypatch.setattr(import_work, "one_at_a_time", cancel_meanwhile)
    job = work(batch)
    assert (job.state, Customer.objects.count()) == (JobState.CANCELLED, 10)
    monkeypatch.setattr(import_work, "one_at_a_time", original)
    imports.start(batch, actor=cast.nina, at=NOON)
    work(batch)
    assert (batch.step, Customer.objects.count()) == (ImportStep.DONE, 25)


def test_a_right_taken_away_bites_before_the_first_row(cast):
    batch = started(cast.nina, cast.anna, HEAD, GOOD)
    Grant.objects.filter(action=Can.IMPORT_CUSTOMERS).delete()
    job = work(batch)
    assert (job.state, job.error) == (JobState.FAILED, "NOT_ALLOWED")
    assert not Customer.objects.exists()


def test_a_chunk_costs_the_same_for_two_rows_as_for_twelve(cast, count_queries):
    costs = []
    for rows in (2, 12):
        names = [f"客户{rows}{n},139{rows:04d}{n:04d}," for n in range(rows)]
        batch = started(cast.nina, cast.anna, HEAD, *names)
        costs.append(count_queries(lambda batch=batch: work(batch)))
    assert costs[0] == costs[1]
