"""Plates and vehicle identification numbers: read, written, checked. No rows."""

import re
import unicodedata

from accounts.pinyin import HAN

PLATE_LENGTH, VIN_LENGTH = 12, 17
# The mask of a shorter plate shows two signs, so nobody finds it by its end.
SHORTEST_TOLD = 7
# Where the last places stand that a mask shows and a search takes.
PLATE_TAIL, VIN_TAIL, SHORTEST_TAIL = 4, 6, 4
# No I, O, Q: they look like digits.
VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
# 京A12345, 粤BD12345 of a new energy car, 沪A1234学; not a name with a number.
CHINESE = re.compile(r"[\u4e00-\u9fff][A-Z][A-Z0-9]{4,5}(?:[A-Z0-9]|[学警港澳挂领试])")
# ISO 3779: what each sign counts, and the weight of its place.
VALUES = dict(zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ",
                  [*range(10), *range(1, 9), *range(1, 6), 7, 9, *range(2, 10)],
                  strict=True))  # fmt: skip
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
CHECK_PLACE = 8


def normal(text: str) -> str:
    """Return a plate or VIN as it is kept: `京 Ａ·12345` becomes `京A12345`."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in plain if HAN.match(c) or (c.isascii() and c.isalnum()))


def is_plate(text: str) -> bool:
    """Say whether a normal text is a whole Chinese plate."""
    return bool(CHINESE.fullmatch(text))


def is_vin(text: str) -> bool:
    """Say whether a normal text has the form of a VIN, whatever its check digit."""
    return bool(VIN.fullmatch(text))


def has_check_digit(vin: str) -> bool:
    """Say whether the ninth place of a VIN is what the others make it.

    Makers outside China and North America are free to put something else there.
    """
    return vin[CHECK_PLACE] == check_digit(vin)


def check_digit(vin: str) -> str:
    """Return the sign that belongs into the ninth place of a VIN."""
    pairs = zip(vin, WEIGHTS, strict=True)
    rest = sum(VALUES.get(sign, 0) * weight for sign, weight in pairs) % 11
    return "X" if rest == 10 else str(rest)


def shown(plate: str) -> str:
    """Return a plate as it stands on the car: 京A·12345."""
    return f"{plate[:2]}·{plate[2:]}" if is_plate(plate) else plate


def end(whole: str) -> str:
    """Return as much of the end of a whole plate or VIN as its mask shows."""
    return whole[-(VIN_TAIL if is_vin(whole) else PLATE_TAIL) :]


def tails(plate: str, vin: str) -> set[str]:
    """Return the ends either is asked for by: no longer than their masks show."""
    found = {plate[-PLATE_TAIL:]} if len(plate) >= SHORTEST_TOLD else set()
    if len(vin) == VIN_LENGTH:
        found |= {vin[-size:] for size in range(SHORTEST_TAIL, VIN_TAIL + 1)}
    return found
