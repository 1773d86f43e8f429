"""Personal values as those see them who may not see them whole. No rows here."""

import re
from datetime import date, datetime
from decimal import Decimal

DOTS = "****"
# What stands between a number and its extension: 转806, ext. 806, x806, #806, ;806.
EXTENSION = re.compile(r"(?:转|分机|ext\.?|[x#;,，；])", re.IGNORECASE)
# The area code of a Chinese landline: two digits in the largest cities, else three.
AREA = re.compile(r"0(?:10|2\d|[3-9]\d{2})")
PERSONAL = {"phone", "phone_raw", "other_phone", "email", "id_number", "wechat",
            "plate", "vin"}  # fmt: skip


def masked_phone(phone: str) -> str:
    """`+8613800138000` and `138 0013 8000` become `138****8000`.

    Landlines keep the area code, numbers abroad their `+44`; an extension goes; of
    eight digits or fewer little is left.
    """
    number = EXTENSION.split(phone)[0]
    digits = "".join(filter(str.isdecimal, number))
    if number.strip().startswith("+86"):
        digits = digits[2:]
        if not digits.startswith("1"):
            digits = f"0{digits}" if digits else ""
    elif number.strip().startswith("+"):
        return f"+{digits[:2]}{DOTS}{digits[-4:]}" if len(digits) > 9 else DOTS
    if len(digits) >= 10:
        head = AREA.match(digits)
        return (head[0] if head else digits[:3]) + DOTS + digits[-4:]
    if len(digits) >= 7:
        return digits[:2] + DOTS + digits[-2:]
    return DOTS if phone.strip() else ""


def masked_id(number: str) -> str:
    """Keep the first three and the last two places of an ID or credit code."""
    if len(number) < 10:
        return DOTS if number else ""
    return f"{number[:3]}{DOTS}{number[-2:]}"


def masked_wechat(name: str) -> str:
    """Keep the first and the last sign of a WeChat name."""
    if len(name) < 4:
        return DOTS if name else ""
    return f"{name[0]}{DOTS}{name[-1]}"


def masked_email(email: str) -> str:
    """Keep the first letter and the domain; of one letter nothing."""
    name, at, domain = email.rpartition("@")
    if not at:
        return DOTS if email else ""
    return f"{name[:1] if len(name) > 1 else ''}{DOTS}@{domain}"


def masked_plate(plate: str) -> str:
    """Keep the province and the last four: `京A12345` becomes `京****2345`.

    Of a shorter one the last two; of four signs or fewer nothing.
    """
    if len(plate) > 6:
        return f"{plate[0]}{DOTS}{plate[-4:]}"
    return f"{plate[0]}{DOTS}{plate[-2:]}" if len(plate) > 4 else plate and DOTS


def masked_vin(vin: str) -> str:
    """Keep the maker's three and the last six places."""
    return f"{vin[:3]}{DOTS}{vin[-6:]}" if len(vin) == 17 else vin and DOTS


def veiled(text: str) -> str:
    """Keep the first character of a name or note: for eyes that see no content."""
    text = str(text or "")
    return text[:1] + "**" if text else ""


OF_ASSETS = {"plate": masked_plate, "vin": masked_vin}


def masked(field: str, value: str) -> str:
    """Mask `value` as its `field` asks; what is not personal comes back whole."""
    if field not in PERSONAL or not value:
        return value
    if field == "email":
        return masked_email(value)
    if field == "id_number":
        return masked_id(value)
    if field == "wechat":
        return masked_wechat(value)
    if field in OF_ASSETS:
        return OF_ASSETS[field](value)
    return masked_phone(value)


def for_trail(field: str, value: object) -> object:
    """Return `value` fit for the audit trail's JSON, masked where it is personal."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return masked(field, str(value))
