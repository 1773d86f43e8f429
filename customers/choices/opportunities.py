"""The words of an opportunity: how far it is, why it was lost."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Progress(TextChoices):
    INTEREST = "INTEREST", pgettext_lazy("opportunity", "interest")
    PROPOSAL = "PROPOSAL", pgettext_lazy("opportunity", "proposal")
    NEGOTIATION = "NEGOTIATE", pgettext_lazy("opportunity", "negotiation")
    WON = "WON", pgettext_lazy("opportunity", "won")
    LOST = "LOST", pgettext_lazy("opportunity", "lost")


ENDED = (Progress.WON, Progress.LOST)


class LostReason(TextChoices):
    PRICE = "PRICE", _("price")
    COMPETITOR = "COMPETITOR", _("bought elsewhere")
    TIMING = "TIMING", _("not now")
    FUNDING = "FUNDING", _("no budget")
    OFFER = "OFFER", _("we have nothing fitting")
    SILENT = "SILENT", _("no longer answers")
    OTHER = "OTHER", _("other")
