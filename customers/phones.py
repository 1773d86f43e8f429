"""Telephone numbers as people type them, as we keep and as we show them. No rows."""

import re
import unicodedata

import phonenumbers
from django.utils.translation import gettext as _
from phonenumbers import NumberParseException, PhoneNumberFormat

HOME = "CN"
# "0571 8888 1234 转 802", "… ext. 802", "…#802": what follows is the extension.
EXTENSION = re.compile(
    r"(?:转(?:接)?|分机(?:号)?|ext(?:ension)?\.?|x|#|,)\s*[:.]?\s*(\d{1,8})\s*$", re.I
)
CHINESE_MOBILE = re.compile(r"(?:\+?86|0086)?0?(1[3-9]\d{9})")
# What people write before a number when they copy it from somewhere.
LABEL = re.compile(r"^\s*(?:tel|phone|mobile|联系电话|电话|手机号?|座机)\s*:?\s*", re.I)
# Hotlines of banks and insurers (95…), of provinces (96…), of the networks (100…).
SERVICE = re.compile(r"9[56]\d{3,4}|100\d{2}")
# A number of one's own town, without the area code: none begins with 0 or 1, so seven
# digits that do are a mobile number cut short.
LOCAL = re.compile(r"[2-9]\d{6,7}")
# As WeChat itself gives them out.
WECHAT = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]{5,19}")
MOST_DIGITS = 20


def normalise(typed: str) -> tuple[str, str]:
    """Return (E.164, extension); digits as they are where no number can be read.

    "" means that nothing in `typed` is a digit. Numbers without a country are Chinese.
    """
    main, extension = _split(_plain(typed))
    bare = re.sub(r"[^0-9+]", "", main)
    bare = ("+" if bare.startswith("+") else "") + bare.replace("+", "")
    if mobile := CHINESE_MOBILE.fullmatch(bare):
        return f"+86{mobile[1]}", extension
    try:
        number = phonenumbers.parse(bare, HOME)
    except NumberParseException:
        return _digits(bare), extension
    if not phonenumbers.is_valid_number(number):
        return _digits(bare), extension
    return phonenumbers.format_number(number, PhoneNumberFormat.E164), extension


def is_full(phone: str) -> bool:
    """Say whether a normalised number is whole, so that it may be asked about."""
    return phone.startswith("+")


def is_callable(phone: str) -> bool:
    """Say whether a normalised number can be one: whole, of this town, or a hotline."""
    is_local = bool(LOCAL.fullmatch(phone))
    return is_full(phone) or is_local or bool(SERVICE.fullmatch(phone))


def has_letters(typed: str) -> bool:
    """Say whether letters stand in what was typed that no number has."""
    main, _extension = _split(LABEL.sub("", _plain(typed)))
    return any(char.isalpha() for char in main)


def is_wechat(typed: str) -> bool:
    """Say whether what was typed where a number belongs looks like a WeChat ID."""
    return bool(WECHAT.fullmatch(typed.strip())) and has_letters(typed)


def shown(phone: str, extension: str = "") -> str:
    """Return a kept number as one reads it: `138 0013 8000`, `+44 20 7946 0958`."""
    number = _spaced(phone)
    if not (number and extension):
        return number
    told = {"number": number, "extension": extension}
    return _("%(number)s ext. %(extension)s") % told


def tel(phone: str, extension: str = "") -> str:
    """Return the link that dials a kept number."""
    return f"tel:{phone}" + (f";ext={extension}" if extension else "")


def _plain(typed: str) -> str:
    """Return `typed` with full-width signs and digits of every script as ASCII."""
    text = unicodedata.normalize("NFKC", typed)
    return "".join(str(unicodedata.decimal(c, c)) for c in text).strip()


def _split(text: str) -> tuple[str, str]:
    found = EXTENSION.search(text)
    if found and re.search(r"\d", text[: found.start()]):
        return text[: found.start()], found[1]
    return text, ""


def _digits(bare: str) -> str:
    return bare.lstrip("+")[:MOST_DIGITS]


def _parsed(phone: str):
    if not phone.startswith("+"):
        return None
    try:
        return phonenumbers.parse(phone)
    except NumberParseException:
        return None


def _spaced(phone: str) -> str:
    number = _parsed(phone)
    if number is None:
        return phone
    if number.country_code != 86:
        style = PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, style).replace("-", " ")
    national = phonenumbers.national_significant_number(number)
    if re.fullmatch(r"1\d{10}", national):
        return f"{national[:3]} {national[3:7]} {national[7:]}"
    text = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    return re.sub(r"[\s()-]+", " ", text).strip()
