"""What may stand in a column of a file, said for each field. No rows."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.cells import DATES, LENGTHS
from customers.choices.imports import ImportField as F
from customers.kinds import KINDS
from customers.remarks import CHOICES

SAID = {
    F.NAME: gettext_lazy("Needed in every row."),
    F.PHONE: gettext_lazy("One number, as people write it."),
    F.CONTACT_PHONE: gettext_lazy("One number, as people write it."),
    F.EMAIL: gettext_lazy("One address."),
    F.OWNER: gettext_lazy("User name or name of a colleague."),
    F.KEY: gettext_lazy("Tells the same customer again in a later file."),
    F.AUTHOR: gettext_lazy("Whoever entered the customer in your old system."),
    F.OF_CODE: gettext_lazy("As the archive shows it, for example KH000001."),
    F.OF_KEY: gettext_lazy("As it was when the customer was imported."),
    F.OF_PHONE: gettext_lazy("If one customer alone has it."),
}


def lines(kind: str) -> list[tuple[str, str]]:
    """Return (field, what may stand there) of a kind, in the page's language."""
    return [(capfirst(F(field).label), said(field)) for field in KINDS[kind].fields]


def said(field: str) -> str:
    if words := CHOICES.get(field):
        labels = _(", ").join(str(label) for label in words.labels)
        return _("One of: %(words)s.") % {"words": labels}
    if field in DATES:
        return _("A date, as 2026-11-22.")
    if field in SAID:
        return str(SAID[field])
    return _("Text of up to %(limit)s characters.") % {"limit": LENGTHS[field]}
