"""Small .xlsx workbooks, written part by part: texts only, so that nothing runs."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MIME = f"{TYPE}.sheet"
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
Sheet = tuple[str, Iterable[Sequence[str]]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook of (name, rows of texts), the first sheet in front."""
    names = [name for name, _ in sheets]
    parts = {
        "[Content_Types].xml": _types(len(names)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(names),
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", f"worksheets/sheet{place}.xml")
            for place in range(1, len(names) + 1)
        ),
    }
    for place, (_name, rows) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{place}.xml"] = _sheet(rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(path, HEADER + text)
    return out.getvalue()


def _types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{place}.xml" '
        f'ContentType="{TYPE}.worksheet+xml"/>'
        for place in range(1, count + 1)
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f"{sheets}</Types>"
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    related = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'


def _book(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{place}" r:id="rId{place}"/>'
        for place, name in enumerate(names, 1)
    )
    return (
        f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}">'
        f"<sheets>{sheets}</sheets></workbook>"
    )


def _sheet(rows: Iterable[Sequence[str]]) -> str:
    body = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    return f'<worksheet xmlns="{SHEETS}"><sheetData>{body}</sheetData></worksheet>'


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
