"""The words of pages over several apps: what a timeline can be narrowed to."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Touch(TextChoices):
    """A kind of entry in a customer's timeline, as its address says it."""

    VISITS = "visits", _("Visits")
    WORDS = "words", _("Customer's words")
    COMPLAINTS = "complaints", _("Complaints")
    PURCHASES = "purchases", _("Purchases")
    TIERS = "tiers", _("Tier changes")
    CHANGES = "changes", _("Changes")
