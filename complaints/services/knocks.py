"""What strangers try at our doors, counted by where they come from."""

from datetime import datetime, timedelta

from accounts.networks import network_of
from complaints.choices import Door
from complaints.models import Knock

WINDOW = timedelta(minutes=15)


def full_until(
    door: Door, ip: str | None, *, most: int, at: datetime
) -> datetime | None:
    """Return until when a network that knocked `most` times waits; else None."""
    lately = Knock.objects.lately(door, network_of(ip), at - WINDOW)
    times = list(lately.values_list("at", flat=True)[:most])
    return times[-1] + WINDOW if len(times) == most else None


def count(door: Door, ip: str | None, *, at: datetime) -> None:
    Knock.objects.create(door=door, address=network_of(ip), at=at)


def forget_old(*, at: datetime) -> int:
    """Delete the tries that count no more; return how many."""
    gone, _rows = Knock.objects.before(at - WINDOW).delete()
    return gone
