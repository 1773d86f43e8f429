"""Files of a complaint: sealed on the way out, added to, swept after a crash."""

import os
import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts import audit
from accounts.models import AuditEntry
from complaints.models import Complaint, ComplaintFile, Number
from complaints.services import evidence, messages
from complaints.tests.complaint_builders import fresh, make_complaint, make_message
from complaints.tests.intake_forms import page, photo, svg
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.uploads import Upload, checked


def upload(name="刹车.jpg"):
    return checked(photo(name), name)


@pytest.fixture
def complaint(cast) -> Complaint:
    made = make_complaint(cast.anna)
    evidence.add(made, actor=cast.anna, key=uuid.uuid4(), uploads=[upload()], at=NOON)
    return made


def file_url(complaint) -> str:
    return reverse("complaints:file", args=[complaint.code, complaint.files.get().pk])


def test_a_file_goes_out_sealed_and_the_trail_says_to_whom(client, cast, complaint):
    client.force_login(cast.anna)
    answer = client.get(file_url(complaint))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    entry = AuditEntry.objects.get(action="complaint.file_opened")
    assert (entry.actor, entry.customer_id) == (cast.anna, complaint.customer_id)


def test_a_file_opens_only_beside_its_own_complaint(client, cast, complaint):
    other = make_complaint(cast.anna)
    client.force_login(cast.anna)
    kept = complaint.files.get()
    url = reverse("complaints:file", args=[other.code, kept.pk])
    assert client.get(url).status_code == 404
    client.force_login(cast.dora)
    assert client.get(file_url(complaint)).status_code == 404


def test_a_file_added_twice_by_one_form_is_kept_once(client, cast, complaint):
    client.force_login(cast.anna)
    url = reverse("complaints:file_add", args=[complaint.code])
    form = {"submission_key": str(uuid.uuid4()), "text": "现场照片"}
    for _ in range(2):
        assert client.post(url, form | {"uploads": [photo()]}).status_code == 302
    assert complaint.files.count() == 2
    assert fresh(complaint).line_count == 3
    assert "现场照片" in client.get(complaint.get_absolute_url()).content.decode()


@pytest.mark.parametrize("file", [svg, page])
def test_a_script_is_refused_on_the_way_in(client, cast, complaint, file):
    client.force_login(cast.anna)
    url = reverse("complaints:file_add", args=[complaint.code])
    form = {"submission_key": str(uuid.uuid4()), "uploads": [file()]}
    assert client.post(url, form).status_code == 422
    assert client.post(url, {"submission_key": str(uuid.uuid4())}).status_code == 422
    assert complaint.files.count() == 1


def test_a_complaint_holds_so_many_files(cast, complaint, monkeypatch, media):
    monkeypatch.setattr(evidence, "MOST_FILES", 2)
    more = {"actor": cast.anna, "at": NOON, "uploads": [upload(), upload()]}
    with pytest.raises(evidence.Refused):
        evidence.add(complaint, key=uuid.uuid4(), **more)
    assert fresh(complaint).line_count == 2
    assert len(list(media.rglob("*.jpg"))) == 1


def test_what_fails_leaves_no_file(cast, media, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("no room")

    monkeypatch.setattr(ComplaintFile.objects, "bulk_create", fail)
    with pytest.raises(OSError, match="no room"):
        make_complaint(cast.anna, uploads=[upload()])
    assert not Complaint.objects.exists()
    assert not list(media.rglob("*.jpg"))


def test_a_refused_registration_gives_its_number_back(cast, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(audit, "record", lambda *a, **k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            make_complaint(cast.anna)
    assert make_complaint(cast.anna).code == "CMP-2026-000001"


class Watched(Upload):
    """A file that notes, when it is written down, whether a number was drawn."""

    drawn = None

    def __getattribute__(self, name):
        if name == "content":
            type(self).drawn = Number.objects.filter(last__gt=0).exists()
        return super().__getattribute__(name)


@pytest.mark.parametrize("way", ["intake", "message"])
def test_files_are_stored_before_a_number_is_drawn(cast, way):
    slow = Watched(**vars(upload()))
    Watched.drawn = None
    if way == "intake":
        made = make_complaint(cast.anna, uploads=[slow])
    else:
        said = {"kind": "COMPLAINT", "channel": "WEB", "words": "刹车还响"}
        made = messages.register(
            make_message(), make_customer(cast.anna), actor=cast.anna,
            key=uuid.uuid4(), at=NOON, uploads=[slow], said=said,
        )  # fmt: skip
    assert made.files.count() == 1
    assert Watched.drawn is False


def test_files_a_crash_left_are_swept_and_those_kept_stay(complaint, media):
    name = default_storage.save("complaints/ab/lost.jpg", photo())
    old = (NOON - timedelta(days=3)).timestamp()
    kept = complaint.files.get().stored_as
    for each in (name, kept):
        os.utime(media / each, (old, old))
    assert evidence.sweep(at=NOON) == 1
    assert evidence.sweep(at=NOON) == 0
    assert default_storage.exists(kept)
