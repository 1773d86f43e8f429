"""What the form of a visit sends."""

import io
import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

KEY = str(uuid.UUID(int=7))
WELL = {"submission_key": KEY, "when": "NOW", "channel": "VISIT", "purpose": "CARE",
        "outcome": "POSITIVE", "next_step": "TIER", "note": "聊了保养"}  # fmt: skip
HTMX = {"HX-Request": "true"}


def photo(name="p.jpg", size=(40, 30)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")
