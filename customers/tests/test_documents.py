"""Documents: filed once, kept as long as they must be, shown to nobody else."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from accounts import audit
from accounts.models import AuditEntry
from accounts.permissions.actions import Can
from accounts.refused import Conflict, Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers import retention
from customers.models import Document, DocumentFile, RetentionClass
from customers.services import documents, removing
from customers.services import retention as retentions
from customers.tests.asset_builders import make_asset
from customers.tests.document_builders import file_document, pdf, retention_class
from customers.tests.purchase_builders import enter_purchase
from customers.uploads import checked

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(cast):
    return make_customer(cast.anna, name="王小明")


def upload(name="合同.pdf"):
    return checked(ContentFile(pdf()), name)


def stored(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("has_paper", "count", "scan"),
    [(True, 0, "PAPER"), (True, 1, "SCANNED"), (False, 2, "DIGITAL")],
)
def test_what_there_is_follows_from_what_was_filed(
    customer, cast, has_paper, count, scan
):
    paper = {"paper_at": cast.east if has_paper else None}
    document = file_document(customer, uploads=[upload()] * count, **paper)
    assert (document.scan, document.files.count()) == (scan, count)


def test_neither_paper_nor_file_is_refused(customer):
    with pytest.raises(Refused) as refusal:
        file_document(customer, paper_at=None)
    assert refusal.value.field == "paper_at"
    assert not Document.objects.exists()


def test_a_form_sent_twice_files_one_document_and_one_file(customer, cast, tmp_path):
    key = uuid.uuid4()
    told = {"uploads": [upload()], "submission_key": key}
    assert file_document(customer, **told) == file_document(customer, **told)
    assert len(stored(tmp_path)) == 1
    with pytest.raises(Refused):
        file_document(make_customer(cast.anna), **told)


def test_files_lie_private_under_names_that_say_nothing(customer, tmp_path):
    file_document(customer, uploads=[upload("王小明合同.pdf")])
    (path,) = stored(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert "王" not in str(path)


def test_a_filing_that_fails_leaves_neither_row_nor_file(
    customer, tmp_path, monkeypatch
):
    def fail(*_args, **_told):
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        file_document(customer, uploads=[upload()])
    assert not Document.objects.exists()
    assert stored(tmp_path) == []


def test_more_than_five_files_are_refused_and_none_is_left(customer, cast, tmp_path):
    document = file_document(customer, uploads=[upload()] * 4)
    with pytest.raises(Refused):
        documents.edit(
            document, uploads=[upload()] * 2, actor=cast.anna, fields={}, version=1,
            at=NOON,
        )  # fmt: skip
    assert len(stored(tmp_path)) == document.files.count() == 4


def test_a_paper_that_is_scanned_later_is_to_scan_no_more(customer, cast):
    document = file_document(customer)
    assert Document.objects.to_scan().get() == document
    documents.edit(
        document, uploads=[upload()], actor=cast.anna, fields={}, version=1, at=NOON
    )
    assert not Document.objects.to_scan().exists()
    entry = AuditEntry.objects.get(action="document.updated")
    assert entry.changes == {"files": [0, 1]}


def test_two_editors_meet(customer, cast):
    document = file_document(customer)
    told = {"actor": cast.anna, "version": 1, "at": NOON}
    documents.edit(document, fields={"box": "12"}, **told)
    documents.edit(document, fields={"shelf": "A3"}, **told)
    with pytest.raises(Conflict) as conflict:
        documents.edit(document, fields={"box": "99"}, **told)
    assert conflict.value.theirs == {"box": "12"}
    now = Document.objects.get()
    assert (now.shelf, now.box, now.version) == ("A3", "12", 3)


def test_it_is_linked_to_the_customers_own_things_alone(customer, cast):
    other = make_customer(cast.anna)
    mine = {"asset": make_asset(customer), "purchase": enter_purchase(customer)}
    theirs = {"asset": make_asset(other), "purchase": enter_purchase(other)}
    file_document(customer, **mine)
    for name, linked in theirs.items():
        with pytest.raises(Refused) as refusal:
            file_document(customer, **{name: linked})
        assert refusal.value.field == name
    assert Document.objects.count() == 1


def test_removed_is_a_state_with_a_reason_and_can_be_put_back(customer, cast, tmp_path):
    document = file_document(customer, uploads=[upload()])
    gone = {"actor": cast.anna, "reason": "归错客户", "at": NOON}
    documents.remove(document, **gone)
    documents.remove(document, **gone)
    now = Document.objects.get()
    assert (now.state, now.removal_reason) == ("REMOVED", "归错客户")
    assert len(stored(tmp_path)) == 1
    entry = AuditEntry.objects.get(action="document.removed")
    assert (entry.reason, entry.customer_id) == ("归错客户", customer.pk)
    with pytest.raises(Refused):
        documents.edit(now, actor=cast.anna, fields={}, version=2, at=NOON)
    documents.restore(now, actor=cast.anna, at=NOON)
    assert Document.objects.kept().get() == document


@pytest.mark.parametrize(
    ("starts", "expected"),
    [("DATED", date(2034, 2, 28)), ("EXPIRY", None), ("FILED", date(2036, 11, 23))],
)
def test_retention_counts_from_the_day_its_class_says(starts, expected):
    days = {"dated": date(2024, 2, 29), "expiry": None, "filed": NOON.date()}
    assert retention.keep_until(starts, 10, **days) == expected


@pytest.mark.parametrize("starts", ["DATED", "EXPIRY", "FILED"])
def test_a_class_that_changes_moves_the_day_of_its_documents(customer, cast, starts):
    days = {"dated_on": date(2024, 2, 29), "valid_until": date(2028, 2, 29)}
    document = file_document(customer, **days)
    other = file_document(customer, retention=retention_class("维系记录"), **days)
    kept_so_far = other.keep_until
    new = {"years": 3, "starts": starts}
    told = {"actor": cast.nina, "fields": new, "version": 1, "at": NOON}
    retentions.edit(document.retention, **told)
    document.refresh_from_db()
    told = {"dated": days["dated_on"], "expiry": days["valid_until"]}
    until = retention.keep_until(starts, 3, filed=NOON.date(), **told)
    assert document.keep_until == until
    other.refresh_from_db()
    assert other.keep_until == kept_so_far
    assert document.version == 1
    assert AuditEntry.objects.filter(action="retention.updated").count() == 1


def test_shipped_classes_are_there_and_two_editors_of_one_meet(cast):
    assert RetentionClass.objects.count() == 6
    kept = retention_class()
    told = {"actor": cast.nina, "version": 1, "at": NOON}
    retentions.edit(kept, fields={"years": 15}, **told)
    with pytest.raises(Conflict):
        retentions.edit(kept, fields={"years": 20}, **told)
    retentions.add(actor=cast.nina, at=NOON, name_zh="保险单", name_en="Policies",
                   years=5, starts="EXPIRY")  # fmt: skip
    assert RetentionClass.objects.count() == 7


def test_files_a_crash_left_are_swept_and_others_stay(customer, tmp_path):
    file_document(customer, uploads=[upload()])
    default_storage.save("documents/ab/left.pdf", ContentFile(b"x"))
    assert documents.sweep(at=NOON - timedelta(days=9)) == 0
    later = NOON + timedelta(days=9)
    assert documents.sweep(at=later) == 1
    assert documents.sweep(at=later) == 0
    assert default_storage.exists(DocumentFile.objects.get().stored_as)


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"kind": "POEM"}, {"scan": "LOST"}, {"paper_at": None},
              {"state": "REMOVED"}, {"removal_reason": "错"}]
)  # fmt: skip
def test_what_cannot_be_is_refused_by_the_database(customer, wrong):
    document = file_document(customer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**wrong)


def test_a_change_sent_twice_adds_its_files_once(customer, cast, tmp_path):
    document = file_document(customer)
    for _ in range(2):
        documents.edit(
            document, uploads=[upload()], actor=cast.anna, fields={"title": "合同"},
            version=1, at=NOON,
        )  # fmt: skip
    assert document.files.count() == len(stored(tmp_path)) == 1


def test_what_who_is_in_the_recycle_bin_left_stands_in_no_register(customer, cast):
    file_document(customer)
    assert Document.objects.for_user(cast.max, Can.SEE_DOCUMENTS).exists()
    removing.remove(customer, actor=cast.max, reason="误录", at=NOON)
    assert not Document.objects.for_user(cast.max, Can.SEE_DOCUMENTS).exists()
