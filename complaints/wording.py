"""The words customers are written: fixed places filled in, what had better not be said.

What a customer or a colleague typed is never read as anything but text: a place is
filled once, by one pass, with a value that is not looked at again.
"""

import re
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from accounts.choices import Language
from accounts.days import day_of
from complaints import permitted
from complaints.models import Answer, Complaint

# What may stand in an approved answer, by what takes its place.
PLACES = ("name", "code", "product", "received", "due", "solution")
PLACE = re.compile(rf"\$({'|'.join(PLACES)})(?![A-Za-z_])")
ANY_PLACE = re.compile(r"\$([A-Za-z_]+)")
CHINESE = re.compile(r"[\u3400-\u9fff]")
# Promised beyond what one can keep; and what presses or argues. Lower case.
PROMISES = ("保证", "一定", "绝对", "百分之百", "100%", "终身", "guarantee",
            "definitely", "always", "never again", "we promise")  # fmt: skip
PRESSURE = ("否则", "后果自负", "最后一次机会", "律师", "起诉", "无理", "您必须",
            "otherwise", "last chance", "lawyer", "legal action", "you must",
            "unreasonable")  # fmt: skip


def language_of(complaint: Complaint) -> str:
    """Return the language he wrote in; of numbers alone the house's first."""
    has_letters = re.search(r"[A-Za-z]", complaint.words)
    is_english = has_letters and not CHINESE.search(complaint.words)
    return Language.ENGLISH if is_english else Language.CHINESE


def values(complaint: Complaint, language: str) -> dict[str, str]:
    """Return what fills the places for one complaint.

    Reads its customer, its asset and its clocks.
    """
    promised = complaint.clocks.promised().first()
    with override(language):
        called = complaint.customer.name if complaint.customer else complaint.said_by
        return {
            "name": called or pgettext("called", "customer"),
            "code": complaint.code,
            "product": str(complaint.asset or _("the product")),
            "received": _day(complaint.received_at),
            "due": _day(promised.promised_at) if promised else _("a few days from now"),
            "solution": complaint.solution.strip().rstrip("。.；;"),
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


def concerns(text: str, liability: str) -> list[str]:
    """Return what somebody should look at before this goes to a customer."""
    low, found = text.lower(), []
    if not permitted.is_permitted(text, liability):
        found.append(_("It apologises, and the fault was not found to be ours."))
    for words, said in (
        (PROMISES, _("It promises much: “%(word)s”.")),
        (PRESSURE, _("It may sound like pressure: “%(word)s”.")),
    ):
        found += [said % {"word": word} for word in words if word in low]
    return found
