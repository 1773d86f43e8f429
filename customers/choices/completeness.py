"""What makes an archive complete, what hangs on it, and what contradicts itself."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Asked(TextChoices):
    """What an archive is asked for; `services.completeness` knows how each is told."""

    PHONE = "PHONE", pgettext_lazy("completeness", "phone number")
    WRITTEN = "WRITTEN", _("e-mail or WeChat")
    ADDRESS = "ADDRESS", _("city or address")
    BIRTHDAY = "BIRTHDAY", pgettext_lazy("completeness", "birthday")
    IDENTITY = "IDENTITY", _("ID or credit code")
    CONTACT = "CONTACT", _("contact person")
    SERVICE = "SERVICE", _("next service date")
    INSURANCE = "INSURANCE", _("insurance expiry")
    CONSENT = "CONSENT", _("answer on offers and invitations")
    SOURCE = "SOURCE", _("where he came from")
    OWN = "OWN", _("required own fields")


class Odd(TextChoices):
    """What of an archive cannot be true together."""

    BORN = "born", _("an organisation with a birthday")
    IDENTITY = "identity", _("ID number and birthday differ")
    LEFT = "left", _("overdue contact of an owner who has left")
