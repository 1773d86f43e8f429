"""What tests of the working calendar share."""

from accounts.models import WorkingCalendar

MORNING = ((540, 720),)


OFFICE = ((540, 720), (780, 1020))


def company() -> WorkingCalendar:
    return WorkingCalendar.objects.company()
