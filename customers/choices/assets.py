"""The words of what customers own: what it is, what became of it, what falls due."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AssetKind(TextChoices):
    VEHICLE = "VEHICLE", _("vehicle")
    EQUIPMENT = "EQUIPMENT", _("equipment")


class AssetState(TextChoices):
    IN_USE = "IN_USE", pgettext_lazy("asset", "in use")
    SOLD_ON = "SOLD_ON", pgettext_lazy("asset", "sold on")
    SCRAPPED = "SCRAPPED", pgettext_lazy("asset", "scrapped")


class Falls(TextChoices):
    """What of an asset comes on a day; the value is the column that holds the day."""

    SERVICE = "next_service_on", _("next service")
    INSPECTION = "inspection_until", _("inspection")
    INSURANCE = "insurance_until", _("insurance")
    WARRANTY = "warranty_until", _("warranty")
