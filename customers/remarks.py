"""What is said about a row of an import: the problem, and what to do about it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.choices import JobFault
from accounts.models import Job
from customers.choices.archive import ContactRole, Kind, PartnerKind, Source, Tier
from customers.choices.imports import ImportFault, ImportField
from customers.choices.tiers import TierFault

FAULTS = dict(JobFault.choices) | dict(ImportFault.choices) | dict(TierFault.choices)
CHOICES = {
    ImportField.KIND: Kind,
    ImportField.PARTNER_KIND: PartnerKind,
    ImportField.TIER: Tier,
    ImportField.SOURCE: Source,
    ImportField.ROLE: ContactRole,
}
# code: (problem, cure)
WORDS = {
    "no_name": (_("There is no name."), _("Enter the name.")),
    "too_long": (
        _("“%(value)s” is longer than %(limit)s characters."),
        _("Shorten it, and look for a quotation mark that is not closed."),
    ),
    "no_word": (
        _("“%(value)s” is none of the words known here."),
        _("Use one of: %(words)s. Or say in the check what the word means."),
    ),
    "no_date": (_("“%(value)s” is no date."), _("Write the date as 2026-11-22.")),
    "no_year": (
        _("“%(value)s” says no year."),
        _("Write the date with its year, as 2026-11-22."),
    ),
    "serial": (
        _("“%(value)s” is how Excel keeps a day; it is read as %(day)s."),
        _("If that is not the day, format the column as a date."),
    ),
    "future_date": (_("“%(value)s” lies in the future."), _("Check the year.")),
    "far_date": (_("“%(value)s” is too far away."), _("Check the year.")),
    "no_email": (
        _("“%(value)s” is no e-mail address."),
        _("Write it as name@example.com, one address only."),
    ),
    "no_phone": (
        _("“%(value)s” holds no number."),
        _("Enter the number, or empty the cell."),
    ),
    "two_phones": (
        _("There are several numbers in one cell."),
        _("Keep one; put the other into a column for the phone of a contact."),
    ),
    "short_phone": (
        _("“%(value)s” is no complete number; it is kept as it stands."),
        _("Check the digits: a mobile number has 11, a landline its area code."),
    ),
    "no_owner": (
        _("“%(value)s” is nobody you may import customers for."),
        _("Use the user name of a colleague, or say in the check who is meant."),
    ),
    "no_contact_name": (
        _("The contact has a number and no name."),
        _("Enter the name of the contact, or empty the number."),
    ),
    "too_many_cells": (
        _("The row has %(cells)s cells under %(columns)s headings."),
        _("Look for a comma inside a cell and put that cell in quotation marks."),
    ),
    "id_check": (
        _("The last digit of “%(value)s” does not fit the others."),
        _("Compare it with the card; in Excel format the column as text."),
    ),
    "known_phone": (
        _("This number is in the archive already."),
        _("Find the customer by the number. If you do not see it, ask your manager."),
    ),
    "known_key": (
        _("The customer with this number of your old system was imported before."),
        _("Nothing to do; change the customer in the archive."),
    ),
    "known_row": (
        _("This row was imported before."),
        _("Nothing to do; change the customer in the archive."),
    ),
    "known_elsewhere": (
        _("This customer is in the archive already, and not yours to change."),
        _("Ask whoever looks after the customer."),
    ),
    "two_known": (
        _("Several customers of the archive have this number."),
        _("Give the number of your old system, so that it is clear who is meant."),
    ),
    "nothing_new": (
        _("The archive holds all of this already."),
        _("Nothing to do."),
    ),
    "phone_elsewhere": (
        _("“%(value)s” is another customer's number; the number is not changed."),
        _("Compare the two customers in the archive."),
    ),
    "same_customer": (
        _("Row %(row)s of this file is the same customer."),
        _("Keep one of the two rows."),
    ),
    "same_person": (
        _("Row %(row)s of this file is the same person."),
        _("Keep one of the two rows."),
    ),
    "known_person": (
        _("This person is among the customer's contacts already."),
        _("Nothing to do; change the contact in the archive."),
    ),
    "missing": (
        _("Nothing says which customer is meant."),
        _("Enter the customer's code, number of your old system or phone."),
    ),
    "no_customer": (
        _("No customer you may change is known by “%(value)s”."),
        _("Import the customer first, or correct the cell."),
    ),
    "two_customers": (
        _("Several customers are known by “%(value)s”."),
        _("Give the customer's code instead."),
    ),
    "undo_touched": (
        _("Somebody worked on it after the import, so it stays."),
        _("Look at it in the archive and change it there."),
    ),
    "undo_in_use": (
        _("Other records hang on it, so it stays."),
        _("Look at it in the archive and change it there."),
    ),
    "likely_birthday": (
        _("May be a customer of the archive: the same name and birthday."),
        _("Compare the two. Leave this row out if it is the same customer."),
    ),
    "likely_city": (
        _("May be a customer of the archive: the same name and city."),
        _("Compare the two. Leave this row out if it is the same customer."),
    ),
    "same_phone": (
        _("Row %(row)s of this file has the same number."),
        _("Keep one of the two rows."),
    ),
    "same_key": (
        _("Row %(row)s of this file has the same number of your old system."),
        _("Keep one of the two rows."),
    ),
}


def problem(remark: dict, value: str | None = None) -> str:
    """Return what is wrong, in the page's language; `value` replaces the cell's."""
    params = remark["params"] | ({} if value is None else {"value": value})
    return gettext_of(remark, 0) % params


def cure(remark: dict) -> str:
    """Return what to do about it."""
    params = dict(remark["params"])
    if words := CHOICES.get(params.get("field")):
        params["words"] = gettext(", ").join(str(label) for label in words.labels)
    return gettext_of(remark, 1) % params


def reason(remarks: list[dict]) -> str:
    """Return all that is said about a row as one line, for the file of errors."""
    told = []
    for remark in remarks:
        said = f"{problem(remark)} {cure(remark)}"
        if remark["column"]:
            column = {"name": remark["column"], "value": said}
            said = gettext("%(name)s: %(value)s") % column
        told.append(said)
    return " | ".join(told)


def fault(job: Job | None) -> str:
    """Return why a job failed as a whole, "" when it did not."""
    if job is None or not job.error:
        return ""
    return str(FAULTS[job.error]) % job.result.get("fault", {})


def gettext_of(remark: dict, place: int) -> str:
    return str(WORDS[remark["code"]][place])
