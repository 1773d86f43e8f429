"""Personal values as those see them who may not see them whole. No rows here."""

from datetime import date, datetime
from decimal import Decimal

DOTS = "****"
PERSONAL = {"phone", "phone_raw", "other_phone", "email", "id_number", "wechat"}


def masked_phone(phone: str) -> str:
    """`+8613800138000` and `138 0013 8000` become `138****8000`; short: last two."""
    digits = "".join(c for c in phone if c.isdigit())
    if phone.startswith("+86"):
        digits = digits[2:]
    if not digits:
        return ""
    if len(digits) < 8:
        return DOTS + digits[-2:]
    return digits[:3] + DOTS + digits[-4:]


def masked_id(number: str) -> str:
    """Keep the first three and the last two places of an ID number."""
    return (
        f"{number[:3]}{DOTS}{number[-2:]}" if len(number) > 6 else DOTS * bool(number)
    )


def masked_email(email: str) -> str:
    """Keep the first letter and the domain."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}{DOTS}{at}{domain}" if email else ""


def veiled(text: str) -> str:
    """Keep the first character of a name or note: for eyes that see no content."""
    text = str(text or "")
    return text[:1] + "**" if text else ""


def masked(field: str, value: str) -> str:
    """Mask `value` as its `field` asks; what is not personal comes back whole."""
    if field not in PERSONAL or not value:
        return value
    if field == "email":
        return masked_email(value)
    if field in {"id_number", "wechat"}:
        return masked_id(value)
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
