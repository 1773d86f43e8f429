"""What is to be known of one kind of file to import: the shape of the others here."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from accounts.permissions.actions import Can


class Kind(NamedTuple):
    """One kind: whose rows are read, judged and written by a service of its own."""

    word: str
    # What one does to the records; whoever may import needs it beside that right.
    can: Can
    # Field → headings that mean it, as `headings.plain` leaves them; in the order in
    # which a person chooses among them.
    headings: Mapping[str, str]
    # Of each of these a row needs at least one; the code says that none is there.
    needed: Mapping[Sequence[str], str]
    # Language → rows of a file to start from, the headings first.
    examples: Mapping[str, Sequence[Sequence[str]]]
    # The fields a row is called by on a page: the first that is filled.
    called: Sequence[str]
    # Field → column of the record, where the two are not named alike.
    named: Mapping[str, str] = MappingProxyType({})
    # What may be said once for every row that says nothing.
    defaults: Sequence[str] = ()

    @property
    def fields(self) -> list[str]:
        return list(self.headings)

    def column(self, field: str) -> str:
        """Return the column of the record that a field is kept in."""
        return self.named.get(field, field)

    def said(self, values: Mapping[str, object], columns: Collection[str]) -> dict:
        """Return those `values` of a row, by field, that are kept in `columns`."""
        named = {self.column(field): value for field, value in values.items()}
        return {name: value for name, value in named.items() if name in columns}
