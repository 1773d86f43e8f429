"""What makes a complaint a major one, by the limits of a policy. No rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from complaints.choices import Channel, MajorReason, Severity


@dataclass(frozen=True)
class Case:
    """What is known of a complaint where it is judged.

    `times`: how often its customer came with its category of late, this time included.
    `together`: how many customers came with the same, this one included.
    """

    channel: str
    severity: int
    is_safety: bool = False
    claimed: Decimal | None = None
    tier: str = ""
    times: int = 1
    together: int = 1


@dataclass(frozen=True)
class Limits:
    """From where on it is major."""

    amount: Decimal
    repeat_count: int
    group_count: int
    tiers: tuple[str, ...] = ()


def reasons(case: Case, limits: Limits) -> list[MajorReason]:
    """Return why it is major, in the order of the words; nothing where it is not."""
    return [reason for reason, holds in _asked(case, limits) if holds]


def _asked(case: Case, limits: Limits) -> Iterable[tuple[MajorReason, bool]]:
    is_grave = case.severity >= Severity.SERIOUS
    yield MajorReason.SAFETY, case.is_safety
    yield MajorReason.MEDIA, case.channel == Channel.MEDIA
    yield MajorReason.REGULATOR, case.channel == Channel.REGULATOR
    yield MajorReason.AMOUNT, (case.claimed or 0) >= limits.amount > 0
    yield MajorReason.GROUP, case.together >= limits.group_count
    yield MajorReason.REPEAT, case.times >= limits.repeat_count
    yield MajorReason.TIER, is_grave and case.tier in limits.tiers
