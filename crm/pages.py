"""What a page is called where only its name was kept: the menu's word, or its own."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.places import CREATES, PLACES

OWN = {
    "complaints:create_for": _("Register a complaint"),
    "customer": _("Customer page"),
    "customer_timeline": _("Timeline"),
    "customer_likes": _("Likes and needs"),
    "customers:opportunity": _("Opportunity"),
    "customers:profile": _("Profile"),
    "customers:section": _("Profile"),
    "customers:consent": _("Consent"),
    "customers:contacts": _("Contacts"),
    "customers:assets": _("Assets"),
    "customers:asset_create": _("Add vehicle or equipment"),
    "customers:asset_edit": _("Edit vehicle or equipment"),
    "customers:asset_mileage": _("Mileage"),
    "customers:asset_state": _("Sold on or scrapped"),
    "customers:purchases": _("Purchases"),
    "customers:purchase_create": _("Add purchase"),
    "customers:purchase_refund": _("Refund"),
    "customers:purchase_void": _("Void an entry"),
    "customers:documents": _("Documents"),
    "customers:document_create": _("File a document"),
    "customers:document_edit": _("Edit document"),
    "customers:document_remove": _("Remove this document"),
    "customers:retention": _("Retention classes"),
    "customers:retention_create": _("Add a class"),
    "customers:retention_edit": _("Retention classes"),
    "customers:history": _("Change history"),
    "customer_assign": _("Change the owner"),
    "complaints:assign": _("Assign a complaint"),
    "complaints:audit": _("Record of the stages"),
    "complaints:board": _("Board of complaints"),
    "complaints:detail": pgettext_lazy("page", "Complaint"),
    "complaints:number": pgettext_lazy("page", "Complaint"),
    "complaints:sheet": _("Complaint sheet"),
    "complaints:sheet_full": _("Complaint sheet"),
    "customer_complaints": _("Complaints"),
    "exports:detail": _("Export"),
    "jobs:detail": _("Background job"),
    "me": _("Profile and settings"),
    "my_password": _("Change password"),
    "search": _("Search"),
    "search_customers": _("Search"),
    "shortcuts": _("Keyboard shortcuts"),
    "visits:create_for": _("Log a visit"),
    "visits:detail": _("Visit"),
}
MENU = {
    entry.name: entry.label
    for entry in (*(entry for group in PLACES for entry in group.entries), *CREATES)
}


def said(kept: str) -> str:
    """Return `customers:contacts customer_pk=7` as "Contacts · /customers/7/contacts/".

    A page without ids is its word alone, one without a word its address alone; what
    names no page any more comes back as it is.
    """
    name, *pairs = kept.split(" ")
    words = (OWN | MENU).get(name, "")
    address = _address(name, [pair.partition("=") for pair in pairs])
    if not (words or address):
        return kept
    shown = [str(words), address if pairs or not words else ""]
    return " · ".join(filter(None, shown))


def _address(name: str, pairs: list[tuple[str, str, str]]) -> str:
    ids = {key: value for key, _sign, value in pairs}
    # The customer of a page is kept as such, whatever the address calls him.
    alike = {"pk" if key == "customer_pk" else key: each for key, each in ids.items()}
    for kwargs in (ids, alike):
        try:
            return reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return ""
