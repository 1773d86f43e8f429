"""What a list is as a file: its columns, and where its rows come from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from accounts import days, masking
from accounts.models import User
from accounts.permissions.actions import Can
from customers import phones

Asked = Callable[[User, QueryDict, datetime], QuerySet]
Read = Callable[[list[Model], User, datetime], Iterable[object]]
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Column:
    """One column: its heading, how it is read from a row, and what it must hide.

    `personal` is a field of `masking.PERSONAL`; such a cell is whole only where the
    asker may reveal that person's numbers, and asked for them.
    """

    name: str
    label: str
    read: Callable[[Model], object]
    personal: str = ""
    # Ticked where nobody has chosen: what the list itself shows.
    is_shown: bool = True

    def value(self, row: Model, *, is_full: bool) -> object:
        value = self.read(row)
        if self.personal:
            return _number(self.personal, value, is_full=is_full and row.may_reveal)
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if isinstance(value, datetime):
            return days.local(value).strftime("%Y-%m-%d %H:%M")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Decimal):
            return value.quantize(CENT)
        return value


@dataclass(frozen=True)
class Sheet:
    """One list: `rows` are those an asker reaches, `told` says its filters in words."""

    slug: str
    title: str
    can: Can
    columns: tuple[Column, ...]
    rows: Asked
    told: Callable[[User, QueryDict, datetime], list[str]]
    # The ways from a row to the customers it is about; none where it is about none.
    persons: tuple[str, ...] = ()
    # Whether its rows are leads, who may be no customers yet.
    holds_leads: bool = False
    # Whether it takes the right to ask for exports besides `can`.
    is_asked_for: bool = True
    # What the columns read, of so many rows at once; the rows themselves without it.
    read: Read | None = None
    # Lists it shares its filters with, itself among them.
    beside: tuple[str, ...] = ()

    def is_open_to(self, user: User) -> bool:
        """Say whether the user may have this list as a file, be it after asking."""
        asks = user.may(Can.ASK_EXPORTS) if self.is_asked_for else True
        return asks and user.may(self.can)

    def chosen(self, names: list[str]) -> list[Column]:
        return [column for column in self.columns if column.name in names]


# Whom a row is about, where it is no customer itself.
WHOSE = (
    Column("customer", _("Customer"), attrgetter("customer.name")),
    Column("code", _("Customer code"), attrgetter("customer.code")),
)


def in_words(sentences: Callable, narrowed: FilterSet, query: QueryDict) -> list[str]:
    """Return what `sentences` says of the filters in use."""
    narrowed.form.is_valid()
    return [words for words, _rest in sentences(narrowed, query)]


def name_of(name: str) -> Callable[[Model], str]:
    """Return what reads the name of whoever a row names there, "" of nobody."""
    there = attrgetter(name)
    return lambda row: getattr(there(row), "name", "")


def says(name: str) -> Callable[[Model], str]:
    """Return what reads a choice of a row by its name."""
    return lambda row: _word(type(row), name, getattr(row, name), get_language())


@cache
def _word(model: type[Model], name: str, value: str, _language: str) -> str:
    """Look a choice up once, not once a row."""
    words = dict(model._meta.get_field(name).flatchoices)
    return capfirst(str(words.get(value, value)))


def _number(field: str, value: str, *, is_full: bool) -> str:
    if not is_full:
        return masking.masked(field, value)
    return phones.shown(value) if field == "phone" else value
