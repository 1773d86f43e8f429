"""What had better not be said to a customer, and what must not be. No rows.

The words stand here, and nowhere else: of each kind the Chinese first, then the
English, in small letters. What may be said stands in approved answers. An apology
admits the fault: it is made only where the fault is ours, and refused elsewhere; what
promises much or presses is pointed out, no more.
"""

import re

from django.utils.translation import gettext as _

from complaints.choices import Liability

# Admits the fault. English as patterns, because "sorry" stands in other words too.
APOLOGIES = ("抱歉", "道歉", "对不起", "致歉", r"\bapolog", r"\bsorry\b",
             r"\bour (?:fault|mistake)\b")  # fmt: skip
# Promised beyond what one can keep.
PROMISES = ("保证", "一定", "绝对", "百分之百", "100%", "终身", "guarantee",
            "definitely", "always", "never again", "we promise")  # fmt: skip
# Presses, threatens or argues.
PRESSURE = ("否则", "后果自负", "最后一次机会", "律师", "起诉", "无理", "您必须",
            "otherwise", "last chance", "lawyer", "legal action", "you must",
            "unreasonable")  # fmt: skip
APOLOGY = re.compile("|".join(APOLOGIES), re.IGNORECASE)


def admits(text: str) -> bool:
    """Say whether `text` apologises or takes the fault upon us."""
    return bool(APOLOGY.search(text))


def is_permitted(text: str, liability: str) -> bool:
    return liability == Liability.OURS or not admits(text)


def concerns(text: str, liability: str) -> list[str]:
    """Return what somebody should look at before this goes to a customer."""
    low, found = text.lower(), []
    if not is_permitted(text, liability):
        found.append(_("It apologises, and the fault was not found to be ours."))
    for words, said in (
        (PROMISES, _("It promises much: “%(word)s”.")),
        (PRESSURE, _("It may sound like pressure: “%(word)s”.")),
    ):
        found += [said % {"word": word} for word in words if word in low]
    return found
