"""What may be said to a customer, by whose fault it was found to be. No rows.

An apology admits the fault: it is made only where the fault is ours.
"""

import re

from django.utils.translation import gettext_lazy as _

from complaints.choices import Liability

WORDS = {
    Liability.OURS: _("The fault is ours, and we apologise. This is what we do:"),
    Liability.SUPPLIER: _(
        "The cause lies with the manufacturer. We take it up there, and this is what "
        "we do for you:"
    ),
    Liability.CUSTOMER: _(
        "Thank you for telling us. We looked into it with care; this is what we found "
        "and what we can do:"
    ),
    Liability.NOBODY: _(
        "Thank you for telling us. We looked into it and found nobody at fault; this "
        "is what we can do:"
    ),
}
APOLOGY = re.compile(
    r"抱歉|道歉|对不起|致歉|\bapolog|\bsorry\b|\bour (?:fault|mistake)\b", re.IGNORECASE
)


def admits(text: str) -> bool:
    """Say whether `text` apologises or takes the fault upon us."""
    return bool(APOLOGY.search(text))


def is_permitted(text: str, liability: str) -> bool:
    return liability == Liability.OURS or not admits(text)
