"""Who may stand in a file: what every export goes through, whatever its list."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.http import QueryDict

from accounts.models import Export, ExportedPerson, User
from accounts.permissions.actions import Can
from crm.exports import SHEETS
from crm.exports.sheet import Sheet
from customers import lawful, typed
from customers.choices.consent import Channel, Purpose
from customers.models import Customer


@dataclass(frozen=True)
class Wish:
    """Which list with which filters, what for, by which way it reaches people."""

    sheet: Sheet
    query: QueryDict = field(default_factory=QueryDict)
    purpose: str = Purpose.CARE
    channel: str = ""

    @classmethod
    def of(cls, export: Export) -> "Wish":
        sheet, query = SHEETS[export.sheet], QueryDict(export.query)
        return cls(sheet, query, export.purpose, export.channel)

    @property
    def is_by_number(self) -> bool:
        """Say whether the list was narrowed to whoever has a number."""
        asked = typed.read(self.query.get("q", ""))
        return asked.is_number or asked.is_of_asset


def sheets_of(user: User) -> list[Sheet]:
    """Return the lists a user may have as a file."""
    return [sheet for sheet in SHEETS.values() if sheet.is_open_to(user)]


def ways_of(purpose: str) -> tuple[Channel, ...]:
    """Return by which ways a purpose is asked about; none under the contract."""
    return Purpose(purpose).channels


def everybody(wish: Wish, *, user: User, at: datetime) -> QuerySet:
    """Return the rows of the list as far as `user` reaches, consent or none."""
    return wish.sheet.rows(user, wish.query, at)


def consenting(wish: Wish, *, user: User, at: datetime) -> QuerySet:
    """Return the rows that may leave for the purpose: the one way to any file."""
    rows = everybody(wish, user=user, at=at)
    if not wish.sheet.person or not ways_of(wish.purpose):
        return rows
    agree = Customer.objects.consenting(wish.purpose, wish.channel).values("pk")
    return rows.filter(**{f"{wish.sheet.person}__in": agree})


def left_out(wish: Wish, *, user: User, at: datetime) -> dict[str, int]:
    """Count the persons the guard leaves out, by what they said last."""
    if not wish.sheet.person or not ways_of(wish.purpose):
        return {}
    rows = everybody(wish, user=user, at=at).order_by().values(wish.sheet.person)
    persons = Customer.objects.filter(pk__in=rows)
    return lawful.left_out(persons, wish.purpose, wish.channel)


def with_reveal(rows: QuerySet, sheet: Sheet, user: User) -> QuerySet:
    """Add `may_reveal` to each row: whether the asker may see his numbers whole."""
    if not sheet.person:
        return rows.annotate(may_reveal=Value(False))
    free = Customer.objects.for_user(user, Can.REVEAL_NUMBERS)
    return rows.annotate(
        may_reveal=Exists(free.filter(pk=OuterRef(sheet.person)).order_by())
    )


def beyond_free(rows: QuerySet, sheet: Sheet, user: User) -> bool:
    """Say whether a row lies outside what the asker may take without asking."""
    if not user.may(Can.EXPORT_CUSTOMERS):
        return True
    free = Customer.objects.for_user(user, Can.EXPORT_CUSTOMERS).values("pk")
    return rows.order_by().exclude(**{f"{sheet.person}__in": free}).exists()


def no_longer_agree(export: Export) -> int:
    """Count whom a finished file holds and may not.

    Consent was withdrawn since, or he was removed or merged into another.
    """
    agree = Customer.objects.consenting(export.purpose, export.channel)
    held = ExportedPerson.objects.filter(export=export)
    same = agree.filter(pk=OuterRef("customer_id")).order_by()
    return held.exclude(Exists(same)).count()
