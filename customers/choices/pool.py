"""The words of the common pool of customers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Tab(TextChoices):
    POOL = "pool", _("In the pool")
    LEAVING = "leaving", _("Soon to go into it")
