"""Days and hours of the demo company, seen from the moment it is loaded."""

import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def today(at: datetime.datetime) -> datetime.date:
    return at.astimezone(ZONE).date()


def days_before(at: datetime.datetime, days: int) -> datetime.date:
    return today(at) - datetime.timedelta(days=days)


def moment(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=ZONE)
