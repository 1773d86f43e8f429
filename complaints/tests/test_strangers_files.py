"""What strangers attach is unpacked last, of what fits, little of it, few at once."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from complaints.forms import says
from complaints.models import Inbound, Knock
from complaints.services import messages
from complaints.tests.intake_forms import photo
from complaints.tests.letters import letter
from complaints.tests.test_messages import SAY, said
from customers import pictures, uploads

REFUSED = {"has_agreed": "", "words": "", "phone": "", "opened": "forged"}


def flat(side: int, kind: str = "PNG") -> SimpleUploadedFile:
    """Return a picture small to send and large to unpack."""
    buffer = io.BytesIO()
    Image.new("L", (side, side)).save(buffer, kind)
    return SimpleUploadedFile(f"a.{kind.lower()}", buffer.getvalue())


@pytest.fixture
def unpacked(monkeypatch) -> list:
    """Return the pictures that were opened, as they are."""
    opened, really = [], Image.open

    def seen(file, *args, **kwargs):
        opened.append(file)
        return really(file, *args, **kwargs)

    monkeypatch.setattr(pictures.Image, "open", seen)
    return opened


@pytest.mark.parametrize("field", REFUSED)
def test_files_of_what_is_refused_anyway_are_not_unpacked(client, db, unpacked, field):
    form = said(**{field: REFUSED[field]}, uploads=[photo()] * 5)
    assert client.post(SAY, form).status_code == 422
    assert unpacked == []


def test_a_picture_too_large_for_a_stranger_is_refused_before_it_is_unpacked(
    client, cast, media
):
    answer = client.post(SAY, said(uploads=[flat(3500)]))
    assert answer.status_code == 422
    assert "uploads" in answer.context["form"].errors
    # A colleague may; and a camera's JPEG is unpacked small.
    assert uploads.checked(flat(3500), "a.png").suffix == "jpg"
    assert client.post(SAY, said(uploads=[flat(4500, "JPEG")])).status_code == 302


def test_a_mails_picture_too_large_for_a_stranger_is_left_out():
    mail = letter(files=[("a.png", flat(3500).read())])
    told = says.told_of(says.mails.read(mail.as_bytes()))
    assert (told["uploads"], told["left_out"]) == ([], ["a.png"])


def test_few_unpack_at_once_and_the_rest_do_not_wait(client, cast, unpacked):
    taken = [says.UNPACKING.acquire(blocking=False) for _each in range(2)]
    try:
        busy = client.post(SAY, said(uploads=[photo()]))
        assert busy.status_code == 422
        assert "uploads" in busy.context["form"].errors
        assert unpacked == []
        # Words alone are taken all the same.
        assert client.post(SAY, said()).status_code == 302
    finally:
        for _each in taken:
            says.UNPACKING.release()
    assert taken == [True, True]
    assert client.post(SAY, said(uploads=[photo()])).status_code == 302


def test_a_refused_file_gives_its_place_back(client, cast):
    broken = b"\x89PNG\r\n\x1a\nnothing"
    for _each in range(3):
        file = SimpleUploadedFile("a.png", broken)
        assert client.post(SAY, said(uploads=[file])).status_code == 422
    assert client.post(SAY, said(uploads=[photo()])).status_code == 302


def test_what_is_refused_counts_and_then_nothing_is_read(client, cast, unpacked):
    for _each in range(messages.MOST_TRIES):
        assert client.post(SAY, said(has_agreed="")).status_code == 422
    answer = client.post(SAY, said(words="记得我", uploads=[photo()]))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "记得我" in answer.content.decode()
    assert unpacked == []
    assert not Inbound.objects.exists()
    elsewhere = client.post(SAY, said(), REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302


def test_what_fills_in_every_box_counts_too(client, cast):
    for _each in range(messages.MOST_TRIES):
        client.post(SAY, said(website="http://spam"))
    assert client.post(SAY, said(website="http://spam")).status_code == 429


def test_the_public_form_and_the_status_page_are_counted_apart(client, cast):
    for _each in range(messages.MOST_TRIES):
        client.post(SAY, said(has_agreed=""))
    assert client.get(f"/c/{uuid.uuid4()}/").status_code == 404
    doors = Knock.objects.order_by("door").values_list("door", flat=True).distinct()
    assert list(doors) == ["LINK", "SAY"]
