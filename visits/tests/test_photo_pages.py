"""Photos of a visit on their way in and out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from visits.models import Photo, Visit
from visits.tests.forms import WELL, photo


def test_a_photo_is_served_as_a_picture_and_nothing_else(client, cast, rows):
    client.force_login(cast.anna)
    answer = client.get(reverse("visits:photo", args=[rows["visit"], rows["photo_pk"]]))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script" not in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_a_photo_opens_only_beside_its_own_visit(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:photo", args=[rows["plan"], rows["photo_pk"]])
    assert client.get(url).status_code == 404


def test_a_photo_whose_file_is_gone_is_not_found(client, cast, rows, media):
    client.force_login(cast.anna)
    (media / Photo.objects.get().stored_as).unlink()
    url = reverse("visits:photo", args=[rows["visit"], rows["photo_pk"]])
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.svg", b"<svg onload='alert(1)'/>", "image/svg+xml"),
        SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>", "image/jpeg"),
        SimpleUploadedFile("a.jpg", b"x" * (20 * 1024 * 1024), "image/jpeg"),
    ],
    ids=["svg", "html as jpg", "20 MB"],
)
def test_what_is_no_photo_is_told_by_name_and_nothing_is_saved(
    client, cast, rows, file, media
):
    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[rows["customer_pk"]])
    file.seek(0)
    answer = client.post(url, WELL | {"photos": [photo(), file]})
    assert answer.status_code == 422
    assert file.name in str(answer.context["form"].errors["photos"])
    assert Visit.objects.count() == 2
    assert Photo.objects.count() == 1


def test_six_photos_are_one_too_many(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[rows["customer_pk"]])
    answer = client.post(url, WELL | {"photos": [photo() for _ in range(6)]})
    assert answer.status_code == 422
    assert Visit.objects.count() == 2


def test_photos_of_a_form_come_with_its_visit(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[rows["customer_pk"]])
    client.post(url, WELL | {"photos": [photo(), photo()]})
    assert Visit.objects.latest("pk").photos.count() == 2
