"""How complete the archive of the demo company is, was, and who used the product."""

import datetime

from accounts.services import usage
from crm.demo.calendar import days_before
from customers.models import QualityDay
from customers.services import completeness

# So long the days were kept, and how much a week brought, of a hundred.
KEPT_DAYS, BETTER_EACH_WEEK = 35, 1


def stand(at: datetime.datetime) -> None:
    """Measure everybody, keep the days before as a little worse, roll up who came."""
    completeness.nightly(at=at)
    now = list(QualityDay.objects.filter(on=days_before(at, 0)))
    QualityDay.objects.bulk_create(
        QualityDay(
            on=days_before(at, ago),
            owner_id=row.owner_id,
            branch_id=row.branch_id,
            customers=row.customers,
            points=row.points * (100 - BETTER_EACH_WEEK * (ago // 7)) // 100,
        )
        for row in now
        for ago in range(1, KEPT_DAYS + 1)
    )
    usage.roll_up(at=at)
