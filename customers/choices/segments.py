"""The words of segments: how a fact is asked, and what the answer can look like."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Is(TextChoices):
    """How a condition compares: what stands between the fact and the value."""

    IN = "IN", pgettext_lazy("condition", "is one of")
    OUT = "OUT", pgettext_lazy("condition", "is none of")
    YES = "YES", pgettext_lazy("condition", "yes")
    NO = "NO", pgettext_lazy("condition", "no")
    LATELY = "LATELY", pgettext_lazy("condition", "within the last days")
    LONG_NOT = "LONG_NOT", pgettext_lazy("condition", "not for so many days")
    SOON = "SOON", pgettext_lazy("condition", "within the next days")
    LEAST = "LEAST", pgettext_lazy("condition", "at least")
    MOST = "MOST", pgettext_lazy("condition", "at most")
    BEGINS = "BEGINS", pgettext_lazy("condition", "begins with")
    HOLDS = "HOLDS", pgettext_lazy("condition", "contains")
    SINCE = "SINCE", pgettext_lazy("condition", "on or after")
    UNTIL = "UNTIL", pgettext_lazy("condition", "on or before")


class Topic(TextChoices):
    """What the facts are about, as one looks for them."""

    WHO = "WHO", _("Who it is")
    STANDING = "STANDING", _("Standing")
    CONTACT = "CONTACT", pgettext_lazy("segment", "Contact")
    BOUGHT = "BOUGHT", _("Purchases and opportunities")
    OWNED = "OWNED", _("Vehicles and equipment")
    CONSENT = "CONSENT", _("Consent")
    OWN = "OWN", _("Own fields")


class Shared(TextChoices):
    """Who finds a segment in the list of segments."""

    MINE = "MINE", _("only I")
    ALL = "ALL", _("everybody who uses segments")
