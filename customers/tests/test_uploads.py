"""What an uploaded document may be: told by its content, and refused in plain words."""

import io
import struct
import time
import zipfile
import zlib

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


SCRIPT = b"<</S /JavaScript /JS (app.alert(1))>>"
HARMLESS = zlib.compress(b"<< >>")


def evil(about: bytes, packed: bytes = b"", line: bytes = b"stream\n") -> bytes:
    """Return a PDF with a script packed in an object that is announced so."""
    packed = packed or zlib.compress(SCRIPT)
    stream = b"4 0 obj <<%s>> %s%s\nendstream endobj\n" % (about, line, packed)
    return pdf().replace(b"trailer", stream + b"trailer")


def stored(text: bytes, more: bytes) -> bytes:
    """Return zlib data of one block as it is and one packed."""
    size = len(text)
    begun = b"\x78\x9c\x00" + struct.pack("<HH", size, size ^ 0xFFFF) + text
    raw = zlib.compressobj(9, wbits=-15)
    end = struct.pack(">I", zlib.adler32(text + more))
    return begun + raw.compress(more) + raw.flush() + end


TYPED = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
HIDDEN = {
    "a comment that ends the object": evil(
        b"/Type /ObjStm %endobj\n /Filter /FlateDecode"
    ),
    "a comment that begins a stream": evil(
        b"/Type /ObjStm %>> stream\n%endstream\n /Filter /FlateDecode"
    ),
    "a blank behind the word": evil(TYPED, line=b"stream \n"),
    "a tab and a comment behind the word": evil(TYPED, line=b"stream\t%x\n"),
    "a carriage return alone": evil(TYPED, line=b"stream\r"),
    "nothing behind the word": evil(TYPED, line=b"stream"),
    "a name in signs": evil(
        b"/#54ype /#4fbj#53tm %endobj\n /Filter /FlateDecode", line=b"stream\r"
    ),
    "a type elsewhere": evil(b"/Type 9 0 R /Filter /FlateDecode").replace(
        b"trailer", b"9 0 obj /ObjStm endobj\ntrailer"
    ),
    "no type": evil(b"/N 1 /First 4 /Filter /FlateDecode"),
    "no type, its start elsewhere": evil(b"/N 1 /First 9 0 R /Filter /FlateDecode"),
    "no type, behind a comment": evil(b"/N 1 /First 4 %endobj\n/Filter /FlateDecode"),
    "packed twice": evil(
        b"/Type /ObjStm /Filter [/FlateDecode /FlateDecode]",
        zlib.compress(zlib.compress(SCRIPT)),
    ),
    "a filter cut short": evil(
        b"/Type /ObjStm /Filter [/AHx /Fl]", zlib.compress(SCRIPT).hex().encode()
    ),
    "two filters named": evil(TYPED + b" /Filter /LZWDecode"),
    "a harmless stream in a string": evil(
        b"/Type /ObjStm /X (stream\n%s\nendstream) /Filter /FlateDecode" % HARMLESS
    ),
    "a harmless object in a string": evil(
        b"/Type /ObjStm /X (4 0 obj <<%s>> stream\n%s\nendstream) "
        b"/Filter /FlateDecode" % (TYPED, HARMLESS)
    ),
    "an end within what is packed": evil(
        TYPED, stored(b"4 0 %\nendstream endobj\n", SCRIPT)
    ),
    "packed data that breaks off": evil(TYPED, zlib.compress(SCRIPT * 9)[:-8]),
    "a form between a comment and its end": pdf().replace(
        b"trailer",
        b"4 0 obj << % >> stream\n/XFA 9 0 R % endstream\n>> endobj\ntrailer",
    ),
    "a stream that never ends": pdf().replace(
        b"trailer", b"% stream\n4 0 obj <</JS(x)>> endobj\ntrailer"
    ),
}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_hidden_from_a_reader_of_packed_objects_is_refused(hidden):
    with pytest.raises(UnwantedError):
        upload(HIDDEN[hidden])


def test_honest_packed_objects_and_an_outline_are_kept():
    written = b"/Type/ObjStm/N 1/First 4/Filter[/FlateDecode]/Length 9 0 R"
    outline = b"7 0 obj <</First 8 0 R /Last 9 0 R>> endobj\ntrailer"
    for line in (b"stream\n", b"stream\r\n", b"stream \n"):
        content = evil(written, zlib.compress(b"5 0 <<>>"), line)
        assert upload(content.replace(b"trailer", outline))


@pytest.mark.parametrize("word", [b"stream\n", b"endobj stream\n", b"#4a", b"/ObjStm ",
                                  b"/First ", b"endobj obj<<"])  # fmt: skip
def test_a_file_made_to_be_slow_is_looked_through_in_one_walk(word):
    content = pdf().replace(b"trailer", word * (8_000_000 // len(word)) + b"trailer")
    started = time.process_time()
    if word.startswith(b"/"):
        with pytest.raises(UnwantedError):
            upload(content)
    else:
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
