"""Every bad file and cell says where, what and how to mend it; no half is stored."""

import pytest
from django.utils import translation

from accounts.choices import JobState
from customers import remarks
from customers.models import Customer, ImportBatch, ImportRow
from customers.tests import files
from customers.tests.importing import HEAD, checked, tried, uploaded, work

GOOD = [f"客户{n},139{n:08d},1985-06-01" for n in range(1, 4)]
MACROS = files.parts([["姓名"], ["王"]]) | {"xl/vbaProject.bin": b"\x00"}
BOMB = files.parts([["姓名"], ["王"]]) | {"xl/media/a.png": bytes(400 * 1024**2)}
LONG = "x" * 10 * 1024**2


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (files.csv(HEAD, *GOOD, f"李,{LONG},"), "CELL_TOO_LONG", ["5", "B"]),
        (
            files.xlsx([["姓名", "备注"], ["王", ""], ["李", "x" * 40_000]]),
            "CELL_TOO_LONG",
            ["3", "B"],
        ),
        (files.csv(HEAD, *["王,,"] * 300_000), "TOO_MANY_ROWS", ["50002", "50000"]),
        (files.packed(BOMB), "TOO_HEAVY", []),
        (files.packed(MACROS), "MACROS", [".xlsx"]),
        (files.csv(HEAD, *GOOD) + b"\xff\xff", "NO_TEXT", ["UTF-8"]),
        (files.csv(HEAD), "NO_ROWS", []),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "OLD_EXCEL", [".xlsx"]),
    ],
    ids=["long cell", "long cell of a workbook", "300,000 rows", "zip bomb", "macros",
         "no text", "no rows", "old workbook"],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_where_and_what_to_do(
    cast, content, code, told
):
    batch = uploaded(cast.nina, content)
    job = work(batch)
    assert (job.state, job.error) == (JobState.FAILED, code)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            said = remarks.fault(job)
        assert all(word in said for word in told), said
        assert "%(" not in said
    assert not ImportRow.objects.exists()
    assert not Customer.objects.exists()
    assert ImportBatch.objects.get().report == {}


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16", "utf-8-sig"])
def test_a_file_written_another_way_is_read_all_the_same(cast, encoding):
    batch = uploaded(cast.nina, files.csv(HEAD, *GOOD, encoding=encoding))
    assert work(batch).state == JobState.DONE
    assert batch.report["rows"] == len(GOOD)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("11/22", "no_year"),
        ("11月22日", "no_year"),
        ("22/11/1985", "no_date"),
        ("昨天", "no_date"),
        ("1985-02-30", "no_date"),
        ("2031-01-01", "future_date"),
        ("1799-01-01", "far_date"),
        ("31207", "serial"),
    ],
)
def test_a_wrong_day_names_row_column_and_cure(cast, cell, code):
    batch = checked(cast.nina, HEAD, f"王,13800138000,{cell}")
    row = ImportRow.objects.get(batch=batch)
    (said,) = row.remarks
    assert (row.number, said["column"], said["code"]) == (2, "生日", code)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert cell in remarks.problem(said)
            assert remarks.cure(said)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1985.11.22", "1985-11-22"),
        ("19851122", "1985-11-22"),
        ("1985/11/22", "1985-11-22"),
        ("1985年11月22日", "1985-11-22"),
        ("1985-11-22 00:00:00", "1985-11-22"),
        ("31373", "1985-11-22"),
    ],
)
def test_a_day_is_read_however_it_is_written(cast, cell, day):
    tried(cast.nina, cast.anna, HEAD, f"王,13800138000,{cell}")
    assert Customer.objects.get().birthday.isoformat() == day


def test_a_day_of_a_workbook_is_read_whether_excel_calls_it_one_or_not(cast):
    content = files.xlsx([["姓名", "手机", "生日"], ["王", 13800138000, 31373]])
    batch = uploaded(cast.nina, content)
    work(batch)
    assert batch.rows.get().cells == ["王", "13800138000", "31373"]


def test_ragged_rows_are_told_one_by_one_and_the_others_go_on(cast):
    batch = tried(cast.nina, cast.anna, HEAD, GOOD[0], "李", "张,1,,上海,多", GOOD[1])
    told = batch.rows.order_by("number").values_list("number", "state")
    assert list(told) == [
        (2, "CREATED"), (3, "CREATED"), (4, "ERROR"), (5, "CREATED"),
    ]  # fmt: skip
    (said,) = [
        one for one in batch.rows.get(number=4).remarks
        if one["code"] == "too_many_cells"
    ]  # fmt: skip
    assert "5" in remarks.problem(said)
