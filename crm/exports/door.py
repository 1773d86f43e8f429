"""Who may stand in a file: what every export goes through, whatever its list."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.http import QueryDict

from accounts.models import Export, ExportedPerson, User
from accounts.permissions.actions import Can
from crm.exports import SHEETS
from crm.exports.sheet import Sheet
from customers import lawful, typed
from customers.choices.consent import Channel, Purpose
from customers.models import Customer, Lead


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
    if not wish.sheet.persons or not ways_of(wish.purpose):
        return rows
    use = (wish.purpose, wish.channel)
    agree = Customer.objects.consenting(*use)
    return rows.filter(_among(wish.sheet, agree, Lead.objects.consenting(*use)))


def left_out(wish: Wish, *, user: User, at: datetime) -> dict[str, int]:
    """Count the persons the guard leaves out, by what they said last."""
    if not wish.sheet.persons or not ways_of(wish.purpose):
        return {}
    rows = everybody(wish, user=user, at=at).order_by()
    about = Q()
    for way in wish.sheet.persons:
        about |= Q(pk__in=rows.values(way))
    use = (wish.purpose, wish.channel)
    counts = lawful.left_out(Customer.objects.filter(about), *use)
    if wish.sheet.holds_leads:
        agree = Lead.objects.consenting(*use).values("pk")
        silent = rows.filter(customer=None).exclude(pk__in=agree).count()
        counts[lawful.UNASKED] = counts.get(lawful.UNASKED, 0) + silent
    return counts


def with_reveal(rows: QuerySet, sheet: Sheet, user: User) -> QuerySet:
    """Add `may_reveal` to each row: whether the asker may see its numbers whole.

    Those of a lead as on its page: whoever works on it may.
    """
    if not sheet.persons:
        return rows.annotate(may_reveal=Value(False))
    free = Customer.objects.for_user(user, Can.REVEAL_NUMBERS)
    worked = Lead.objects.for_user(user, Can.EDIT_LEADS)
    may = ExpressionWrapper(_among(sheet, free, worked), BooleanField())
    return rows.annotate(may_reveal=may)


def beyond_free(rows: QuerySet, sheet: Sheet, user: User) -> bool:
    """Say whether a row lies outside what the asker may take without asking."""
    if not user.may(Can.EXPORT_CUSTOMERS):
        return True
    free = Customer.objects.for_user(user, Can.EXPORT_CUSTOMERS)
    leads = Lead.objects.for_user(user, Can.EXPORT_CUSTOMERS)
    held = rows.order_by().exclude(_among(sheet, free, leads))
    if not sheet.holds_leads:
        # Of a row about nobody there is nobody to be asked for.
        held = held.exclude(**dict.fromkeys(sheet.persons))
    return held.exists()


def no_longer_agree(export: Export) -> int:
    """Count whom a finished file holds and may not.

    Consent was withdrawn since, or he was removed or merged into another; or a lead
    became a customer, whose own word counts from then on.
    """
    use = (export.purpose, export.channel)
    agree = Customer.objects.consenting(*use)
    same = agree.filter(pk=OuterRef("customer_id")).order_by()
    held = ExportedPerson.objects.filter(export=export)
    count = held.exclude(Exists(same)).count()
    if SHEETS[export.sheet].holds_leads:
        stood = Lead.objects.consenting(*use).for_user(export.owner, Can.ASK_EXPORTS)
        since = stood.converted_since(export.made_at)
        count += since.exclude(Exists(same)).count()
    return count


def _among(sheet: Sheet, customers: QuerySet, leads: QuerySet) -> Q:
    """Say of a row that all persons in it are among these.

    Each is looked up in the index: a list of ids in an OR would be walked for each row.
    """
    theirs = Q()
    for way in sheet.persons:
        theirs &= Q(Exists(customers.filter(pk=OuterRef(way)).order_by()))
    if sheet.holds_leads:
        itself = Exists(leads.filter(pk=OuterRef("pk")).order_by())
        theirs |= Q(itself, customer=None)
    return theirs
