"""Who judges, writes and takes back the rows of each kind of import."""

from collections.abc import Callable
from typing import NamedTuple

from customers.choices.imports import ImportKind
from customers.services import (
    asset_intake,
    import_assets,
    import_contacts,
    import_customers,
    import_documents,
    import_leads,
    judging,
    lead_intake,
)


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
    ImportKind.LEADS: Deeds(import_leads.judge, lead_intake.write, lead_intake.undo),
    ImportKind.ASSETS: Deeds(
        import_assets.judge, asset_intake.write, asset_intake.undo
    ),
    ImportKind.DOCUMENTS: Deeds(
        import_documents.judge, import_documents.write, import_documents.undo
    ),
}
