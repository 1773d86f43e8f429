"""What an uploaded document may be: told by its content, and refused in plain words."""

import io
import time
import zipfile

import pytest
from PIL import Image

from customers.tests.document_builders import TYPES, office, pdf, pdf_with_packed
from customers.uploads import MOST_BYTES, UnwantedError, checked

HTML = b"<!doctype html><script>alert(document.cookie)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
RELS = b'<Relationship Type="x/attachedTemplate" TargetMode="External"/>'


def upload(content: bytes, name: str = "a.pdf"):
    return checked(io.BytesIO(content), name)


def picture(kind: str, **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_and_carries_nothing(kind):
    exif = Image.Exif()
    exif[271] = "SpyCam"
    kept = upload(picture(kind, exif=exif) + HTML, "身份证.png")
    assert (kept.name, kept.content_type) == ("身份证.jpg", "image/jpeg")
    assert Image.open(io.BytesIO(kept.content)).format == "JPEG"
    assert b"SpyCam" not in kept.content
    assert b"<script>" not in kept.content


def test_a_scan_keeps_its_small_print():
    out = io.BytesIO()
    Image.new("RGB", (3500, 2500), "white").save(out, "JPEG")
    assert Image.open(io.BytesIO(upload(out.getvalue()).content)).width == 2800


@pytest.mark.parametrize("content", [pdf(), office(), pdf_with_packed(b"<< >>")])
def test_what_only_shows_pages_is_kept_as_it_is(content):
    assert upload(content).content == content


@pytest.mark.parametrize(
    "inside",
    [
        b"/OpenAction <</S /JavaScript /JS (app.alert(1))>>",
        b"/OpenAction <</S /#4aava#53cript /J#53 (x)>>",
        b"/AA <</O <</S /Launch /F (cmd.exe)>>>>",
        b"/Names <</EmbeddedFiles 9 0 R>>",
        b"/AcroForm <</XFA 9 0 R>>",
        b"/A <</S /SubmitForm>>",
        b"/A <</S /GoToE>>",
        b"/RichMedia 9 0 R",
    ],
)
def test_a_pdf_that_does_something_is_refused(inside):
    for content in (pdf(inside), pdf_with_packed(b"<<%s>>" % inside)):
        with pytest.raises(UnwantedError) as refusal:
            upload(content)
        assert "PDF" in str(refusal.value)


@pytest.mark.parametrize(
    "content",
    [
        pdf_with_packed(b"<</S /JavaScript>>", b"/Type /Obj#53tm"),
        pdf_with_packed(b"<< >>", b"/Type /ObjStm /DecodeParms <</Predictor 12>>"),
        pdf_with_packed(b"<< >>").replace(b"x\x9c", b"x\x00"),
        pdf_with_packed(b"\0" * (31 * 1024 * 1024)),
        pdf().replace(b"trailer <<", b"trailer <</Encrypt 9 0 R "),
    ],
)
def test_a_pdf_one_cannot_look_into_is_refused(content):
    with pytest.raises(UnwantedError):
        upload(content)


def test_what_only_looks_like_a_stream_hides_nothing():
    packed = pdf_with_packed(b"<</S /JavaScript>>")
    hidden = packed.replace(b"4 0 obj", b"% stream\n4 0 obj")
    within = packed.replace(b"/ObjStm", b"/ObjStm % stream\n")
    for content in (hidden, within):
        with pytest.raises(UnwantedError):
            upload(content)


@pytest.mark.parametrize("word", [b"stream\n", b"endobj stream\n", b"#4a", b"/ObjStm "])
def test_a_file_made_to_be_slow_is_looked_through_in_one_walk(word):
    content = pdf().replace(b"trailer", word * (8_000_000 // len(word)) + b"trailer")
    started = time.process_time()
    assert upload(content)
    assert time.process_time() - started < 20


def test_pictures_and_text_that_look_like_commands_do_no_harm():
    page = b"<</Filter /DCTDecode>> stream\n\xff\xd8/JS/XFA\xff\nendstream"
    assert upload(pdf().replace(b"trailer", page + b"trailer"))


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/embeddings/oleObject1.bin": b"x"},
        {"word/activeX/activeX1.xml": b"x"},
        {"[Content_Types].xml": TYPES.replace(b"Override", b"Macroenabled")},
        {"word/_rels/settings.xml.rels": RELS},
    ],
)
def test_an_office_file_that_carries_more_than_text_is_refused(parts):
    with pytest.raises(UnwantedError):
        upload(office(parts))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd"])
def test_an_office_file_that_would_unpack_elsewhere_is_refused(name):
    with pytest.raises(UnwantedError):
        upload(office({name: b"x"}))


def test_an_archive_that_is_no_office_file_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("a.exe", b"MZ")
    with pytest.raises(UnwantedError):
        upload(out.getvalue(), "合同.docx")


def test_an_office_file_that_unpacks_to_too_much_is_refused():
    with pytest.raises(UnwantedError):
        upload(office({"word/media/a.bmp": b"\0" * (101 * 1024 * 1024)}))


@pytest.mark.parametrize(
    "content",
    [b"", HTML, SVG, b"GIF89a", b"MZ\x90", b"PK\x03\x04broken", b"%PDF-1.4 no end",
     HTML + pdf(), b"\xff\xd8\xffbroken", b"RIFF....WAVE"],
)  # fmt: skip
def test_anything_else_is_refused_whatever_it_calls_itself(content):
    with pytest.raises(UnwantedError):
        upload(content, "合同.pdf")


def test_what_is_too_large_is_refused_before_it_is_looked_at():
    with pytest.raises(UnwantedError) as refusal:
        upload(pdf() + b"\0" * MOST_BYTES)
    assert "10" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "offered"),
    [("../../合同.exe", "合同.pdf"), ("C:\\x\\a.b.pdf", "a.b.pdf"),
     ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"), ("", "document.pdf"),
     ("长" * 300, "长" * 100 + ".pdf")],
)  # fmt: skip
def test_the_name_it_is_offered_under_is_harmless(name, offered):
    assert upload(pdf(), name).name == offered
