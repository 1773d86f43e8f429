"""Questions about completeness: the rules, how it was, and who lacks what."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum, Value
from django.db.models.functions import Substr

from accounts.querysets import OwnedQuerySet
from customers.choices.archive import Kind
from customers.choices.assets import AssetState
from customers.choices.completeness import Odd
from customers.choices.consent import Purpose
from customers.choices.facts import Reachable
from customers.querysets.pool import ForgottenQuerySet

# An ID number of 18 places tells the day of birth in the middle of it.
BY_LAW = r"^\d{17}[\dXx]$"


class RuleQuerySet(models.QuerySet):
    def for_settings(self) -> Self:
        """Load what `quality/rules.html` reads: persons last, heaviest first."""
        return self.order_by("-kind", "-weight", "pk")


class QualityDayQuerySet(OwnedQuerySet):
    def nearest(self, on: date, earliest: date) -> Self:
        """Return the rows of the last day that was kept from `earliest` to `on`."""
        days = self.model.objects.filter(on__range=(earliest, on))
        last = days.order_by("-on").values("on")[:1]
        return self.filter(on=models.Subquery(last))

    def averages(self, by: str | None) -> dict[int | None, float]:
        """Map each owner or branch, or None for all, to its average; one query."""
        nothing = models.Value(None, output_field=models.IntegerField())
        rows = self.order_by().values_list(by or nothing)
        rows = rows.annotate(sum=Sum("points"), size=Sum("customers"))
        return {key: total / size for key, total, size in rows if size}


class LackQuerySet(ForgottenQuerySet):
    """Customers by what their archive lacks, and by what in it cannot be true."""

    def without_service_day(self) -> Self:
        """Return those with something in use of which no next service is known."""
        assets = self._rows("assets").filter(customer=OuterRef("pk"))
        in_use = assets.filter(state=AssetState.IN_USE)
        return self.filter(Exists(in_use.filter(next_service_on=None)))

    def unsure_of_phone(self, since: date) -> Self:
        """Return those whose number is wrong, or verified by nobody since that day.

        One that came with the customer himself counts as verified then.
        """
        checks = self._rows("checks").filter(
            customer=OuterRef("pk"), channel=Reachable.PHONE
        )
        old = Q(created_at__date__lt=since) & ~Exists(
            checks.filter(verified_on__gte=since)
        )
        old &= Q(verified_on=None) | Q(verified_on__lt=since)
        return self.exclude(phone="").filter(Exists(checks.troubled()) | old)

    def without_invitation(self) -> Self:
        """Return those who agreed to no way of being invited."""
        given = self._rows("consents").filter(
            customer=OuterRef("pk"), purpose=Purpose.MARKETING
        )
        return self.filter(~Exists(given.given()))

    def without_birthday(self) -> Self:
        return self.filter(kind=Kind.PERSON, birthday=None)

    def less_complete_than(self, score: int) -> Self:
        return self.filter(completeness__score__lt=score)

    def odd(self, how: str, today: date) -> Self:
        """Return those of whom the archive says what cannot be true together."""
        match Odd(how):
            case Odd.BORN:
                return self.filter(kind=Kind.ORGANISATION, birthday__isnull=False)
            case Odd.IDENTITY:
                known = self.filter(birthday__isnull=False, id_number__regex=BY_LAW)
                return known.alias(
                    told=Substr("id_number", 7, 8),
                    born=models.Func(
                        F("birthday"),
                        Value("YYYYMMDD"),
                        function="to_char",
                        output_field=models.CharField(),
                    ),
                ).exclude(told=F("born"))
        return self.without_owner_at_work().filter(next_contact_on__lt=today)

    def _rows(self, name: str):
        return self.model._meta.get_field(name).related_model.objects
