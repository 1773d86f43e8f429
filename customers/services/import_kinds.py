"""Who judges, writes and takes back the rows of each kind of import."""

from collections.abc import Callable
from typing import NamedTuple

from customers.choices.imports import ImportKind
from customers.services import import_contacts, import_customers, judging


class Deeds(NamedTuple):
    """What a worker does with rows of one kind."""

    judge: Callable
    write: Callable
    undo: Callable


DEEDS = {
    ImportKind.CUSTOMERS: Deeds(
        judging.judge, import_customers.write, import_customers.undo
    ),
    ImportKind.CONTACTS: Deeds(
        import_contacts.judge, import_contacts.write, import_contacts.undo
    ),
}
