"""Files of spreadsheets: what stands in them, and that nothing of it runs."""

import csv
import zipfile
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from accounts import sheets

HEAD = ["名称", "Value"]
RUNNING = [
    "=1+1", "+1", "-1+2", "@SUM(A1)", "|calc", "＝1+1", "＋1", "－1", "＠a", " =1",
    "\u3000=1", "\u00a0=1", "\t=1", "\r=1", "\n=1", "\u200b=1", "=cmd|' /C calc'!A0",
]  # fmt: skip


@pytest.fixture
def path(tmp_path):
    return tmp_path / "file"


def of_csv(path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def of_xlsx(path) -> list[list]:
    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()


def test_excel_reads_the_chinese_of_a_csv(path):
    assert sheets.write(path, "csv", "水印", HEAD, [["王小明", 3]]) == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert of_csv(path) == [["水印"], HEAD, ["王小明", "3"]]


@pytest.mark.parametrize("cell", RUNNING, ids=ascii)
def test_no_cell_of_a_csv_runs(path, cell):
    sheets.write(path, "csv", cell, [cell], [[cell]])
    written = [row[0] for row in of_csv(path)]
    assert written == [f"'{cell}"] * 3


@pytest.mark.parametrize("cell", RUNNING, ids=ascii)
def test_no_cell_of_an_xlsx_runs(path, cell):
    sheets.write(path, "xlsx", cell, [cell], [[cell]])
    page = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert page.count('t="inlineStr"') == 3
    assert "<f>" not in page


def test_a_link_or_a_number_in_a_text_stays_text(path):
    sheets.write(path, "xlsx", "", HEAD, [["http://example.cn", "0138"]])
    page = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert "hyperlink" not in page
    assert of_xlsx(path)[-1] == ["http://example.cn", "0138"]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_numbers_stay_numbers_be_they_below_nothing(path, format):
    sheets.write(path, format, "", HEAD, [[Decimal("-12.50"), 7]])
    row = (of_csv if format == "csv" else of_xlsx)(path)[-1]
    assert [float(cell) for cell in row] == [-12.5, 7]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_list_without_rows_is_a_file_with_headings(path, format):
    assert sheets.write(path, format, "x", HEAD, []) == 0
    assert (of_csv if format == "csv" else of_xlsx)(path)[1] == HEAD


def test_what_one_sheet_cannot_hold_goes_on_in_the_next(path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    rows = [[f"r{number}", number] for number in range(5)]
    assert sheets.write(path, "xlsx", "x", HEAD, iter(rows)) == 5
    with path.open("rb") as file:
        book = CalamineWorkbook.from_filelike(file)
        pages = [
            page.to_python() for page in map(book.get_sheet_by_name, book.sheet_names)
        ]
    held = [[row[0] for row in page[2:]] for page in pages]
    assert held == [["r0", "r1"], ["r2", "r3"], ["r4"]]
    assert all(page[1] == HEAD for page in pages)


def test_a_cell_longer_than_excel_holds_is_cut_and_not_lost(path):
    sheets.write(path, "xlsx", "", HEAD, [["x" * 40_000, 1]])
    assert len(of_xlsx(path)[-1][0]) == sheets.LONGEST_CELL
