"""Builders of documents, and of files as people send them."""

import io
import uuid
import zipfile
import zlib

from crm.testing.cast import NOON
from customers.models import Document, RetentionClass
from customers.services import documents
from customers.uploads import Upload, checked

PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200]>> endobj
trailer <</Root 1 0 R>>
%%EOF
"""
TYPES = b'<Types><Override PartName="/word/document.xml"/></Types>'


def file_document(customer, **overrides) -> Document:
    """File a contract as the customer's owner would: paper in his branch."""
    fields = {
        "actor": customer.owner, "kind": "CONTRACT", "title": "购车合同",
        "paper_at": customer.branch, "submission_key": uuid.uuid4(), "at": NOON,
        "retention": retention_class(),
    }  # fmt: skip
    return documents.file(customer, **(fields | overrides))


def retention_class(name_zh: str = "结算单与票据") -> RetentionClass:
    return RetentionClass.objects.get(name_zh=name_zh)


def upload(file, name: str = "合同.jpg") -> Upload:
    return checked(file, name)


def pdf(inside: bytes = b"") -> bytes:
    """Return a PDF of one empty page with something more in its catalogue."""
    return PDF.replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R " + inside + b">>")


def pdf_with_packed(inside: bytes, about: bytes = b"/Type /ObjStm") -> bytes:
    """Return a PDF with objects packed into a stream."""
    packed = zlib.compress(inside)
    stream = b"4 0 obj <<%s /Filter /FlateDecode>> stream\n%s\nendstream endobj\n"
    return PDF.replace(b"trailer", stream % (about, packed) + b"trailer")


def office(parts: dict[str, bytes] | None = None) -> bytes:
    """Return a Word file with these parts beside what every one has."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        every = {"[Content_Types].xml": TYPES, "word/document.xml": b"<w/>"}
        for name, content in (every | (parts or {})).items():
            packed.writestr(name, content)
    return out.getvalue()
