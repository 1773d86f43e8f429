"""The time zones offered to choose from: those where Chinese companies have people."""

from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

ZONES = {
    "Asia/Shanghai": _("Beijing, Shanghai (UTC+8)"),
    "Asia/Urumqi": _("Urumqi (UTC+6)"),
    "Asia/Hong_Kong": _("Hong Kong"),
    "Asia/Macau": _("Macau"),
    "Asia/Taipei": _("Taipei"),
    "Asia/Singapore": _("Singapore"),
    "Asia/Kuala_Lumpur": _("Kuala Lumpur"),
    "Asia/Bangkok": _("Bangkok"),
    "Asia/Ho_Chi_Minh": _("Ho Chi Minh City"),
    "Asia/Jakarta": _("Jakarta"),
    "Asia/Manila": _("Manila"),
    "Asia/Tokyo": _("Tokyo"),
    "Asia/Seoul": _("Seoul"),
    "Asia/Kolkata": _("New Delhi, Mumbai"),
    "Asia/Almaty": _("Almaty"),
    "Asia/Dubai": _("Dubai"),
    "Asia/Riyadh": _("Riyadh"),
    "Europe/Moscow": _("Moscow"),
    "Europe/Istanbul": _("Istanbul"),
    "Europe/Berlin": _("Berlin, Paris"),
    "Europe/London": _("London"),
    "Africa/Johannesburg": _("Johannesburg"),
    "America/Sao_Paulo": _("São Paulo"),
    "America/New_York": _("New York"),
    "America/Los_Angeles": _("Los Angeles"),
    "Australia/Sydney": _("Sydney"),
    "UTC": _("UTC"),
}


def choices(current: str = "") -> list[tuple[str, str]]:
    """Return the zones on offer, and the one in use though it is not among them."""
    known = current in ZONES or current not in available_timezones()
    return [*ZONES.items(), *([] if known else [(current, current)])]
