"""The kinds of files that can be imported: one module each. No rows."""

from customers.choices.imports import ImportKind
from customers.kinds import assets, contacts, customers, documents, leads
from customers.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    ImportKind.CUSTOMERS: customers.KIND,
    ImportKind.CONTACTS: contacts.KIND,
    ImportKind.LEADS: leads.KIND,
    ImportKind.ASSETS: assets.KIND,
    ImportKind.DOCUMENTS: documents.KIND,
}
