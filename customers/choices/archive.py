"""The words of the archive: what a customer is, how he came, who we know there."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    PERSON = "PERSON", _("person")
    ORGANISATION = "ORGANISATION", _("organisation")


class PartnerKind(TextChoices):
    END_CUSTOMER = "END_CUSTOMER", _("end customer")
    DEALER = "DEALER", _("dealer")
    RETAILER = "RETAILER", _("retailer")
    AGENT = "AGENT", _("agent")


class Tier(TextChoices):
    S = "S", _("S strategic")
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"


class Source(TextChoices):
    WALK_IN = "WALK_IN", _("walk-in")
    PHONE = "PHONE", _("phone call")
    REFERRAL = "REFERRAL", _("referral")
    ONLINE = "ONLINE", _("online platform")
    EVENT = "EVENT", _("event")
    IMPORT = "IMPORT", _("import")
    OTHER = "OTHER", _("other")


class BusinessLine(TextChoices):
    SALES = "SALES", _("sales")
    SERVICE = "SERVICE", _("after-sales service")
    PARTS = "PARTS", _("parts and accessories")
    INSURANCE = "INSURANCE", _("insurance and finance")
    RETAIL = "RETAIL", _("retail")


class ContactRole(TextChoices):
    DECIDER = "DECIDER", _("decision maker")
    BUYER = "BUYER", _("buyer")
    FINANCE = "FINANCE", _("finance")
    USER = "USER", pgettext_lazy("contact", "user")
    DRIVER = "DRIVER", _("driver")
    FAMILY = "FAMILY", _("family member")
    OTHER = "OTHER", _("other")
