"""What an uploaded document may be, told by its content, whatever it calls itself.

Pictures are drawn anew; a PDF that does more than show pages, and an office file with
macros or something packed into it, are refused. No rows.
"""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext as _

from customers import pdfs
from customers.pictures import MOST_PIXELS, NotAPictureError, plain_jpeg

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 5
# Enough to read the small print of a page.
LONGEST_SIDE = 2800
# What a stranger may have us unpack at once: a screen, not a poster.
MOST_OF_STRANGERS = 12_000_000
MOST_PARTS, MOST_UNPACKED = 2000, 100 * 1024 * 1024
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
OFFICE = {
    "word/document.xml": (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xl/workbook.xml": (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
# Programs, and files inside the file.
CARRIED = ("vbaproject", "activex", "embeddings/", "macrosheets", "vbadata")
TYPES = "[Content_Types].xml"
SETTINGS = "word/_rels/settings.xml.rels"


class UnwantedError(Exception):
    """The file is refused; `str()` says why, fit to show the user."""


@dataclass(frozen=True)
class Upload:
    """A file that was checked, as it is to be stored."""

    name: str
    suffix: str
    content_type: str
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def checked(file: BinaryIO, name: str, *, most_unpacked: int = MOST_PIXELS) -> Upload:
    """Read a file and return what is stored of it. Raises `UnwantedError`.

    `most_unpacked` is as `plain_jpeg` takes it.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        said = _("This file is larger than %(limit)s MB.")
        raise UnwantedError(said % {"limit": MOST_BYTES // 1024**2})
    if content.startswith(PICTURES):
        return _picture(content, name, most_unpacked)
    if pdfs.is_pdf(content):
        return _pdf(content, name)
    if content.startswith(b"PK\x03\x04"):
        return _office(content, name)
    raise UnwantedError(_other())


def _picture(content: bytes, name: str, most_unpacked: int) -> Upload:
    try:
        drawn = plain_jpeg(
            io.BytesIO(content), longest=LONGEST_SIDE, most_unpacked=most_unpacked
        )
    except NotAPictureError as error:
        raise UnwantedError(_other()) from error
    return Upload(_named(name, "jpg"), "jpg", "image/jpeg", drawn.content)


def _pdf(content: bytes, name: str) -> Upload:
    try:
        pdfs.check(content)
    except pdfs.ActiveError as error:
        raise UnwantedError(
            _(
                "This PDF does more than show pages: it holds scripts, files or a "
                "lock. Print it to a new PDF, and upload that."
            )
        ) from error
    return Upload(_named(name, "pdf"), "pdf", "application/pdf", content)


def _office(content: bytes, name: str) -> Upload:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            suffix, kind = _office_kind(packed)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError,
            NotImplementedError, EOFError) as error:  # fmt: skip
        raise UnwantedError(_other()) from error
    return Upload(_named(name, suffix), suffix, kind, content)


def _office_kind(packed: zipfile.ZipFile) -> tuple[str, str]:
    """Return (suffix, content type) of a Word or Excel file that carries nothing."""
    parts = packed.infolist()
    names = [part.filename for part in parts]
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or TYPES not in names:
        raise UnwantedError(_other())
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise UnwantedError(_other())
    carried = any(word in name.lower() for name in names for word in CARRIED)
    if carried or _calls(packed, names):
        raise UnwantedError(
            _(
                "This file holds macros or other files. Save it without them, or as "
                "a PDF, and upload that."
            )
        )
    for part, told in OFFICE.items():
        if part in names:
            return told
    raise UnwantedError(_other())


def _calls(packed: zipfile.ZipFile, names: list[str]) -> bool:
    """Say whether it names macros, or a template that is fetched from elsewhere."""
    if b"macroenabled" in packed.read(TYPES).lower():
        return True
    return SETTINGS in names and b"attachedtemplate" in packed.read(SETTINGS).lower()


def _named(name: str, suffix: str) -> str:
    """Return a name to offer the file under, with the ending it deserves."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    stem = "".join(c for c in bare.rpartition(".")[0] or bare if c.isprintable())
    return f"{stem.strip(' .')[:100] or 'document'}.{suffix}"


def _other() -> str:
    return _("Choose a PDF, a photo (JPEG, PNG, WebP), or a Word or Excel file.")
