"""Invoice files, line by line: read, checked and numbered. No rows.

The columns are those of the UCI data set Online Retail. The key of a line is its
invoice and its ordinal there, counted over every line of the file, stored or not, so
that it stays the same however often the file is read.
"""

import csv
import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TextIO

from customers import encodings

COLUMNS = {
    "invoice": ("invoiceno", "invoice"),
    "item_code": ("stockcode",),
    "item": ("description",),
    "quantity": ("quantity",),
    "bought_at": ("invoicedate",),
    "unit_price": ("unitprice", "price"),
    "customer": ("customerid",),
    "place": ("country",),
}
PRICE = re.compile(r"-?\d{1,10}(?:\.\d{1,4}0*)?")
MOST_QUANTITY, MOST_AMOUNT = 2**31 - 1, 1e14
LONGEST_KEY, LONGEST_CODE, LONGEST_ITEM, LONGEST_PLACE = 40, 40, 120, 40


class UnreadableFile(Exception):
    """The file as a whole cannot be read; `str()` says why."""


class Line(NamedTuple):
    """One line of an invoice or credit note, as far as it could be read.

    `wrong` says what is wrong with it; a line without a customer has `customer` "".
    """

    number: int
    invoice: str
    ordinal: int
    item_code: str
    item: str
    quantity: int
    unit_price: str
    bought_at: datetime | None
    customer: str
    place: str
    wrong: str = ""

    @property
    def is_credit(self) -> bool:
        return self.invoice.startswith("C")

    @property
    def is_kept(self) -> bool:
        return not self.wrong and self.customer != ""


def lines(path: Path) -> Iterator[Line]:
    """Yield every line below the headings, wrong ones and strangers' included."""
    ordinals: dict[str, int] = {}
    try:
        with _opened(path) as file:
            rows = csv.reader(file)
            places = _places(next(rows, []))
            for number, row in enumerate(rows, 2):
                yield _line(number, row, places, ordinals)
    except (csv.Error, zlib.error, EOFError, OSError) as error:
        raise UnreadableFile(f"The file breaks off: {error}") from error


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as content:
        encoding = encodings.of(content)
    if encoding is None:
        raise UnreadableFile("The file is neither UTF-8 nor GB18030 text.")
    with opener(path, "rt", encoding=encoding, newline="") as file:
        yield file


def _places(headings: list[str]) -> list[int]:
    """Return where each of `COLUMNS` stands in a row."""
    plain = [re.sub(r"[^a-z]", "", heading.lower()) for heading in headings]
    places = [
        next((plain.index(name) for name in names if name in plain), None)
        for names in COLUMNS.values()
    ]
    if missing := [
        c for c, place in zip(COLUMNS, places, strict=True) if place is None
    ]:
        raise UnreadableFile(f"The file has no column for: {', '.join(missing)}.")
    return places


def _line(number: int, row: list[str], places: list[int], ordinals: dict) -> Line:
    cells = [row[place].strip() if place < len(row) else "" for place in places]
    invoice, item_code, item, quantity, bought_at, price, customer, place = cells
    ordinal = ordinals[invoice] = ordinals.get(invoice, 0) + 1
    count, moment = _whole(quantity), _moment(bought_at)
    return Line(
        number,
        invoice,
        ordinal,
        item_code[:LONGEST_CODE],
        item[:LONGEST_ITEM],
        count or 0,
        price,
        moment,
        customer.removesuffix(".0"),
        place[:LONGEST_PLACE],
        _wrong(cells, count, moment),
    )


def _wrong(cells: list[str], count: int | None, moment: datetime | None) -> str:
    """Return what is wrong with a line, "" when nothing is."""
    invoice, item_code, item, quantity, bought_at, price, customer, _place = cells
    if not invoice or len(invoice) > LONGEST_KEY:
        return f"invoice number {invoice[:50]!r}"
    if len(customer) > LONGEST_KEY:
        return f"customer number {customer[:50]!r}"
    if count is None:
        return f"quantity {quantity!r} is no whole number"
    if not PRICE.fullmatch(price):
        return f"price {price!r} is no amount with up to four decimals"
    if abs(count) * float(price) >= MOST_AMOUNT:
        return f"{quantity} times {price} is more than the ledger holds"
    if moment is None:
        return f"date {bought_at!r} is no date like 2011-12-09 12:50:00"
    if "\x00" in item or "\x00" in item_code:
        return "the item holds a NUL character"
    return ""


def _whole(text: str) -> int | None:
    if not re.fullmatch(r"[-+]?\d{1,10}", text, re.ASCII):
        return None
    count = int(text)
    return count if abs(count) <= MOST_QUANTITY else None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return None
    return moment.replace(tzinfo=None) if moment.year > 1 else None
