"""Rows of a file, read in a process of its own whose memory and time are capped.

`python -m customers.sheets FILE` reads an .xlsx workbook, with an ENCODING behind it a
text. It writes one JSON value a line: a list is a row, an object the reason why it
stops. Imports nothing of the product but `texts`: it starts in no time.
"""

import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from customers import texts

# Checked before anything is unpacked; Excel writes about ten parts, ten times smaller.
MOST_PARTS = 1000
MOST_UNPACKED = 300 * 1024**2
MOST_RATIO = 200
SMALL = 1024**2
# What the process may take while it unpacks: more means that the file lies.
MOST_MEMORY = 1024**3
MOST_SECONDS = 60
# Excel keeps fifteen digits of a number.
EXACT = 10**15
CHUNK = 64 * 1024


class Fault(Exception):
    """The workbook is not read; its text is a code of `ImportFault`."""


class Begun(Exception):
    """The root element: nothing can be declared behind it."""


class Prolog(ContentHandler):
    def startElement(self, name, attrs):  # noqa: N802 (named by the standard library)
        raise Begun


def inspect(path: str) -> None:
    """Raise Fault for what must not be parsed, without unpacking more than a prolog."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            _check_names({part.filename.lower() for part in parts})
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    _check_prolog(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise Fault("DAMAGED") from error


def rows(path: str) -> Iterator[list[str]]:
    """Yield the rows of the first sheet that has any, as text, from the top."""
    try:
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.start is not None:
                for row in sheet.to_python(skip_empty_area=False):
                    yield [_text(cell) for cell in row]
                return
    except PasswordError as error:
        raise Fault("OLD_EXCEL") from error
    except (CalamineError, OSError) as error:
        raise Fault("DAMAGED") from error


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
        raise Fault("TOO_HEAVY")
    for part in parts:
        if part.flag_bits & 1:
            raise Fault("OLD_EXCEL")
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > SMALL and ratio > MOST_RATIO:
            raise Fault("TOO_HEAVY")


def _check_names(names: set[str]) -> None:
    if any("vbaproject" in name or "macrosheets" in name for name in names):
        raise Fault("MACROS")
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise Fault("NO_TABLE")


def _check_prolog(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse documents that declare entities, before anything expands them."""
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(Prolog())
    try:
        with archive.open(part) as content:
            while chunk := content.read(CHUNK):
                parser.feed(chunk)
    except Begun:
        return
    except DefusedXmlException as error:
        raise Fault("ENTITIES") from error
    except SAXParseException as error:
        raise Fault("DAMAGED") from error


def _text(cell) -> str:
    """Return a cell as one would have typed it."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT * 1000:
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = cell.time() == time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def main(path: str, encoding: str = "") -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        if not encoding:
            inspect(path)
        for row in texts.rows(path, encoding) if encoding else rows(path):
            sys.stdout.write(json.dumps(row) + "\n")
    except Fault as fault:
        sys.stdout.write(json.dumps({"fault": str(fault)}) + "\n")
    except MemoryError:
        sys.stdout.write(json.dumps({"fault": "TOO_HEAVY"}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
