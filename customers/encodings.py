"""How the characters of a text file are written: told from its bytes. No rows."""

import codecs
from typing import BinaryIO

CHUNK = 1024 * 1024
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def of(content: BinaryIO) -> str | None:
    """Return the encoding of a text, by its mark or the first that reads all of it.

    UTF-8 is tried before GB18030, which contains GBK and GB2312 and reads almost
    anything. None when nothing fits or it is no text at all. Leaves `content` anywhere.
    """
    head = content.read(4)
    for mark, encoding in MARKS.items():
        if head.startswith(mark):
            return encoding if _reads(content, encoding) else None
    return next((e for e in ("utf-8", "gb18030") if _reads(content, e)), None)


def _reads(content: BinaryIO, encoding: str) -> bool:
    """Say whether every byte is text of this encoding; NUL never is."""
    content.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    try:
        while chunk := content.read(CHUNK):
            if "\x00" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
