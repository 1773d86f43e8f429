"""A mail as it travels, read into who wrote what. No rows.

Nothing of it is trusted: not the sender, not the names of files, not the letters it
says it is written in.
"""

import hashlib
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
    """Read a mail. Raises NoMailError for what has no sender and no words."""
    if len(content) > MOST_BYTES:
        raise NoMailError
    mail = message_from_bytes(content, policy=default)
    name, email = parseaddr(_header(mail, "From"))
    subject = _header(mail, "Subject")
    words = _words(mail)
    if not mail["From"] or not (words or subject):
        raise NoMailError
    return Letter(
        origin=_origin(mail, content),
        name=(name or email)[: LONGEST["name"]],
        email=email if "@" in email and len(email) <= 254 else "",
        subject=subject[: LONGEST["subject"]],
        words=(words or subject)[: LONGEST["words"]],
        files=[_file(part) for part in mail.iter_attachments()][:MOST_FILES],
    )


def _origin(mail: EmailMessage, content: bytes) -> str:
    """Return what a mail is known by; one without a number by all that it holds."""
    number = _header(mail, "Message-ID")
    known = number.encode() if number else content
    return f"mail:{hashlib.sha256(known).hexdigest()}"


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
    letters = (body.get_content_charset() or "utf-8").lower()
    try:
        return content.decode("gb18030" if letters in CHINESE else letters, "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _plain(text: str) -> str:
    """Return `text` without what no column holds: NUL, halves of characters."""
    whole = text.encode("utf-8", "replace").decode()
    return whole.replace("\x00", "")


def _file(part: EmailMessage) -> tuple[str, bytes]:
    name = _plain(part.get_filename() or "") or "attachment"
    content = part.get_payload(decode=True)
    return name[:200], content if isinstance(content, bytes) else b""
