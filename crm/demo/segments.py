"""The segments of the demo company: what its supervisors ask of the archive."""

import datetime

from accounts.models import User
from customers.choices.segments import Shared
from customers.models import Segment, SegmentPin

LIST = [
    ("久未联系的重点客户", "information", Shared.ALL,
     [("tier", "IN", ["S", "A"]), ("contacted", "LONG_NOT", 45)]),
    ("保险一个月内到期", "information", Shared.ALL,
     [("insurance", "SOON", 30), ("phone", "YES", None)]),
    ("本周生日可发短信", "clubmanager", Shared.ALL,
     [("birthday", "SOON", 7), ("consent", "IN", ["MARKETING:SMS"])]),
    ("有商机的企业客户", "manager", Shared.ALL,
     [("kind", "IN", ["ORGANISATION"]), ("opportunity", "YES", None)]),
    ("联系方式待核实", "information", Shared.MINE,
     [("verified", "LONG_NOT", 365), ("purchases", "LEAST", "3")]),
    ("流失边缘的大客户", "manager", Shared.MINE,
     [("total", "LEAST", "50000"), ("last_purchase", "LONG_NOT", 180)]),
]  # fmt: skip
# Whoever begins with tabs of his own, and how many.
PINNED = {"account": 2, "information": 2}


def segments(users: dict[str, User], at: datetime.datetime) -> list[Segment]:
    """Return six, made over the last month."""
    return [
        Segment(
            name=name,
            owner=users[owner],
            shared=shared,
            rule=_rule(conditions),
            created_at=at - datetime.timedelta(days=30 - place),
        )
        for place, (name, owner, shared, conditions) in enumerate(LIST)
    ]


def pins(made: list[Segment], users: dict[str, User]) -> list[SegmentPin]:
    return [
        SegmentPin(segment=segment, user=users[username])
        for username, most in PINNED.items()
        for segment in made[:most]
    ]


def _rule(conditions: list[tuple]) -> dict:
    told = [
        {"is": compares, "fact": fact, "value": value}
        for fact, compares, value in conditions
    ]
    return {"any": False, "groups": [{"any": False, "conditions": told}]}
