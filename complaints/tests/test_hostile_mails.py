"""A mail made to break whoever reads it is kept; no two senders' mails become one."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from complaints import mails
from complaints.models import Inbound
from complaints.tests.letters import letter

DEEP = b"(" * 5000


def nested(kind: bytes, depth: int = 3000) -> bytes:
    """Return a mail of so many wrappings around nothing."""
    if kind == b"rfc822":
        return b"From: wang@example.com\nSubject: s\n" + depth * (
            b"Content-Type: message/rfc822\n\n"
        ) + b"\n\nhi"  # fmt: skip
    wrap = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (each, each)
        for each in range(depth)
    )
    return b"From: wang@example.com\nSubject: s\n" + wrap + b"\nhi"


def of(header: bytes) -> bytes:
    return b"From: wang@example.com\nSubject: s\n" + header + b"\n\nhi\n"


LETTERS = {
    name: of(b"Content-Type: text/plain; charset=" + name.encode())
    for name in ("idna", "undefined", "punycode", "rot13", "zlib", "base64", "utf-7",
                 "unicode_escape", "raw_unicode_escape", "mbcs", '"a\x00b"')
}  # fmt: skip
BROKEN = LETTERS | {
    "nul written otherwise": of(b"Content-Type: text/plain; charset*=a%00b'en'utf-8"),
    "sender": b"From: " + DEEP + b" <wang@example.com>\nSubject: s\n\nhi",
    "number": of(b"Message-ID: " + DEEP),
    "type": of(b"Content-Type: " + DEEP),
    "type of a text": of(b"Content-Type: text/plain; a=" + DEEP),
    "disposition": of(b"Content-Disposition: " + DEEP),
    "encoding": of(b"Content-Transfer-Encoding: " + DEEP),
    "subject": b"From: wang@example.com\nSubject: " + DEEP + b"\n\nhi",
    "tags": of(b"Content-Type: text/html").replace(b"hi", b"hi" + b"<a" * 5000),
}  # fmt: skip


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_what_breaks_its_reader_is_kept(content):
    read = mails.read(content)
    assert "hi" in read.words
    assert "\x00" not in read.words + read.name + read.email
    assert read.email in {"wang@example.com", ""}
    assert mails.read(content).origin == read.origin


@pytest.mark.parametrize("kind", [b"mixed", b"rfc822"])
def test_what_is_wrapped_without_end_is_kept_as_it_stands(kind):
    read = mails.read(nested(kind))
    assert (read.email, read.files) == ("wang@example.com", [])
    assert 0 < len(read.words) <= mails.LONGEST["words"]


@pytest.mark.parametrize("name", ["idna", "sender", "type", "encoding"])
def test_a_mail_server_and_a_colleague_bring_it_in(client, cast, monkeypatch, name):
    piped = io.TextIOWrapper(io.BytesIO(BROKEN[name]))
    monkeypatch.setattr("sys.stdin", piped)
    call_command("take_mail", stdout=io.StringIO())
    client.force_login(cast.sam)
    file = SimpleUploadedFile("a.eml", BROKEN[name], "message/rfc822")
    answer = client.post("/complaints/inbound/", {"mail": file})
    assert answer.url == Inbound.objects.get().get_absolute_url()
    assert client.get(answer.url).status_code == 200


def test_a_number_used_again_swallows_no_mail():
    sent = [
        letter(), letter(sender="李四 <li@example.com>"), letter("还有一件事"),
        letter(files=[("a.pdf", b"x")]),
    ]  # fmt: skip
    assert len({mails.read(each.as_bytes()).origin for each in sent}) == len(sent)


def test_a_mail_delivered_twice_by_other_ways_is_one():
    first = letter().as_bytes()
    again = b"Received: from elsewhere\nX-Spam: no\n" + first
    assert mails.read(first).origin == mails.read(again).origin
