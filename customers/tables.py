"""An uploaded file as a table: what it is, its headings, its rows as text.

Row numbers are those a spreadsheet shows: the first row of the file is 1.
"""

import codecs
import json
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.conf import settings

from customers import encodings, headings
from customers.choices.imports import ImportFault
from customers.sheets import MOST_SECONDS

MOST_BYTES = 20 * 1024**2
MOST_ROWS = 50_000
MOST_COLUMNS = 100
# As many as Excel allows in one cell.
LONGEST_CELL = 32_767
LONGEST_HEADING = 60
# A title or a remark may stand above the headings.
SEARCHED_FOR_HEADINGS = 10
# What text never holds; a spreadsheet may leave one or two behind, NUL is UTF-16.
CONTROL = bytes({*range(1, 32)} - {*b"\t\n\v\f\r\x1a\x1b"})
LOOKED_AT, MOST_CONTROL, MOST_CONTROL_SHARE = 4096, 1, 0.02
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
Numbered = tuple[int, list[str]]


class Unreadable(Exception):
    """The file as a whole cannot be used. `code` is an `ImportFault`."""

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code = code
        self.params = params


class Table(NamedTuple):
    """What a file holds; `rows` yields (number, cells) below the headings."""

    encoding: str
    columns: list[str]
    rows: Iterator[Numbered]


def kind(content: BinaryIO, name: str) -> str:
    """Return "csv" or "xlsx", told from the content; raises Unreadable for all else."""
    content.seek(0)
    head = content.read(LOOKED_AT)
    content.seek(0)
    if not head:
        raise Unreadable(ImportFault.EMPTY)
    if head.startswith(OLE):
        raise Unreadable(ImportFault.OLD_EXCEL)
    if name.lower().endswith((".xlsm", ".xlsb", ".xltm")):
        raise Unreadable(ImportFault.MACROS)
    if head.startswith(ZIP):
        return "xlsx"
    if _is_binary(head) or not name.lower().endswith((".csv", ".txt")):
        raise Unreadable(ImportFault.NO_TABLE)
    return "csv"


def _is_binary(head: bytes) -> bool:
    """Say whether these bytes are no text, in whatever encoding."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    found = len(head) - len(head.translate(None, CONTROL))
    return found > max(MOST_CONTROL, MOST_CONTROL_SHARE * len(head))


def read(path: Path) -> Table:
    """Open a stored file as a table. Raises Unreadable, at once or while rows come."""
    with path.open("rb") as content:
        is_csv = kind(content, "stored.csv") == "csv"
        encoding = encodings.of(content) if is_csv else "xlsx"
    if encoding is None:
        raise Unreadable(ImportFault.NO_TEXT)
    found = _checked(_rows(path, encoding) if is_csv else _rows(path))
    columns, rows = _headed(found)
    return Table(encoding, columns, rows)


def _rows(path: Path, *encoding: str) -> Iterator[list[str]]:
    """Yield what the reading process says; it may die of what it reads, we do not."""
    command = [sys.executable, "-m", "customers.sheets", str(path), *encoding]
    with subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONIOENCODING": "utf-8"},
        text=True,
    ) as process:
        try:
            for line in process.stdout:
                # What was killed while it wrote left half a line.
                if not line.endswith("\n"):
                    break
                said = json.loads(line)
                if isinstance(said, dict):
                    raise Unreadable(said["fault"])
                yield said
            ended = process.wait()
            if ended == -signal.SIGXCPU:
                raise Unreadable(ImportFault.TOO_SLOW, seconds=MOST_SECONDS)
            if ended != 0:
                raise Unreadable(ImportFault.TOO_HEAVY)
        finally:
            process.kill()


def _checked(rows: Iterable[list[str]]) -> Iterator[Numbered]:
    """Yield the rows that hold anything, with their numbers, within the limits."""
    for number, row in enumerate(rows, 1):
        cells = [clean(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(ImportFault.TOO_MANY_COLUMNS, limit=MOST_COLUMNS)
        if max(map(len, row)) > LONGEST_CELL:
            place = next(n for n, cell in enumerate(row) if len(cell) > LONGEST_CELL)
            where = {"row": number, "column": letters(place), "limit": LONGEST_CELL}
            raise Unreadable(ImportFault.CELL_TOO_LONG, **where)
        yield number, cells


def clean(cell: str) -> str:
    """Return a cell without blanks around it and without what no column can hold."""
    kept = (c for c in cell if c.isprintable() or c in "\n\t" or c.isspace())
    return "".join(kept).strip()


def _headed(rows: Iterator[Numbered]) -> tuple[list[str], Iterator[Numbered]]:
    """Find the row of headings among the first, and return them with what follows."""
    first = list(islice(rows, SEARCHED_FOR_HEADINGS))
    if not first:
        raise Unreadable(ImportFault.EMPTY)
    known = [headings.known(cells) for _, cells in first]
    place = next((i for i, count in enumerate(known) if count > 1), 0)
    below = chain(first[place + 1 :], rows)
    row = next(below, None)
    if row is None:
        raise Unreadable(ImportFault.NO_ROWS)
    return _told_apart(first[place][1]), _limited(chain([row], below))


def _limited(rows: Iterable[Numbered]) -> Iterator[Numbered]:
    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            where = {"row": row[0], "limit": MOST_ROWS}
            raise Unreadable(ImportFault.TOO_MANY_ROWS, **where)
        yield row


def _told_apart(row: list[str]) -> list[str]:
    """Return headings of which no two are alike; a nameless one is named A, B, C …"""
    named: list[str] = []
    for place, cell in enumerate(row):
        heading = " ".join(cell.split())[:LONGEST_HEADING] or letters(place)
        count, unique = 1, heading
        while unique in named:
            count += 1
            unique = f"{heading} ({count})"
        named.append(unique)
    return named


def letters(place: int) -> str:
    """Return what a spreadsheet calls its column: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
