"""Invoice files: every line is read, numbered and, where it is wrong, named."""

import gzip

import pytest

from customers import invoices

HEAD = (
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
)
GOOD = "536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom"


def written(tmp_path, *lines, encoding="utf-8"):
    path = tmp_path / "invoices.csv"
    path.write_bytes("\n".join([HEAD, *lines]).encode(encoding))
    return path


def read(path):
    return list(invoices.lines(path))


def test_a_line_is_read_whole(tmp_path):
    (line,) = read(written(tmp_path, GOOD))
    assert line.is_kept
    assert not line.is_credit
    assert (line.number, line.invoice, line.ordinal) == (2, "536365", 1)
    assert (line.customer, line.quantity, line.unit_price) == ("17850", 6, "2.55")
    assert f"{line.bought_at:%F %T}" == "2010-12-01 08:26:00"


def test_a_packed_file_reads_as_an_open_one(tmp_path):
    path = written(tmp_path, GOOD)
    packed = tmp_path / "invoices.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert read(packed) == read(path)


def test_the_ordinal_counts_lines_that_are_not_stored_too(tmp_path):
    stranger = GOOD.replace("17850.0", "")
    wrong = GOOD.replace(",6,", ",six,")
    kept = [n.ordinal for n in read(written(tmp_path, GOOD, stranger, wrong, GOOD))]
    assert kept == [1, 2, 3, 4]


def test_an_invoice_that_begins_with_c_is_a_credit_note(tmp_path):
    (line,) = read(written(tmp_path, GOOD.replace("536365", "C536379")))
    assert line.is_credit


@pytest.mark.parametrize(
    ("good", "bad", "word"),
    [
        (",6,", ",six,", "quantity 'six'"),
        (",6,", ",1.5,", "quantity '1.5'"),
        (",6,", ",99999999999,", "quantity"),
        (",6,", ",٦,", "quantity"),
        ("2.55", "free", "price 'free'"),
        ("2.55", "nan", "price 'nan'"),
        ("2.55", "2.55555", "four decimals"),
        ("2.55", "1e3", "price"),
        (
            ",6,2010-12-01 08:26:00,2.55",
            ",2000000000,2010-12-01,9999999999",
            "more than",
        ),
        ("2010-12-01 08:26:00", "yesterday", "date 'yesterday'"),
        ("2010-12-01 08:26:00", "2010-02-30", "date '2010-02-30'"),
        ("536365,", ",", "invoice number"),
        ("536365", "5" * 41, "invoice number"),
        ("17850.0", "1" * 41, "customer number"),
    ],
)
def test_what_is_wrong_with_a_line_is_named(tmp_path, good, bad, word):
    (line,) = read(written(tmp_path, GOOD.replace(good, bad)))
    assert word in line.wrong
    assert not line.is_kept


def test_a_line_that_ends_early_is_wrong_not_fatal(tmp_path):
    short, good = read(written(tmp_path, "536365,85123A", GOOD))
    assert short.wrong
    assert good.is_kept


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_items_are_read_however_they_are_written(tmp_path, encoding):
    line = GOOD.replace("HOLDER", "心形烛台")
    assert read(written(tmp_path, line, encoding=encoding))[0].item == "心形烛台"


def test_a_file_without_a_column_says_which(tmp_path):
    path = tmp_path / "invoices.csv"
    path.write_text("InvoiceNo,Quantity\n1,2\n")
    with pytest.raises(invoices.UnreadableFile, match="bought_at, unit_price"):
        read(path)


def test_what_is_no_text_is_refused(tmp_path):
    path = tmp_path / "invoices.csv"
    path.write_bytes(b"MZ\x90\x00\x03\x00\x00\x00")
    with pytest.raises(invoices.UnreadableFile):
        read(path)


def test_a_packed_file_that_breaks_off_is_refused(tmp_path):
    path = tmp_path / "invoices.csv.gz"
    path.write_bytes(gzip.compress("\n".join([HEAD] + [GOOD] * 9).encode())[:-20])
    with pytest.raises(invoices.UnreadableFile):
        read(path)
