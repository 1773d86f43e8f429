"""What an uploaded picture may be, and what is left of it."""

import io
import struct
import zlib
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from accounts.refused import Refused
from crm.testing.builders import make_visit
from crm.testing.cast import NOON
from customers.pictures import NotAPictureError, Picture, plain_jpeg
from visits.models import Photo
from visits.services import photos

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"


def encoded(kind="JPEG", size=(640, 480), mode="RGB", **options) -> io.BytesIO:
    out = io.BytesIO()
    Image.new(mode, size, 128).save(out, kind, **options)
    out.seek(0)
    return out


def test_folders_and_files_open_to_the_product_alone(cast, media):
    make_visit(cast.anna, pictures=(plain_jpeg(encoded()),))
    kept = list(media.rglob("*"))
    assert {each.stat().st_mode & 0o777 for each in kept if each.is_dir()} == {0o700}
    assert {each.stat().st_mode & 0o777 for each in kept if each.is_file()} == {0o600}


def png_that_claims(width: int, height: int) -> io.BytesIO:
    """Return a PNG of a few bytes whose header announces so many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b""))


def files(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_a_camera_makes_becomes_a_plain_jpeg(kind):
    picture = plain_jpeg(encoded(kind))
    again = Image.open(io.BytesIO(picture.content))
    assert again.format == "JPEG"
    assert (picture.width, picture.height) == again.size == (640, 480)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("PNG", "1"), ("PNG", "I;16"),
     ("JPEG", "CMYK"), ("JPEG", "L"), ("WEBP", "RGBA")],
)  # fmt: skip
def test_every_kind_of_pixel_can_be_read(kind, mode):
    picture = plain_jpeg(encoded(kind, mode=mode))
    assert Image.open(io.BytesIO(picture.content)).mode == "RGB"


def test_large_pictures_shrink_and_small_ones_do_not_grow():
    assert plain_jpeg(encoded(size=(4000, 3000))).width == 1600
    assert plain_jpeg(encoded(size=(1200, 3000))).height == 1600
    assert plain_jpeg(encoded(size=(20, 10))).width == 20


def test_place_camera_and_comments_are_left_out():
    exif = Image.Exif()
    exif[271] = "SpyCam"
    exif.get_ifd(34853)[2] = (31.0, 14.0, 0.0)
    photo = encoded(exif=exif, comment=b"secret words", icc_profile=b"profile")
    assert b"SpyCam" in photo.getvalue()

    content = plain_jpeg(photo).content

    clean = Image.open(io.BytesIO(content))
    assert not clean.getexif()
    assert not {"comment", "icc_profile", "exif", "xmp"} & clean.info.keys()
    for trace in (b"SpyCam", b"secret", b"profile", b"Exif"):
        assert trace not in content


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[274] = 6
    assert plain_jpeg(encoded(size=(640, 480), exif=exif)).width == 480


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SVG,
        HTML,
        b"GIF89a" + HTML,
        b"\xff\xd8\xff\xe0" + HTML,
        b"MZ\x90\x00" * 99,
        b"%PDF-1.7 ...",
        encoded("GIF").getvalue(),
        encoded("BMP").getvalue(),
        encoded("TIFF").getvalue(),
        encoded().getvalue()[:200],
        encoded("PNG").getvalue()[:60],
    ],
)
def test_what_is_no_camera_picture_is_refused_by_content(content):
    with pytest.raises(NotAPictureError):
        plain_jpeg(io.BytesIO(content))


def test_a_page_hidden_behind_a_picture_does_not_survive():
    polyglot = io.BytesIO(encoded().getvalue() + HTML)
    content = plain_jpeg(polyglot).content
    assert b"script" not in content


@pytest.mark.parametrize("side", [50_000, 5_478, 2**31 - 1])
def test_a_bomb_is_refused_by_its_header_before_it_unpacks(side):
    with pytest.raises(NotAPictureError):
        plain_jpeg(png_that_claims(side, side))


def test_photos_are_kept_under_random_names(cast, media):
    picture = plain_jpeg(encoded())
    visit = make_visit(cast.anna, pictures=(picture, picture))

    first, second = visit.photos.order_by("pk")

    assert first.stored_as != second.stored_as
    assert (media / first.stored_as).read_bytes() == picture.content
    assert first.byte_count == len(picture.content)


def test_a_visit_holds_five_photos(cast, media):
    picture = plain_jpeg(encoded())
    visit = make_visit(cast.anna, pictures=(picture,) * 5)
    with pytest.raises(Refused) as refusal:
        photos.attach(visit, [picture], at=NOON)
    assert refusal.value.field == "photos"
    assert Photo.objects.count() == len(files(media)) == 5


def test_a_failure_leaves_neither_rows_nor_files(cast, media):
    visit = make_visit(cast.anna)
    with pytest.raises(AttributeError):
        photos.attach(visit, [Picture(b"x", 1, 1), None], at=NOON)
    assert not Photo.objects.exists()
    assert not files(media)


def test_files_a_crash_left_behind_are_swept_after_a_day(cast, media):
    visit = make_visit(cast.anna, pictures=(plain_jpeg(encoded()),))
    orphan = default_storage.save("visits/ab/orphan.jpg", ContentFile(b"x"))
    made_at = default_storage.get_modified_time(orphan)

    assert photos.sweep(at=made_at + timedelta(hours=23)) == 0
    assert photos.sweep(at=made_at + timedelta(hours=25)) == 1
    assert photos.sweep(at=made_at + timedelta(hours=25)) == 0

    assert [str(f.relative_to(media)) for f in files(media)] == [
        visit.photos.get().stored_as
    ]


def test_nothing_is_swept_where_nothing_was_kept(media):
    assert photos.sweep(at=NOON) == 0
