"""The words of a handover: why customers pass on, and what was promised to them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HandoverKind(TextChoices):
    """Why. Only during a leave the customers keep their owner."""

    LEAVE = "LEAVE", pgettext_lazy("handover", "leave: shared until a day")
    TRANSFER = "TRANSFER", pgettext_lazy("handover", "transfer to another post")
    RESIGNATION = "RESIGNATION", pgettext_lazy("handover", "resignation")


class PromiseKind(TextChoices):
    VISIT = "VISIT", _("planned visit")
    CONTACT = "CONTACT", _("next contact")
    INTRODUCTION = "INTRODUCTION", _("introduce yourself")


class PromiseState(TextChoices):
    OPEN = "OPEN", pgettext_lazy("promise", "to be confirmed")
    CONFIRMED = "CONFIRMED", pgettext_lazy("promise", "confirmed")
    DECLINED = "DECLINED", pgettext_lazy("promise", "cannot be kept")
