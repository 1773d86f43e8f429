"""The words of the document archive: what it is, where it is, how long it is kept."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentKind(TextChoices):
    CONTRACT = "CONTRACT", _("contract")
    CARE_RECORD = "CARE_RECORD", _("care record")
    WORK_ORDER = "WORK_ORDER", _("work order")
    SETTLEMENT = "SETTLEMENT", _("settlement sheet")
    ID_COPY = "ID_COPY", _("copy of an ID")
    OTHER = "OTHER", pgettext_lazy("document", "other")


class Scan(TextChoices):
    """Whether there is paper, and whether it can be seen here."""

    PAPER = "PAPER", _("paper only")
    SCANNED = "SCANNED", _("paper and scan")
    DIGITAL = "DIGITAL", _("file only")


class Starts(TextChoices):
    """From which day a document is to be kept so many years."""

    DATED = "DATED", _("the date of the document")
    EXPIRY = "EXPIRY", _("the day it ceases to be valid")
    FILED = "FILED", _("the day it was filed")


class DocumentState(TextChoices):
    KEPT = "KEPT", pgettext_lazy("document", "kept")
    REMOVED = "REMOVED", pgettext_lazy("document", "removed")
