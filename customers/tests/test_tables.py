"""Files become tables, however they are written; what must not be opened is refused."""

import subprocess
import zipfile

import pytest

from customers import tables
from customers.choices.imports import ImportFault
from customers.tests import files

LINES = ("姓名,手机", "王小明,13800138000", "李雷,13900139000")
ROWS = [(2, ["王小明", "13800138000"]), (3, ["李雷", "13900139000"])]


def read(tmp_path, content: bytes):
    path = tmp_path / "stored"
    path.write_bytes(content)
    table = tables.read(path)
    return table.encoding, table.columns, list(table.rows)


def fault(tmp_path, content: bytes) -> str:
    with pytest.raises(tables.Unreadable) as found:
        read(tmp_path, content)
    assert ImportFault(found.value.code).label % found.value.params
    return found.value.code


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_every_usual_way_to_write_chinese_is_read(tmp_path, written, told):
    content = files.csv(*LINES, encoding=written)
    assert read(tmp_path, content) == (told, ["姓名", "手机"], ROWS)


def test_a_character_that_only_gb18030_has_is_read(tmp_path):
    content = files.csv("姓名,手机", "𠮷野㛃,13800138000", encoding="gb18030")
    assert read(tmp_path, content)[2][0][1][0] == "𠮷野㛃"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_mark_between_columns_is_found(tmp_path, mark):
    content = files.csv(f"姓名{mark}备注", f'王{mark}"一, 二; 三"', f"李{mark}")
    _, columns, rows = read(tmp_path, content)
    assert columns == ["姓名", "备注"]
    assert rows == [(2, ["王", "一, 二; 三"]), (3, ["李"])]


def test_quotes_hold_marks_quotes_and_line_ends(tmp_path):
    content = files.csv("姓名,备注", '王,"他说 ""好"",\n明天"', "李,")
    assert read(tmp_path, content)[2] == [(2, ["王", '他说 "好",\n明天']), (3, ["李"])]


def test_ragged_and_blank_rows_keep_their_numbers(tmp_path):
    content = files.csv("姓名,手机,城市", "王", "", ",,", "李,1,上海,多,了")
    assert read(tmp_path, content)[2] == [
        (2, ["王"]),
        (5, ["李", "1", "上海", "多", "了"]),
    ]


def test_headings_that_are_alike_or_missing_are_told_apart(tmp_path):
    content = files.csv("姓名,电话,,电话", "王,1,2,3")
    assert read(tmp_path, content)[1] == ["姓名", "电话", "C", "电话 (2)"]


def test_a_title_above_the_headings_is_passed_over(tmp_path):
    content = files.csv("2026 年客户名单", "", "姓名,手机", "王,1")
    _, columns, rows = read(tmp_path, content)
    assert (columns, rows) == (["姓名", "手机"], [(4, ["王", "1"])])


def test_control_characters_and_half_characters_are_dropped(tmp_path):
    content = files.csv("姓名,备注", "王\x01小\u200b明\ufeff,\u00a0好\u3000")
    assert read(tmp_path, content)[2][0][1] == ["王小明", "好"]


def test_a_workbook_reads_as_text_numbers_and_dates_included(tmp_path):
    content = files.xlsx([["姓名", "手机", "备注"], ["王小明", 13800138000, 2.5], []])
    encoding, columns, rows = read(tmp_path, content)
    assert (encoding, columns) == ("xlsx", ["姓名", "手机", "备注"])
    assert rows == [(2, ["王小明", "13800138000", "2.5"])]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY"),
        (b"\n\n,,\n", "EMPTY"),
        (files.csv("姓名,手机"), "NO_ROWS"),
        (files.xlsx([["姓名", "手机"]]), "NO_ROWS"),
        (files.xlsx([]), "EMPTY"),
        (b"\xff\xfe\x00\xd8\x00\x00", "NO_TEXT"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00", "NO_TABLE"),
        (b"\xa9\x01\xc7\x1d\xb3\x08\xf1\x17zz\x0e\n", "NO_TABLE"),
        (b"name\n\xff\xff\xff", "NO_TEXT"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "OLD_EXCEL"),
        (b"PK\x03\x04" + bytes(100), "DAMAGED"),
        (files.packed({"word/document.xml": "<a/>"}), "NO_TABLE"),
        (files.csv("姓名", "x" * 10_000_000), "CELL_TOO_LONG"),
        (files.csv("姓名", "x" * 40_000), "CELL_TOO_LONG"),
        (files.csv("姓名,备注", '王,"没有' + "\n李,一\n" * 40_000), "CELL_TOO_LONG"),
        (files.xlsx([["姓名"], ["x" * 40_000]]), "CELL_TOO_LONG"),
        (files.csv("姓名", *["王"] * 50_001), "TOO_MANY_ROWS"),
        (files.csv("姓名" + ",x" * 100, "王"), "TOO_MANY_COLUMNS"),
    ],
)  # fmt: skip
def test_what_is_no_table_says_why(tmp_path, content, code):
    assert fault(tmp_path, content) == code


def test_fifty_thousand_rows_are_read(tmp_path):
    assert len(read(tmp_path, files.csv("姓名", *["王"] * 50_000))[2]) == 50_000


def changed(**parts) -> dict:
    return files.parts([["姓名"], ["王"]]) | parts


def test_a_workbook_with_macros_is_refused(tmp_path):
    content = files.packed(changed() | {"xl/vbaProject.bin": b"\x00"})
    assert fault(tmp_path, content) == "MACROS"


@pytest.mark.parametrize("padding", ["", "<!--" + "x" * 200_000 + "-->"])
def test_a_workbook_that_declares_entities_is_refused(tmp_path, padding):
    bomb = (
        f'<?xml version="1.0"?>{padding}<!DOCTYPE x [<!ENTITY a "ha">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + files.sheet([["&b;"]])
    )
    content = files.packed(changed() | {"xl/worksheets/sheet1.xml": bomb})
    assert fault(tmp_path, content) == "ENTITIES"


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    bomb = changed() | {"xl/media/image1.png": bytes(400 * 1024**2)}
    assert fault(tmp_path, files.packed(bomb)) == "TOO_HEAVY"


def test_a_workbook_of_too_many_parts_is_refused(tmp_path):
    many = {f"xl/x{n}.xml": "<a/>" for n in range(1001)}
    assert fault(tmp_path, files.packed(changed() | many)) == "TOO_HEAVY"


def test_a_sheet_that_claims_seventeen_billion_cells_takes_only_its_reader_down(
    tmp_path,
):
    wide = files.sheet([["姓名"]]).replace(
        "</sheetData>",
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    )
    content = files.packed(changed() | {"xl/worksheets/sheet1.xml": wide})
    assert fault(tmp_path, content) == "TOO_HEAVY"


def test_an_encrypted_part_is_refused(tmp_path):
    content = bytearray(files.xlsx([["姓名"], ["王"]]))
    place = content.rindex(b"PK\x01\x02")
    content[place + 8] |= 1
    assert fault(tmp_path, bytes(content)) == "OLD_EXCEL"


def test_a_damaged_workbook_says_so(tmp_path):
    content = files.packed(changed() | {"xl/worksheets/sheet1.xml": "<worksheet"})
    assert fault(tmp_path, content) == "DAMAGED"
    assert zipfile.is_zipfile(tmp_path / "stored")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("客户.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLD_EXCEL"),
        ("客户.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLD_EXCEL"),
        ("客户.xlsm", files.xlsx([]), "MACROS"),
        ("客户.exe", b"MZ\x90\x00", "NO_TABLE"),
        ("客户.pdf", b"%PDF-1.7", "NO_TABLE"),
        ("客户.csv", b"", "EMPTY"),
    ],
)
def test_what_can_be_told_at_once_is_told_at_the_door(tmp_path, name, content, code):
    path = tmp_path / "file"
    path.write_bytes(content)
    with path.open("rb") as file, pytest.raises(tables.Unreadable) as found:
        tables.kind(file, name)
    assert found.value.code == code


def test_columns_are_named_like_those_of_a_spreadsheet():
    assert [tables.letters(n) for n in (0, 25, 26, 701, 702)] == [
        "A", "Z", "AA", "ZZ", "AAA",
    ]  # fmt: skip


@pytest.fixture
def readers(monkeypatch):
    """Return the real processes this test starts, each as soon as it has begun."""
    begun = []

    class Noted(subprocess.Popen):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            begun.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    return begun


@pytest.mark.parametrize("length", [64, 61], ids=["between lines", "within a line"])
def test_a_workbook_whose_reader_is_killed_half_way_is_no_table(
    tmp_path, readers, length
):
    """What a pipe holds is a multiple of 64: the first ends with a whole line."""
    path = tmp_path / "stored"
    path.write_bytes(files.xlsx([["x" * (length - len('[""]\n'))]] * 5000))
    table = tables.read(path)
    next(table.rows)
    readers[0].kill()
    with pytest.raises(tables.Unreadable, match="TOO_HEAVY"):
        list(table.rows)


def test_a_workbook_whose_reader_is_killed_at_once_is_not_called_empty(
    tmp_path, monkeypatch
):
    class Killed(subprocess.Popen):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            self.kill()

    monkeypatch.setattr(subprocess, "Popen", Killed)
    assert fault(tmp_path, files.xlsx([["姓名"], ["王小明"]])) == "TOO_HEAVY"


def test_a_reader_nobody_listens_to_any_more_ends(tmp_path, readers):
    path = tmp_path / "stored"
    path.write_bytes(files.xlsx([["x" * 64]] * 5000))
    table = tables.read(path)
    next(table.rows)
    del table
    assert readers[0].wait(timeout=10) == -9
