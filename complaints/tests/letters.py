"""Mails as they travel, for the tests that take them in."""

from email.message import EmailMessage

WORDS = "你好，\n上周修的刹车又响了，请回电。"


def letter(
    words: str = WORDS, *, number: str = "<a1@example.com>", subject: str = "刹车",
    sender: str = "王小明 <wang@example.com>", charset: str = "utf-8", files=(),
) -> EmailMessage:  # fmt: skip
    """Return a mail; `files` are (name, content)."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "care@example.com", subject
    if number:
        mail["Message-ID"] = number
    mail.set_content(words, charset=charset)
    for name, content in files:
        mail.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return mail
