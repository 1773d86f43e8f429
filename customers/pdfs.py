"""Whether a PDF only shows pages, or does something when it is opened. No rows.

Names can be written with signs as `#4a`, and objects lie packed in streams: both are
undone before anything is looked for. What cannot be looked into is refused.
"""

import re
import zlib
from collections.abc import Iterator

# What starts programs, runs scripts, or brings files along.
ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia",
          b"/XFA", b"/SubmitForm", b"/ImportData", b"/GoToE")  # fmt: skip
# Three letters stand in any picture by chance: they count where objects are written.
SHORT = {b"/JS", b"/XFA"}
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
TOKEN = re.compile(rb"endobj|endstream|stream\r?\n")
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
    left, outside = MOST_UNPACKED, []
    for written, packed in _parts(content):
        outside.append(written)
        if packed is not None:
            unpacked = _inflated(packed, left)
            left = max(left - len(unpacked), 1)
            _look(_unescaped(unpacked), ACTIVE)
    _look(_unescaped(b" ".join(outside)), ACTIVE)


def _look(content: bytes, names) -> None:
    for name in names:
        if re.search(re.escape(name) + rb"(?![A-Za-rt-z0-9])", content):
            raise ActiveError(name.decode())


def _unescaped(content: bytes) -> bytes:
    return ESCAPED.sub(lambda hit: bytes([int(hit[1], 16)]), content)


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """Yield what is written between streams, and packed objects, in one walk.

    What only looks like a stream hides nothing: the words before each are read.
    """
    begin, is_data, is_packed = 0, False, False
    for token in TOKEN.finditer(content):
        before = content[begin : token.start()]
        is_stream = token[0].startswith(b"stream")
        if is_packed and token[0] != b"endstream":
            raise ActiveError("packed in an unusual way")
        yield b"" if is_data else before, before if is_packed else None
        is_packed = is_stream and b"/ObjStm" in _unescaped(before)
        if is_packed and b"/DecodeParms" in _unescaped(before):
            raise ActiveError("packed in an unusual way")
        begin, is_data = token.end(), is_stream
    if is_packed:
        raise ActiveError("packed in an unusual way")
    yield content[begin:], None


def _inflated(packed: bytes, most: int) -> bytes:
    worker = zlib.decompressobj()
    try:
        unpacked = worker.decompress(packed, most)
    except zlib.error as error:
        raise ActiveError("packed in an unusual way") from error
    if worker.unconsumed_tail:
        raise ActiveError("unpacks to too much")
    return unpacked
