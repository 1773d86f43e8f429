"""The kinds of files that can be imported: one module each. No rows."""

from customers.choices.imports import ImportKind
from customers.kinds import contacts, customers
from customers.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    ImportKind.CUSTOMERS: customers.KIND,
    ImportKind.CONTACTS: contacts.KIND,
}
