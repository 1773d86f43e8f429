"""What a person does with an import: upload, match, order, discard."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import AuditEntry, Job
from accounts.refused import Refused
from crm.testing.cast import NOON
from customers.choices import ImportStep
from customers.models import Customer, ImportBatch, ImportRow
from customers.services import imports
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
    batch = checked(cast.nina, cast.anna, HEAD, "李雷,13800138000,昨天")
    assert states(batch) == ["ERROR"]
    match(batch, cast.anna, 生日="")
    work(batch)
    assert states(batch) == ["PENDING"]
    assert codes(batch) == []


def test_nothing_is_imported_before_it_was_checked(cast):
    batch = read(cast.nina, HEAD, GOOD)
    with pytest.raises(Refused):
        imports.start(batch, actor=cast.nina, at=NOON)
    match(batch, cast.anna)
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
        match(batch, cast.ben)
    assert ImportBatch.objects.get().for_owner == cast.anna


def test_a_file_of_which_nothing_was_imported_can_be_forgotten(cast):
    batch = checked(cast.nina, cast.anna, HEAD, GOOD)
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
        ("import.finished", "nina"),
    ]
    assert AuditEntry.objects.last().changes == {"customers": [None, 1]}
