"""The rules of leads as numbers: limits in working time, steps, quota. No rows.

Shipped defaults of `spec/features.md` C3, C7 and C8.
"""

from datetime import timedelta

from customers.choices.consent import Channel
from customers.choices.leads import Deed

# Working time until somebody has spoken to a new lead, and until a hand-over is taken.
FIRST_CONTACT = timedelta(hours=2)
ACCEPTANCE = timedelta(hours=4)
# Working days without anybody doing anything, and what happens then.
LADDER = {3: Deed.REMINDED, 5: Deed.ESCALATED, 7: Deed.PROPOSED}
FIRST_STEP, TOP = min(LADDER), max(LADDER)
# Working days after which an untouched lead goes into the common pool by itself.
POOLED_AFTER = 10
# Whoever let a lead go to the pool may not fetch it back at once.
LOCKED_FOR = timedelta(days=30)
# So many leads one may claim within so long.
CLAIM_QUOTA, CLAIM_WINDOW = 10, timedelta(days=7)
# What leads agreed to before the text of an enquiry had versions: its first one.
FIRST_CONSENT_TEXT = "lead-2026-11"
# What a lead left to be reached by is what he agreed to be answered by.
WAYS = {"phone": Channel.PHONE, "wechat": Channel.WECHAT}
# Who registers, for himself, somebody who came by one of these has spoken to him.
SPOKEN_TO = ("WALK_IN", "PHONE")


def steps(climbed: int, days: int) -> list[int]:
    """Return the steps due after `days` untouched working days, lowest first."""
    return [step for step in sorted(LADDER) if climbed < step <= days]
