"""Who may ask for a file, who decides on it, and how long it lives."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.models import AuditEntry, Export, ExportedPerson, Grant, Notice, User
from accounts.refused import Refused
from accounts.services import exports as records
from accounts.services import jobs, people
from complaints.tests.complaint_builders import make_complaint
from crm.jobs import WORKS
from crm.services import exports
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from crm.tests.export_builders import (
    ABOUT_PERSONS,
    PHONE,
    asked,
    made,
    make,
    rows,
    standing_on,
    wish,
)
from customers.tests.asset_builders import VIN, make_asset

pytestmark = pytest.mark.usefixtures("media")


@pytest.mark.parametrize(
    ("wanted", "said", "why"),
    [
        ({"purpose": "MARKETING"}, {}, "by which way"),
        ({"purpose": "CARE", "channel": "SMS"}, {}, "by which way"),
        ({"purpose": "ANYTHING"}, {}, "a purpose"),
        ({"query": f"q={PHONE}"}, {}, "instead of a number"),
        ({"query": "q=京A·12345"}, {}, "instead of a number"),
        ({"query": f"q={VIN}"}, {}, "instead of a number"),
        ({"query": "q=" + "x" * 1100}, {}, "too many filters"),
        ({}, {"reason": "  "}, "at least two characters"),
        ({}, {"reason": "x"}, "at least two characters"),
        ({}, {"columns": []}, "at least one column"),
        ({}, {"columns": ["secret"]}, "at least one column"),
        ({}, {"format": "exe"}, "a format"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_leaves_nothing(cast, wanted, said, why):
    make_asset(make_customer(cast.anna, phone=PHONE), plate="京A12345", vin=VIN)
    with override("en"), pytest.raises(Refused, match=why):
        asked(cast.nina, wish(**wanted), **said)
    assert not Export.objects.exists()


@pytest.mark.parametrize("who", ["sam", "vera", "anna", "lia", "clara", "adam"])
def test_who_may_not_export_asks_in_vain(cast, who):
    make_customer(cast.anna)
    with pytest.raises(Refused):
        asked(getattr(cast, who))


def test_a_right_taken_away_meanwhile_stops_the_worker(cast):
    make_customer(cast.anna)
    export = asked(cast.nina)
    Grant.objects.filter(role__code="information", action="ASK_EXPORTS").delete()
    make(export)
    assert (export.state, export.job.error) == ("MAKING", "NO_RIGHT")
    assert export.is_broken


def test_who_left_meanwhile_gets_no_file(cast):
    make_customer(cast.anna)
    export = asked(cast.nina)
    people.deactivate(cast.nina, actor=cast.adam, at=NOON)
    make(export)
    assert (export.state, export.stored_as) == ("MAKING", "")
    assert export.job.error == "NO_RIGHT"


def test_who_may_only_ask_always_waits(cast):
    make_customer(cast.anna)
    assert asked(cast.carol).state == "ASKED"
    assert asked(cast.max).state == "MAKING"


def test_whom_nobody_names_needs_no_second_person(cast):
    make_complaint(cast.anna)
    make_complaint(cast.anna, customer=None)
    export = asked(cast.nina, wish("complaints"))
    assert (export.counted, export.state != "ASKED") == (2, True)


def test_nobody_decides_on_his_own_export(cast):
    make_customer(cast.anna)
    cast.carol.roles.add(*cast.dan.roles.all())
    carol = User.objects.get(pk=cast.carol.pk)
    export = asked(carol)
    with pytest.raises(Refused):
        records.decide(export, actor=carol, is_allowed=True, at=NOON)
    with pytest.raises(DatabaseError), transaction.atomic():
        Export.objects.filter(pk=export.pk).update(decided_by=carol)
    assert Export.objects.get().state == "ASKED"


def test_the_second_of_two_who_decide_is_refused(cast):
    make_customer(cast.anna)
    export = asked(cast.carol)
    stale = Export.objects.get(pk=export.pk)
    no = {"is_allowed": False, "remark": "没有必要"}
    records.decide(export, actor=cast.dan, at=NOON, **no)
    with pytest.raises(Refused):
        records.decide(stale, actor=cast.dan, is_allowed=True, at=NOON)
    assert Export.objects.get().state == "DENIED"
    assert Export.objects.get().job is None
    assert Notice.objects.get(kind="accounts.export_denied").user == cast.carol


def test_a_no_says_why(cast):
    make_customer(cast.anna)
    export = asked(cast.carol)
    with pytest.raises(Refused):
        records.decide(export, actor=cast.dan, is_allowed=False, at=NOON)


def test_what_was_taken_back_is_not_decided_any_more(cast):
    make_customer(cast.anna)
    export = asked(cast.carol)
    records.take_back(export, actor=cast.carol, at=NOON)
    with pytest.raises(Refused):
        records.decide(export, actor=cast.dan, is_allowed=True, at=NOON)
    with pytest.raises(Refused):
        records.take_back(export, actor=cast.carol, at=NOON)


def test_a_form_sent_twice_is_one_export(cast):
    make_customer(cast.anna)
    key = uuid.uuid4()
    assert asked(cast.nina, key=key) == asked(cast.nina, key=key)
    assert Export.objects.count() == 1
    assert AuditEntry.objects.filter(action="export.asked").count() == 1
    with pytest.raises(Refused):
        asked(cast.max, key=key)


def test_a_worker_that_is_told_twice_makes_one_file(cast):
    make_customer(cast.anna)
    export = made(cast.nina)
    assert not jobs.run(export.job_id, works=WORKS, clock=lambda: NOON)
    assert len(default_storage.listdir("exports")[1]) == 1


def test_a_file_that_broke_off_is_written_again_from_its_beginning(cast, monkeypatch):
    monkeypatch.setattr(exports, "CHUNK", 1)
    for name in "甲乙丙":
        make_customer(cast.anna, name=name)
    export, beats = asked(cast.nina), []

    def breaks(job, beat):
        def counted(done, total):
            beats.append(done)
            if done == 2:
                raise ZeroDivisionError
            beat(done, total)

        return exports.make(job, counted)

    works = {records.JOB: breaks}
    with pytest.raises(ZeroDivisionError):
        jobs.run(export.job_id, works=works, clock=lambda: NOON)
    assert beats == [1, 2]
    assert not default_storage.exists("exports")
    assert len(rows(make(export))) == 3
    assert export.persons.count() == 3


def test_every_download_is_counted_and_recorded(cast):
    customer = make_customer(cast.anna)
    export = made(cast.nina)
    for _ in range(2):
        exports.fetch(export, actor=cast.nina, at=NOON)
    export.refresh_from_db()
    assert export.download_count == 2
    assert AuditEntry.objects.filter(action="export.downloaded").count() == 2
    assert ExportedPerson.objects.summary(customer.pk) == {"files": 1, "downloads": 2}


def test_a_file_lives_seven_days_and_the_clock_deletes_it_once(cast):
    make_customer(cast.anna)
    export = made(cast.nina)
    file, last = export.stored_as, NOON + records.KEPT
    assert records.expire(at=last - timedelta(seconds=1)) == 0
    with pytest.raises(Refused):
        exports.fetch(export, actor=cast.nina, at=last)
    assert default_storage.exists(file)


@pytest.mark.django_db(transaction=False)
def test_the_clock_takes_the_file_away(cast, django_capture_on_commit_callbacks):
    make_customer(cast.anna)
    export = made(cast.nina)
    with django_capture_on_commit_callbacks(execute=True):
        assert records.expire(at=NOON + records.KEPT) == 1
    assert records.expire(at=NOON + records.KEPT) == 0
    assert not default_storage.exists(export.stored_as)
    assert Export.objects.get().state == "EXPIRED"


def test_files_a_crash_left_without_a_row_are_swept(cast):
    make_customer(cast.anna)
    export = made(cast.nina)
    default_storage.save("exports/left", ContentFile(b"x"))
    assert records.sweep(at=timezone.now() + timedelta(days=2)) == 1
    assert records.sweep(at=timezone.now() + timedelta(days=2)) == 0
    assert default_storage.exists(export.stored_as)


def test_writing_costs_the_same_queries_for_two_rows_as_for_twelve(cast, count_queries):
    costs = {slug: [] for slug in ABOUT_PERSONS}
    for more in (2, 10):
        for number in range(more):
            standing_on("doubles", cast.anna, f"客{more}{number}")
        for slug, found in costs.items():
            export = asked(cast.nina, wish(slug))
            found.append(count_queries(lambda export=export: make(export)))
    assert {slug: len(set(found)) for slug, found in costs.items()} == dict.fromkeys(
        ABOUT_PERSONS, 1
    )
