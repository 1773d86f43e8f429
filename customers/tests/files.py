"""Spreadsheets for tests, written part by part: no library that writes them is here."""

import io
import zipfile
from xml.sax.saxutils import escape

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>"
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def parts(rows: list[list]) -> dict[str, str]:
    """Return the parts of a workbook with one sheet of `rows`: texts and numbers."""
    related = (
        '<Relationships xmlns="{}"><Relationship Id="rId1" Type="{}/{}" Target="{}"/>'
        "</Relationships>"
    )
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": related.format(
            RELATIONS, OFFICE, "officeDocument", "xl/workbook.xml"
        ),
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="客户" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": related.format(
            RELATIONS, OFFICE, "worksheet", "worksheets/sheet1.xml"
        ),
        "xl/worksheets/sheet1.xml": sheet(rows),
    }


def sheet(rows: list[list]) -> str:
    body = "".join(
        f"<row>{''.join(map(_cell, row))}</row>" if row else "<row/>" for row in rows
    )
    return f'<worksheet xmlns="{SHEETS}"><sheetData>{body}</sheetData></worksheet>'


def _cell(value) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def packed(entries: dict[str, str | bytes]) -> bytes:
    """Return the parts as a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx(rows: list[list]) -> bytes:
    return packed(parts(rows))


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\n".join(lines).encode(encoding)
