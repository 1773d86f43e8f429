"""What a browser sends when a complaint is taken in, and files that come along."""

import io
import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def typed(**overrides) -> dict:
    """Return a form filled in with the least there is; overrides replace or add."""
    said = {"submission_key": str(uuid.uuid4()), "words": "刹车还响，来了三次",
            "kind": "COMPLAINT", "channel": "PHONE"}  # fmt: skip
    return said | overrides


def photo(name: str = "photo.jpg") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


def svg() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")


def page() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>", "image/jpeg")
