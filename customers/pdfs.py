"""Whether a PDF only shows pages, or does something when it is opened. No rows.

Names can be written with signs as `#4a`, and objects lie packed in streams: both are
undone before anything is looked for. What cannot be looked into is refused.
"""

import re
import zlib

# What starts programs, runs scripts, or brings files along.
ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia",
          b"/XFA", b"/SubmitForm", b"/ImportData", b"/GoToE")  # fmt: skip
# Three letters stand in any picture by chance: they count where objects are written.
SHORT = {b"/JS", b"/XFA"}
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream\r?\n")
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
    _look(_unescaped(_without_streams(content)), ACTIVE)
    for packed in _packed(content):
        _look(_unescaped(packed), ACTIVE)


def _look(content: bytes, names) -> None:
    for name in names:
        if re.search(re.escape(name) + rb"(?![A-Za-rt-z0-9])", content):
            raise ActiveError(name.decode())


def _unescaped(content: bytes) -> bytes:
    return ESCAPED.sub(lambda hit: bytes([int(hit[1], 16)]), content)


def _without_streams(content: bytes) -> bytes:
    return re.sub(rb"stream\r?\n.*?endstream", b" ", content, flags=re.DOTALL)


def _packed(content: bytes):
    """Yield the streams that hold objects, unpacked, within the bound."""
    left = MOST_UNPACKED
    for start in STREAM.finditer(content):
        about = _unescaped(content[_begin(content, start.start()) : start.start()])
        if b"/ObjStm" not in about or b"/Filter" not in about:
            continue
        if b"/DecodeParms" in about:
            raise ActiveError("packed in an unusual way")
        unpacked = _inflated(content[start.end() :], left)
        left = max(left - len(unpacked), 1)
        yield unpacked


def _begin(content: bytes, end: int) -> int:
    """Return where the words about a stream begin: behind the object before it."""
    return max(content.rfind(b"endobj", 0, end), content.rfind(b"endstream", 0, end), 0)


def _inflated(packed: bytes, most: int) -> bytes:
    worker = zlib.decompressobj()
    try:
        unpacked = worker.decompress(packed, most)
    except zlib.error as error:
        raise ActiveError("packed in an unusual way") from error
    if worker.unconsumed_tail:
        raise ActiveError("unpacks to too much")
    return unpacked
