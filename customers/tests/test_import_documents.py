"""Registers of paper: what lies where, how long it is kept, found again, taken back."""

from datetime import date

import pytest

from accounts.choices import JobState
from accounts.models import AuditEntry, Grant
from accounts.permissions.actions import Can
from crm.testing.builders import make_customer
from customers.choices.imports import ImportKind
from customers.models import Customer, Document
from customers.tests.document_builders import file_document, retention_class
from customers.tests.importing import (
    by_nina,
    codes,
    read,
    started,
    states,
    undone,
    work,
)

HEAD = (
    "客户编码,题名,类型,文件编号,文件日期,有效期至,存放地点,柜号,盒号,保管期限,归档日期"
)
LIES = "东城店,A-2,18,合同与协议,2024-06-03"
ROW = f"KH000001,购车合同,合同,HT-1,2024-06-01,2027-06-01,{LIES}"
KIND = {"kind": ImportKind.DOCUMENTS}
imported = by_nina(**KIND)
OVERWRITE = {"known": "OVERWRITE"}


@pytest.fixture
def wang(cast) -> Customer:
    return make_customer(cast.anna, name="王小明", code="KH000001")


def test_a_row_is_a_paper_whose_scan_is_missing(cast, wang):
    batch = imported(cast, HEAD, ROW)
    paper = Document.objects.get()
    assert (states(batch), codes(batch)) == (["CREATED"], [])
    assert (paper.customer, paper.title, paper.kind) == (wang, "购车合同", "CONTRACT")
    assert (paper.number, paper.paper_at) == ("HT-1", cast.east)
    assert (paper.shelf, paper.box, paper.scan) == ("A-2", "18", "PAPER")
    assert paper.keep_until == date(2037, 6, 1)
    assert Document.objects.to_scan().get() == paper
    entry = AuditEntry.objects.get(action="document.filed")
    assert (entry.customer_id, entry.actor) == (wang.pk, cast.nina)
    assert entry.changes["retention"][1] in ("合同与协议", "Contracts and agreements")
    assert entry.changes["file"] == [None, "名单.csv"]


@pytest.mark.usefixtures("wang")
def test_the_day_it_was_filed_is_kept_and_counts_for_how_long(cast):
    row = "KH000001,身份证,证件复印件,,,,东城店,,,证件复印件,2019-03-02"
    imported(cast, HEAD, row)
    paper = Document.objects.get()
    assert paper.filed_at.astimezone().date() in (date(2019, 3, 1), date(2019, 3, 2))
    assert paper.keep_until == date(2020, 3, 2)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("KH000001,,合同,,,,东城店,,,合同与协议,", "no_title", "题名"),
        (",合同,合同,,,,东城店,,,合同与协议,", "missing", "客户编码"),
        ("KH999999,合同,合同,,,,东城店,,,合同与协议,", "no_customer", "客户编码"),
        ("KH000001,合同,诗,,,,东城店,,,合同与协议,", "no_word", "类型"),
        ("KH000001,合同,合同,,,,火星店,,,合同与协议,", "no_place", "存放地点"),
        ("KH000001,合同,合同,,,,,,,合同与协议,", "no_place", "存放地点"),
        ("KH000001,合同,合同,,,,东城店,,,永远,", "no_class", "保管期限"),
        ("KH000001,合同,合同,,,,东城店,,,,", "no_class", "保管期限"),
        (
            "KH000001,合同,合同,,2031-01-01,,东城店,,,合同与协议,",
            "future_date",
            "文件日期",
        ),
        ("KH000001,合同,合同,,,昨天,东城店,,,合同与协议,", "no_date", "有效期至"),
    ],
)
@pytest.mark.usefixtures("wang")
def test_what_keeps_a_row_out_names_row_and_column(cast, row, code, column):
    batch = imported(cast, HEAD, row)
    (said,) = batch.rows.get().remarks
    assert (states(batch), said["code"], said["column"]) == (["ERROR"], code, column)
    assert not Document.objects.exists()


@pytest.mark.usefixtures("wang")
def test_place_and_class_can_be_said_once_for_all_rows(client, cast):
    client.force_login(cast.nina)
    batch = read(cast.nina, "客户编码,题名", "KH000001,购车合同", **KIND)
    kept = retention_class("合同与协议")
    chosen = {"column_0": "of_code", "column_1": "document_title", "known": "SKIP"}
    chosen |= {"paper_at": cast.west.pk, "retention": kept.pk}
    assert client.get(f"/imports/{batch.pk}/match/").status_code == 200
    client.post(f"/imports/{batch.pk}/match/", chosen)
    work(batch)
    client.post(f"/imports/{batch.pk}/run/")
    work(batch)
    paper = Document.objects.get()
    assert (paper.paper_at, paper.retention, paper.kind) == (cast.west, kept, "OTHER")


@pytest.mark.usefixtures("wang")
def test_a_word_for_a_class_is_explained_and_read(client, cast):
    client.force_login(cast.nina)
    batch = imported(cast, HEAD, ROW.replace("合同与协议", "10年"))
    assert batch.report["unknown"] == {"retention": {"10年": 1}}
    kept = retention_class("合同与协议")
    client.post(f"/imports/{batch.pk}/words/", {"retention_0": kept.pk})
    work(batch)
    client.post(f"/imports/{batch.pk}/run/")
    work(batch)
    assert Document.objects.get().retention == kept


@pytest.mark.usefixtures("wang")
def test_a_document_of_the_register_is_found_again_and_moves(cast):
    imported(cast, HEAD, ROW)
    moved = ROW.replace("东城店,A-2,18", "西城店,C-7,3")
    assert codes(imported(cast, HEAD, moved)) == ["known_document"]
    batch = imported(cast, HEAD, moved, rules=OVERWRITE)
    paper = Document.objects.get()
    assert (paper.paper_at, paper.shelf, paper.box) == (cast.west, "C-7", "3")
    entry = AuditEntry.objects.get(action="document.updated")
    assert entry.changes["paper_at"] == ["东城店", "西城店"]
    undone(batch)
    paper.refresh_from_db()
    assert (paper.paper_at, paper.shelf) == (cast.east, "A-2")


def test_without_a_number_title_and_day_tell_it_again(cast, wang):
    file_document(wang, title="购车合同", dated_on=date(2024, 6, 1))
    heads = "客户编码,题名,文件日期,柜号"
    lines = ("KH000001,购车合同,2024-06-01,B-1", "KH000001,购车合同,2024-06-01,B-2")
    batch = imported(cast, heads, *lines, rules=OVERWRITE)
    assert (states(batch), codes(batch)) == (
        ["UPDATED", "DUPLICATE"],
        ["same_document"],
    )
    assert Document.objects.get().shelf == "B-1"


def test_a_scan_stays_a_scan_and_how_long_follows(cast, wang):
    scanned = file_document(wang, title="购车合同", dated_on=date(2024, 6, 1))
    Document.objects.filter(pk=scanned.pk).update(scan="SCANNED")
    heads = "客户编码,题名,文件日期,保管期限"
    row = "KH000001,购车合同,2024-06-01,维系记录"
    imported(cast, heads, row, rules=OVERWRITE)
    scanned.refresh_from_db()
    assert (scanned.scan, scanned.keep_until) == ("SCANNED", date(2027, 6, 1))


def test_papers_of_a_customer_out_of_reach_are_not_filed(cast):
    hers = make_customer(cast.dora)
    assert codes(imported(cast, HEAD, ROW.replace("KH000001", hers.code))) == [
        "no_customer"
    ]


@pytest.mark.usefixtures("wang")
def test_what_nobody_touched_is_taken_back(cast):
    other = ROW.replace("HT-1", "HT-2")
    batch = imported(cast, HEAD, ROW, other)
    Document.objects.filter(number="HT-2").update(version=2)
    undone(batch)
    assert (states(batch), codes(batch)) == (["UNDONE", "CREATED"], ["undo_touched"])
    assert Document.objects.get().number == "HT-2"
    assert AuditEntry.objects.filter(action="document.import_undone").count() == 1


@pytest.mark.usefixtures("wang")
def test_who_may_no_longer_keep_documents_imports_none(cast):
    batch = started(cast.nina, None, HEAD, ROW, **KIND)
    Grant.objects.filter(action=Can.KEEP_DOCUMENTS).delete()
    assert work(batch).state == JobState.FAILED
    assert not Document.objects.exists()


@pytest.mark.usefixtures("wang")
def test_a_chunk_costs_the_same_for_two_rows_as_for_twelve(cast, count_queries):
    costs = []
    for rows in (2, 12):
        lines = [ROW.replace("HT-1", f"{rows}-{n}") for n in range(rows)]
        batch = started(cast.nina, None, HEAD, *lines, **KIND)
        costs.append(count_queries(lambda batch=batch: work(batch)))
    assert costs[0] == costs[1]
