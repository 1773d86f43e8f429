"""The words customers are written: the fixed places of approved answers, filled in.

What a customer or a colleague typed is never read as anything but text: a place is
filled once, by one pass, with a value that is not looked at again.
"""

import re
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from accounts.choices import Language
from accounts.days import day_of
from complaints.models import Answer, Complaint

# What may stand in an approved answer, by what takes its place.
PLACES = ("name", "code", "product", "received", "due", "solution")
PLACE = re.compile(rf"\$({'|'.join(PLACES)})(?![A-Za-z_])")
ANY_PLACE = re.compile(r"\$([A-Za-z_]+)")
# Stands where nobody said yet what is done.
GAP = "[……]"
CHINESE = re.compile(r"[\u3400-\u9fff]")


def language_of(complaint: Complaint) -> str:
    """Return the language he wrote in; of numbers alone the house's first."""
    has_letters = re.search(r"[A-Za-z]", complaint.words)
    is_english = has_letters and not CHINESE.search(complaint.words)
    return Language.ENGLISH if is_english else Language.CHINESE


def values(
    complaint: Complaint, language: str, *, solution: str = ""
) -> dict[str, str]:
    """Return what fills the places for one complaint.

    `solution` is what a form says of it, where that is not recorded yet. Reads its
    customer, its asset and its clocks.
    """
    solution = (solution or complaint.solution).strip().rstrip("。.；;")
    promised = complaint.clocks.promised().first()
    with override(language):
        called = complaint.customer.name if complaint.customer else complaint.said_by
        return {
            "name": called or pgettext("called", "customer"),
            "code": complaint.code,
            "product": str(complaint.asset or _("the product")),
            "received": _day(complaint.received_at),
            "due": _day(promised.promised_at) if promised else _("a few days from now"),
            "solution": solution or GAP,
        }


def _day(at: datetime) -> str:
    return f"{day_of(at):%Y-%m-%d}"


def fill(text: str, filled: dict[str, str]) -> str:
    """Put `filled` in the places of a text; whatever else stands there stays."""
    return PLACE.sub(lambda found: filled[found[1]], text)


def of(answer: Answer, complaint: Complaint, language: str) -> str:
    """Return an answer as it would be written to the customer of a complaint."""
    return fill(answer.text_in(language), values(complaint, language))


def unknown_places(text: str) -> list[str]:
    """Return the places of a text that nothing would fill, as typed."""
    return [found[0] for found in ANY_PLACE.finditer(text) if found[1] not in PLACES]
