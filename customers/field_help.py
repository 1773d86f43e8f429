"""What may stand in a column of a file, said for each field. No rows."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.cell_readers import DAYS
from customers.cells import LENGTHS
from customers.choices.imports import ImportField as F
from customers.kinds import KINDS
from customers.remarks import CHOICES, labels

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
    F.CODE: gettext_lazy(
        "Of a customer who is here, as an exported list has it. Empty for a new one."
    ),
    F.LEAD_KEY: gettext_lazy("Tells the same lead again in a later file."),
    F.PLATFORM: gettext_lazy("The name of the website or app, always written alike."),
    F.CAMPAIGN: gettext_lazy("The name of a campaign that is here."),
    F.INTERESTS: gettext_lazy("Up to eight words, with commas between them."),
    F.LEFT_AT: gettext_lazy("A date, or date and time as 2026-11-22 09:30."),
    F.BUDGET: gettext_lazy("An amount in yuan, for example 150000 or 150k."),
    F.WORKER: gettext_lazy(
        "User name or name of a colleague. Empty: it waits to be distributed."
    ),
    F.PLATE: gettext_lazy("As it stands on the car, like 京A·12345."),
    F.VIN: gettext_lazy("17 letters and digits, from the vehicle licence."),
    F.SOLD_BY: gettext_lazy("Name or code of a branch of yours; empty for elsewhere."),
    F.MILEAGE: gettext_lazy("A number of kilometres."),
    F.PAPER_AT: gettext_lazy("Name or code of a branch."),
    F.RETENTION: gettext_lazy("The name of a retention class."),
}


def lines(kind: str) -> list[tuple[str, str]]:
    """Return (field, what may stand there) of a kind, in the page's language."""
    return [(capfirst(F(field).label), said(field)) for field in KINDS[kind].fields]


def said(field: str) -> str:
    if words := CHOICES.get(field):
        return _("One of: %(words)s.") % {"words": labels(words)}
    if field in SAID:
        return str(SAID[field])
    if field in DAYS:
        return _("A date, as 2026-11-22.")
    return _("Text of up to %(limit)s characters.") % {"limit": LENGTHS[field]}
