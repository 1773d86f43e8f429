"""Whether a PDF only shows pages, or does something when it is opened. No rows.

Names can be written with signs as `#4a`, and objects lie packed in streams: both are
undone before anything is looked for. What cannot be looked into is refused: every
`/ObjStm` and every `/First` of packed objects must be of a stream that was looked into,
so that no comment, string or odd line end hides one.
"""

import re
import zlib
from collections.abc import Iterator

# What starts programs, runs scripts, or brings files along.
ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia",
          b"/XFA", b"/SubmitForm", b"/ImportData", b"/GoToE")  # fmt: skip
# Three letters stand in any picture by chance: they count where objects are written.
SHORT = {b"/JS", b"/XFA"}
# Elsewhere they count where a value follows: what looks like a picture may be none.
VALUED = rb"[\s\0]*(?:[(<\[%]|\d+[\s\0])"
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
TOKEN = re.compile(rb"endobj|endstream|stream[ \t]*(?:\r\n|\n|\r)")
# What tells of packed objects; those of an outline, /First 9 0 R, are references.
TELLING = (
    re.compile(rb"/ObjStm(?![A-Za-z0-9])"),
    re.compile(rb"/First(?![A-Za-z0-9])(?!\s+\d+\s+\d+\s+R)"),
)
PACKED = re.compile(rb"/(?:ObjStm|First)(?![A-Za-z0-9])")
# How packed objects are announced: flat, no comment, no string, packed once.
DICTIONARY = re.compile(rb"obj\s*<<([^()%<>]*)>>\s*")
NAME = re.compile(rb"/[^\s\0/\[\]]*")
KEYS = {b"/Type", b"/ObjStm", b"/N", b"/First", b"/Extends", b"/Length"}
FILTER = [b"/Filter", b"/FlateDecode"]
# All packed objects of one file, unpacked; real contracts have a few hundred kB.
MOST_UNPACKED = 30 * 1024 * 1024
TAIL = 2048


class ActiveError(Exception):
    """The PDF does something, or may; `str()` is fit for logs, not for pages."""


def is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-TAIL:]


def check(content: bytes) -> None:
    """Raise `ActiveError` unless the file holds nothing but pages one can see."""
    plain = _unescaped(content)
    if b"/Encrypt" in plain:
        raise ActiveError("encrypted")
    _look(plain, [name for name in ACTIVE if name not in SHORT])
    _look(plain, SHORT, VALUED)
    left, outside, told = MOST_UNPACKED, [], []
    for written, about, packed in _parts(content):
        outside.append(written)
        if packed is not None:
            unpacked = _inflated(packed, left)
            left = max(left - len(unpacked), 1)
            _look(_unescaped(unpacked), (*ACTIVE, b"/ObjStm"))
            told.append(about)
    _look(_unescaped(b" ".join(outside)), ACTIVE)
    seen = b" ".join(told)
    if any(len(mark.findall(plain)) > len(mark.findall(seen)) for mark in TELLING):
        raise ActiveError("packed where nobody looked")


def _look(content: bytes, names, behind: bytes = b"") -> None:
    for name in names:
        if re.search(re.escape(name) + rb"(?![A-Za-rt-z0-9])" + behind, content):
            raise ActiveError(name.decode())


def _unescaped(content: bytes) -> bytes:
    return ESCAPED.sub(lambda hit: bytes([int(hit[1], 16)]), content)


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes, bytes | None]]:
    """Yield what is written between streams, and packed objects with what tells of
    them, in one walk.

    What only looks like a stream hides nothing: the words before each are read.
    """
    begin, is_data, about = 0, False, b""
    for token in TOKEN.finditer(content):
        before = content[begin : token.start()]
        is_end = token[0] == b"endstream"
        if about and not is_end:
            raise ActiveError("packed in an unusual way")
        yield b"" if is_data and is_end else before, about, before if about else None
        is_data = token[0].startswith(b"stream")
        about = _announced(before) if is_data else b""
        begin = token.end()
    if about:
        raise ActiveError("packed in an unusual way")
    yield content[begin:], b"", None


def _announced(before: bytes) -> bytes:
    """Return the dictionary in front of packed objects; of any other stream nothing."""
    if not PACKED.search(_unescaped(before)):
        return b""
    found = DICTIONARY.fullmatch(before, max(before.rfind(b"obj"), 0))
    about = _unescaped(found[1]) if found else b""
    names = NAME.findall(about)
    packed = [name for name in names if name not in KEYS]
    if packed != FILTER or len(set(names)) < len(names):
        raise ActiveError("packed in an unusual way")
    return about


def _inflated(packed: bytes, most: int) -> bytes:
    worker = zlib.decompressobj()
    try:
        unpacked = worker.decompress(packed, most)
    except zlib.error as error:
        raise ActiveError("packed in an unusual way") from error
    if worker.unconsumed_tail or not worker.eof:
        raise ActiveError("unpacks to too much, or not to its end")
    return unpacked
