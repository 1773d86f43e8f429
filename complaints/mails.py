"""A mail as it travels, read into who wrote what. No rows.

Nothing of it is trusted: not the sender, not the names of files, not the letters it
says it is written in.
"""

import hashlib
import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from html import unescape

from django.utils.html import strip_tags

MOST_BYTES = 25 * 1024 * 1024
MOST_FILES = 5
LONGEST = {"name": 60, "subject": 200, "words": 4000}
# The first is a part of the last; what says the first is mostly written in the last.
CHINESE = {"gb2312", "gbk", "gb_2312-80", "cp936"}
# What mails are written in; whatever else one names is read as UTF-8.
LETTERS = {
    "utf-8", "us-ascii", "gb18030", "hz-gb-2312", "big5", "big5-hkscs", "utf-16",
    "iso-2022-jp", "shift_jis", "euc-jp", "euc-kr", "koi8-r",
    *(f"iso-8859-{part}" for part in (*range(1, 12), *range(13, 17))),
    *(f"windows-{page}" for page in range(1250, 1259)),
}  # fmt: skip
SENDER = re.compile(r"^From:[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
ADDRESS = re.compile(r"[^\s<>()\",;:@]{1,64}@[^\s<>()\",;:@]{1,190}")


class NoMailError(Exception):
    """What was given is no mail at all."""


@dataclass(frozen=True)
class Letter:
    """One mail as read: its number, who wrote, what, and the files as they came."""

    origin: str
    name: str
    email: str
    subject: str
    words: str
    files: list[tuple[str, bytes]] = field(default_factory=list)


def read(content: bytes) -> Letter:
    """Read a mail. Raises NoMailError for what has no sender and no words.

    One that breaks whatever takes it apart is kept as it stands, without its files.
    """
    if len(content) > MOST_BYTES:
        raise NoMailError
    try:
        return _taken_apart(content)
    except NoMailError:
        raise
    except Exception:  # noqa: BLE001 - a stranger chose what breaks, and how
        return _as_it_stands(content)


def _taken_apart(content: bytes) -> Letter:
    mail = message_from_bytes(content, policy=default)
    name, email = parseaddr(_header(mail, "From"))
    subject = _header(mail, "Subject")
    words = _words(mail)
    if not mail["From"] or not (words or subject):
        raise NoMailError
    files = [_file(part) for part in mail.iter_attachments()]
    number = _header(mail, "Message-ID")
    return Letter(
        origin=_origin(number, mail["From"], words, files) if number
        else _origin(content),
        name=(name or email)[: LONGEST["name"]],
        email=email if "@" in email and len(email) <= 254 else "",
        subject=subject[: LONGEST["subject"]],
        words=(words or subject)[: LONGEST["words"]],
        files=files[:MOST_FILES],
    )  # fmt: skip


def _as_it_stands(content: bytes) -> Letter:
    """Read the sender and the first words of a mail that cannot be taken apart."""
    text = _plain(content.decode("utf-8", "replace")).replace("\r\n", "\n")
    head, _gap, body = text.partition("\n\n")
    sender = SENDER.search(head)
    words = body[: LONGEST["words"]].strip()
    if not (sender and words):
        raise NoMailError
    found = ADDRESS.search(sender[1])
    email = found[0] if found else ""
    name = sender[1].partition("<")[0].strip(' "') or email
    return Letter(
        origin=_origin(content), name=name[: LONGEST["name"]], email=email,
        subject="", words=words,
    )  # fmt: skip


def _origin(*parts) -> str:
    """Return what a mail is known by.

    Its number alone is not enough: whoever sends it chooses that.
    """
    return f"mail:{hashlib.sha256(repr(parts).encode()).hexdigest()}"


def _header(mail: EmailMessage, name: str) -> str:
    try:
        said = str(mail[name] or "")
    except (ValueError, LookupError, IndexError, AttributeError):
        # A header so broken that it cannot even be taken apart.
        return ""
    return " ".join(_plain(said).split())


def _words(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    text = _text(body)
    if body.get_content_subtype() == "html":
        text = unescape(strip_tags(text))
    lines = (line.rstrip() for line in _plain(text).splitlines())
    return "\n".join(lines).strip()


def _text(body: EmailMessage) -> str:
    content = body.get_payload(decode=True) or b""
    letters = _letters(body)
    return content.decode("gb18030" if letters in CHINESE else letters, "replace")


def _letters(body: EmailMessage) -> str:
    try:
        letters = (body.get_content_charset() or "").lower()
    except (ValueError, LookupError):
        # It is named in letters which themselves are none.
        letters = ""
    return letters if letters in LETTERS | CHINESE else "utf-8"


def _plain(text: str) -> str:
    """Return `text` without what no column holds: NUL, halves of characters."""
    whole = text.encode("utf-8", "replace").decode()
    return whole.replace("\x00", "")


def _file(part: EmailMessage) -> tuple[str, bytes]:
    name = _plain(part.get_filename() or "") or "attachment"
    content = part.get_payload(decode=True)
    return name[:200], content if isinstance(content, bytes) else b""
