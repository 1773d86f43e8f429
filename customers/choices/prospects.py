"""The words of the prospecting plan."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    LEADS = "leads", _("Leads")
    CUSTOMERS = "customers", _("Customers")
