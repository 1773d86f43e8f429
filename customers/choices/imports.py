"""The words of an import: how it goes, what a column can be, what can be wrong."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ImportKind(TextChoices):
    """What the rows of a file are."""

    CUSTOMERS = "CUSTOMERS", _("customers")
    CONTACTS = "CONTACTS", _("contacts of customers")
    LEADS = "LEADS", _("leads")
    ASSETS = "ASSETS", _("vehicles and equipment")
    DOCUMENTS = "DOCUMENTS", _("register of paper documents")


class KnownRule(TextChoices):
    """What happens to a row that is in the archive already."""

    SKIP = "SKIP", _("leave it out")
    FILL = "FILL", _("fill in what is empty in the archive")
    OVERWRITE = "OVERWRITE", _("overwrite what differs in the archive")


class RowState(TextChoices):
    """What became of one row of an import."""

    PENDING = "PENDING", _("to be imported")
    WARNING = "WARNING", _("to be imported, with a note")
    ERROR = "ERROR", _("not importable")
    UPDATE = "UPDATE", _("known, to be changed")
    DUPLICATE = "DUPLICATE", _("known already, left out")
    CREATED = "CREATED", _("imported")
    UPDATED = "UPDATED", _("changed")
    UNDONE = "UNDONE", _("taken back")


class ImportStep(TextChoices):
    """How far an import is."""

    READING = "READING", _("file is being read")
    MAPPING = "MAPPING", _("columns to be matched")
    CHECKING = "CHECKING", _("rows are being checked")
    CHECKED = "CHECKED", _("ready to import")
    RUNNING = "RUNNING", _("being imported")
    DONE = "DONE", _("imported")
    UNDOING = "UNDOING", _("being taken back")
    UNDONE = "UNDONE", _("taken back")


class ImportJob(TextChoices):
    """What a worker does with an import, one job after the other."""

    READ = "customers.import_read", _("Reading the file")
    CHECK = "customers.import_check", _("Checking the rows")
    RUN = "customers.import_run", _("Importing the rows")
    UNDO = "customers.import_undo", _("Taking an import back")


class ImportField(TextChoices):
    """What a column of a file can be."""

    NAME = "name", _("full name")
    PHONE = "phone", _("mobile or phone")
    KIND = "kind", _("type")
    PARTNER_KIND = "partner_kind", _("partner kind")
    TIER = "tier", _("tier")
    CITY = "city", _("city")
    ADDRESS = "address", _("address")
    SHORT_NAME = "short_name", _("short name")
    SALUTATION = "salutation", _("salutation")
    EMAIL = "email", _("e-mail")
    WECHAT = "wechat", _("WeChat")
    ID_NUMBER = "id_number", _("ID or credit code")
    BIRTHDAY = "birthday", _("birthday")
    SOURCE = "source", _("source")
    NEXT_CONTACT = "next_contact_on", _("next contact")
    NOTE = "note", _("note on the customer")
    CONTACT_NAME = "contact_name", _("name of a contact there")
    CONTACT_PHONE = "contact_phone", _("phone of that contact")
    OWNER = "owner", _("owner (user name)")
    KEY = "external_key", _("number in your old system")
    AUTHOR = "author", _("first written down by (user name)")
    WRITTEN_ON = "written_on", _("first written down on")
    ROLE = "role", _("role")
    POSITION = "title", _("position")
    CONTACT_NOTE = "contact_note", _("note on the contact")
    CODE = "code", _("customer code")
    OF_CODE = "of_code", _("customer: code here")
    OF_KEY = "of_key", _("customer: number in your old system")
    OF_PHONE = "of_phone", _("customer: mobile or phone")
    PLATFORM = "platform", _("platform")
    LEAD_KEY = "platform_key", _("number of the lead on the platform")
    CHANNEL = "channel", pgettext_lazy("lead", "channel")
    CAMPAIGN = "campaign", _("campaign")
    INTERESTS = "interests", _("interested in")
    LEFT_AT = "left_at", _("left the details on")
    EXPECTED = "expected_on", _("expected to buy on")
    BUDGET = "budget", _("budget (yuan)")
    WORKER = "worker", _("who looks after it (user name)")
    LEAD_NOTE = "lead_note", _("note on the lead")
    ASSET_KIND = "asset_kind", _("vehicle or equipment")
    ASSET_NAME = "asset_name", _("brand and model")
    PLATE = "plate", _("plate")
    VIN = "vin", _("VIN")
    SERIAL = "serial_number", _("serial number")
    SOLD_ON = "sold_on", _("sold on")
    SOLD_BY = "sold_by", _("sold by")
    MILEAGE = "mileage_km", _("mileage")
    MILEAGE_ON = "mileage_read_on", _("mileage read on")
    NEXT_SERVICE = "next_service_on", _("next service on")
    INSPECTION = "inspection_until", _("inspection until")
    INSURANCE = "insurance_until", _("insurance until")
    WARRANTY = "warranty_until", _("warranty until")
    ASSET_NOTE = "asset_note", _("note on the asset")
    DOCUMENT_KIND = "document_kind", _("type of document")
    DOCUMENT_TITLE = "document_title", _("title")
    NUMBER = "number", _("number of the document")
    DATED_ON = "dated_on", _("dated")
    VALID_UNTIL = "valid_until", _("valid until")
    PAPER_AT = "paper_at", _("paper lies in")
    SHELF = "shelf", _("shelf")
    BOX = "box", _("box")
    RETENTION = "retention", _("retention class")
    FILED_ON = "filed_on", _("filed on")


class ImportFault(TextChoices):
    """Why a file cannot be read at all, and what to do about it."""

    EMPTY = "EMPTY", _("The file is empty. Choose the file that holds the rows.")
    NO_ROWS = (
        "NO_ROWS",
        _("The file has headings but no rows below them. Add the rows and try again."),
    )
    NO_TEXT = (
        "NO_TEXT",
        _(
            "The characters of this file cannot be read as UTF-8, GB18030 or UTF-16. "
            "Save it in Excel as “CSV UTF-8” or as .xlsx and try again."
        ),
    )
    NO_TABLE = (
        "NO_TABLE",
        _("This is no .csv or .xlsx file, whatever its name says. Choose another."),
    )
    OLD_EXCEL = (
        "OLD_EXCEL",
        _(
            "This is an old .xls workbook, or one with a password. "
            "Open it in Excel, take the password off and save it as .xlsx."
        ),
    )
    MACROS = (
        "MACROS",
        _("This workbook holds macros. Save it as .xlsx, without macros."),
    )
    ENTITIES = (
        "ENTITIES",
        _(
            "This workbook holds XML definitions that Excel never writes, so it is not "
            "opened. Copy its rows into a new workbook."
        ),
    )
    DAMAGED = (
        "DAMAGED",
        _("The workbook is damaged. Open it in Excel, save it anew and try again."),
    )
    TOO_BIG = (
        "TOO_BIG",
        _("The file is larger than %(megabytes)s MB. Split it into several files."),
    )
    TOO_HEAVY = (
        "TOO_HEAVY",
        _(
            "Unpacked this workbook is far larger than it looks. "
            "Copy the rows you need into a new workbook."
        ),
    )
    TOO_MANY_ROWS = (
        "TOO_MANY_ROWS",
        _(
            "The file goes on at row %(row)s, and only %(limit)s rows can be "
            "imported at once. Split it into several files."
        ),
    )
    TOO_MANY_COLUMNS = (
        "TOO_MANY_COLUMNS",
        _("The file has more than %(limit)s columns. Delete those you do not need."),
    )
    CELL_TOO_LONG = (
        "CELL_TOO_LONG",
        _(
            "The cell in row %(row)s, column %(column)s has more than %(limit)s "
            "characters. Most often a quotation mark there is not closed."
        ),
    )
    TOO_SLOW = (
        "TOO_SLOW",
        _(
            "Reading this file takes more than %(seconds)s seconds. "
            "Copy the rows you need into a new file."
        ),
    )
    FILE_GONE = "FILE_GONE", _("The stored file is gone. Upload it again.")
    NOT_ALLOWED = (
        "NOT_ALLOWED",
        _(
            "You may no longer import for this owner. "
            "Match the columns again and choose another."
        ),
    )
