"""Writes rows as a file of a spreadsheet, in constant memory. Knows no model."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path

from xlsxwriter import Workbook

from accounts.choices import FileFormat
from accounts.spreadsheet import safe

# A sheet of Excel holds 1,048,576 rows.
MOST_ROWS = 1_000_000
LONGEST_CELL = 32_767
# Text is text: nothing is taken for a formula, a link or a number.
PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTH = 18
NUMBERS = frozenset({int, float, Decimal})


def write(path: Path, format: str, line: str, head: list[str], rows: Iterable) -> int:
    """Write `line` (whose file it is), the headings and the rows; return how many.

    Numbers stay numbers, all else is text that no spreadsheet runs.
    """
    writer = _csv if format == FileFormat.CSV else _xlsx
    return writer(path, line, head, rows)


def _csv(path: Path, line: str, head: list[str], rows: Iterable) -> int:
    """Write what Excel opens as it is: UTF-8 with its mark, every cell safe."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([safe(line)])
        writer.writerow(map(safe, head))
        for count, row in enumerate(rows, start=1):  # noqa: B007
            writer.writerow(map(_cell, row))
    return count


def _xlsx(path: Path, line: str, head: list[str], rows: Iterable) -> int:
    count = 0
    with Workbook(str(path), PLAIN) as book:
        bold = book.add_format({"bold": True})
        for part in _parts(rows):
            page = book.add_worksheet()
            page.set_footer(f"&L{line.replace('&', '&&')[:200]}&R&P / &N")
            page.set_column(0, len(head) - 1, WIDTH)
            page.freeze_panes(2, 1)
            page.write_string(0, 0, line)
            for place, heading in enumerate(head):
                page.write_string(1, place, heading, bold)
            for number, row in enumerate(part, start=2):
                _line(page, number, row)
                count += 1
    return count


def _line(page, number: int, row: list) -> None:
    for place, value in enumerate(row):
        if _is_number(value):
            page.write_number(number, place, value)
        elif text := "" if value is None else str(value)[:LONGEST_CELL]:
            page.write_string(number, place, text)


def _parts(rows: Iterable) -> Iterator[Iterator]:
    """Yield the rows, as many at a time as a sheet holds; once where there are none."""
    rows, first = iter(rows), True
    for row in rows:
        yield chain([row], islice(rows, MOST_ROWS - 1))
        first = False
    if first:
        yield iter(())


def _cell(value: object) -> object:
    return value if _is_number(value) else safe(value)


def _is_number(value: object) -> bool:
    return type(value) in NUMBERS
