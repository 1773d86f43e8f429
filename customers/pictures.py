"""Turns an uploaded picture into a plain JPEG: small, only pixels. No rows."""

import io
import struct
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

# What a phone's camera makes; anything else is no picture, whatever it calls itself.
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 15 * 1024 * 1024
# Read from the header before a pixel is unpacked: 30 million need 120 MB at most.
MOST_PIXELS = 30_000_000
LONGEST_SIDE = 1600
QUALITY = 82


class NotAPictureError(Exception):
    """The file is no picture of a known kind, broken, or too large to unpack."""


@dataclass(frozen=True)
class Picture:
    """A JPEG of our own making."""

    content: bytes
    width: int
    height: int


def plain_jpeg(
    file: BinaryIO, *, longest: int = LONGEST_SIDE, most_unpacked: int = MOST_PIXELS
) -> Picture:
    """Decode `file` and encode its pixels anew, no side longer than `longest`.

    A JPEG is unpacked small; of the rest, which is unpacked whole, `most_unpacked` are
    the most pixels. Raises `NotAPictureError`.
    """
    try:
        with Image.open(file, formats=FORMATS) as image:
            most = MOST_PIXELS if image.format == "JPEG" else most_unpacked
            if image.width * image.height > most:
                raise NotAPictureError
            image.draft("RGB", (longest, longest))
            image.thumbnail((longest, longest))
            return _encoded(_flat(ImageOps.exif_transpose(image)))
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
        TypeError,
        IndexError,
        KeyError,
        struct.error,
    ) as error:
        raise NotAPictureError from error


def _flat(image: Image.Image) -> Image.Image:
    """Return new pixels on white: no transparency, profile, comment or camera data."""
    clean = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        clean.paste(image, mask=image)
    else:
        clean.paste(image.convert("RGB"))
    return clean


def _encoded(image: Image.Image) -> Picture:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(out.getvalue(), image.width, image.height)
