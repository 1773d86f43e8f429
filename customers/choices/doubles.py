"""The words of doubles: what makes two alike, and what was decided about them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Likeness(TextChoices):
    """What two customers have in common; `customers.sameness` says how it is found."""

    ID_NUMBER = "ID_NUMBER", _("same ID or credit code")
    PHONE = "PHONE", _("same phone number")
    WECHAT = "WECHAT", _("same WeChat")
    EMAIL = "EMAIL", _("same e-mail")
    CONTACT = "CONTACT", _("number of a contact")
    NAME = "NAME", _("same name")
    SOUND = "SOUND", _("name sounds the same")
    NEAR = "NEAR", _("name differs by one character")


class DoubleState(TextChoices):
    """What was decided about two customers who may be one."""

    OPEN = "OPEN", _("to decide")
    MERGED = "MERGED", _("merged")
    NO_DOUBLE = "NO_DOUBLE", _("two customers")


class DoubleJob(TextChoices):
    """What a worker does to find doubles."""

    SCAN = "customers.scan_doubles", _("Looking for doubles")
