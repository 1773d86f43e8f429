"""What a person does with an import: upload, match, order, discard."""

import os
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.choices import JobState
from accounts.models import AuditEntry, Job
from accounts.refused import Refused
from crm.testing.cast import NOON
from customers.choices.imports import ImportStep
from customers.models import Customer, ImportBatch, ImportRow
from customers.services import imports
from customers.tasks import sweep_imports
from customers.tests import files
from customers.tests.importing import (
    GOOD,
    HEAD,
    checked,
    codes,
    done,
    match,
    read,
    started,
    states,
    uploaded,
    work,
)


def test_an_uploaded_file_lies_where_no_address_leads_until_it_is_read(
    cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        batch = uploaded(cast.nina, files.csv(HEAD, GOOD), name="../../客户.csv")
        assert default_storage.exists(batch.stored_as)
        assert "客户" not in batch.stored_as
        assert batch.file_name == "客户.csv"
        work(batch)
    assert batch.step == ImportStep.MAPPING
    assert not default_storage.exists(batch.stored_as)


def test_an_upload_sent_twice_is_one_import(cast):
    first = uploaded(cast.nina, files.csv(HEAD, GOOD))
    again = imports.upload(
        SimpleUploadedFile("名单.csv", b"x"),
        actor=cast.nina,
        submission_key=first.submission_key,
        at=NOON,
    )
    assert again == first
    assert Job.objects.count() == 1


def test_a_corrected_matching_is_checked_anew(cast):
    batch = checked(cast.nina, HEAD, "李雷,13800138000,昨天")
    assert states(batch) == ["ERROR"]
    match(batch, 生日="")
    work(batch)
    assert states(batch) == ["PENDING"]
    assert codes(batch) == []


def test_nothing_is_imported_before_it_was_checked(cast):
    batch = read(cast.nina, HEAD, GOOD)
    with pytest.raises(Refused):
        imports.start(batch, actor=cast.nina, at=NOON)
    match(batch)
    with pytest.raises(Refused):
        imports.start(batch, actor=cast.nina, at=NOON)
    assert ImportBatch.objects.get().step == ImportStep.CHECKING


def test_an_import_ordered_twice_runs_once(cast):
    batch = started(cast.nina, cast.anna, HEAD, GOOD)
    with pytest.raises(Refused, match="at work|处理"):
        imports.start(batch, actor=cast.nina, at=NOON)
    work(batch)
    with pytest.raises(Refused):
        imports.start(batch, actor=cast.nina, at=NOON)
    assert Customer.objects.count() == 1


def test_columns_stand_once_the_import_has_begun(cast):
    batch = done(cast.nina, cast.anna, HEAD, GOOD)
    with pytest.raises(Refused):
        match(batch)
    assert ImportBatch.objects.get().for_owner == cast.anna


def test_a_file_of_which_nothing_was_imported_can_be_forgotten(cast):
    batch = checked(cast.nina, HEAD, GOOD)
    imports.discard(batch, actor=cast.nina, at=NOON)
    assert not ImportBatch.objects.exists()
    assert not ImportRow.objects.exists()
    kept = done(cast.nina, cast.anna, HEAD, GOOD)
    with pytest.raises(Refused):
        imports.discard(kept, actor=cast.nina, at=NOON)
    assert ImportRow.objects.count() == 1


def test_the_trail_tells_the_whole_import(cast):
    done(cast.nina, cast.anna, HEAD, GOOD)
    told = AuditEntry.objects.order_by("pk").values_list("action", "actor__username")
    assert list(told) == [
        ("import.uploaded", "nina"),
        ("import.matched", "nina"),
        ("import.started", "nina"),
        ("customer.imported", "nina"),
        ("import.finished", "nina"),
    ]
    assert AuditEntry.objects.last().changes == {"customers": [None, 1]}


def stored_as(batch, *, made_at) -> str:
    """Let the stored file have been written at `made_at`."""
    os.utime(default_storage.path(batch.stored_as), (made_at.timestamp(),) * 2)
    return batch.stored_as


def test_a_file_whose_upload_was_rolled_back_is_swept_after_a_day(cast):
    left = uploaded(cast.nina, files.csv(HEAD, GOOD))
    waiting = uploaded(cast.nina, files.csv(HEAD, GOOD))
    orphan = stored_as(left, made_at=NOON)
    kept = stored_as(waiting, made_at=NOON)
    ImportBatch.objects.filter(pk=left.pk).delete()

    assert imports.sweep(at=NOON + timedelta(hours=23)) == 0
    assert imports.sweep(at=NOON + timedelta(hours=25)) == 1
    assert imports.sweep(at=NOON + timedelta(hours=25)) == 0

    assert not default_storage.exists(orphan)
    assert default_storage.exists(kept)


def test_a_file_that_could_not_be_read_goes_and_the_import_still_says_why(cast):
    batch = uploaded(cast.nina, b"MZ\x90\x00\x03")
    assert work(batch).state == JobState.FAILED
    name = stored_as(batch, made_at=NOON)
    assert imports.sweep(at=NOON + timedelta(days=2)) == 1
    assert not default_storage.exists(name)
    assert ImportBatch.objects.get().job.error == "NO_TEXT"


def test_a_file_a_job_still_waits_for_stays_however_old(cast):
    name = stored_as(uploaded(cast.nina, files.csv(HEAD, GOOD)), made_at=NOON)
    assert imports.sweep(at=NOON + timedelta(days=30)) == 0
    assert default_storage.exists(name)


def test_a_file_that_was_read_and_not_deleted_is_swept(cast):
    batch = read(cast.nina, HEAD, GOOD)
    name = stored_as(batch, made_at=NOON)
    assert imports.sweep(at=NOON + timedelta(days=2)) == 1
    assert not default_storage.exists(name)


def test_the_clock_sweeps_uploads_also_before_the_first(settings, db):
    asked = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert sweep_imports.name in asked
    assert sweep_imports() == 0
