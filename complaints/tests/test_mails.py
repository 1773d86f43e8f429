"""A mail as it travels is read, whatever its letters; what is no mail is refused."""

import pytest

from complaints import mails
from complaints.tests.letters import WORDS, letter


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "gbk", "big5"])
def test_chinese_is_read_in_any_letters(charset):
    words = WORDS if charset != "big5" else "請回電"
    read = mails.read(letter(words, charset=charset).as_bytes())
    assert read.words == words
    assert (read.name, read.email) == ("王小明", "wang@example.com")
    assert read.subject == "刹车"


def test_letters_beyond_gb2312_are_read_where_the_mail_says_gb2312():
    mail = letter("镕", charset="gb18030").as_bytes()
    assert mails.read(mail.replace(b"gb18030", b"gb2312")).words == "镕"


def test_of_html_only_the_words_are_left():
    mail = letter()
    mail.set_content("<p>刹车&amp;轮胎</p><script>x</script>", subtype="html")
    assert mails.read(mail.as_bytes()).words == "刹车&轮胎x"


def test_the_same_mail_has_the_same_origin_and_one_without_a_number_its_own():
    first, second = letter().as_bytes(), letter().as_bytes()
    assert mails.read(first).origin == mails.read(second).origin
    bare, other = letter(number=""), letter("又及", number="")
    assert mails.read(bare.as_bytes()).origin != mails.read(other.as_bytes()).origin


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", b"PK\x03\x04", b"hello", b"From: a@b.c\n\n"],
    ids=["nothing", "bytes", "archive", "no head", "no words"],
)
def test_what_is_no_mail_is_refused(content):
    with pytest.raises(mails.NoMailError):
        mails.read(content)


@pytest.mark.parametrize(
    "content",
    [
        b"From: =?utf-8?q?=00=ff?= <a@b.c>\nSubject: =?x?y?z\n\nhi\x00\xff",
        b"From: a@b.c\nContent-Type: text/plain; charset=klingon\n\n\xe4\xbd\xa0",
        b"From: a@b.c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nhi",
        b"From: " + b"<" * 2000 + b"\nSubject: s\n\nhi",
        b"From: a@b.c\nMessage-ID: <" + b"x" * 5000 + b">\n\nhi",
    ],
)
def test_a_broken_mail_is_read_as_far_as_it_goes(content):
    read = mails.read(content)
    assert "\x00" not in read.words + read.name + read.subject
    assert len(read.origin) <= 200
    assert len(read.name) <= 60


def test_files_come_along_and_no_more_than_five():
    files = [(f"{number}.pdf", b"x") for number in range(7)]
    read = mails.read(letter(files=files).as_bytes())
    assert [name for name, _content in read.files] == [f"{n}.pdf" for n in range(5)]
    assert read.words == WORDS
