"""The words of a visit: how, what for, how it went, what the customer said."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_PER_VISIT = 5


class Channel(TextChoices):
    VISIT = "VISIT", _("visit")
    RECEPTION = "RECEPTION", _("reception")
    PHONE = "PHONE", _("phone")
    WECHAT = "WECHAT", _("WeChat")
    SMS = "SMS", _("text message")
    EMAIL = "EMAIL", pgettext_lazy("channel", "e-mail")


class State(TextChoices):
    PLANNED = "PLANNED", _("planned")
    LOGGED = "LOGGED", _("logged")
    CANCELLED = "CANCELLED", _("cancelled")


class Purpose(TextChoices):
    CARE = "CARE", _("care")
    FOLLOW_UP = "FOLLOW_UP", _("follow-up")
    SALES = "SALES", _("sales talk")
    DELIVERY = "DELIVERY", _("delivery")
    SERVICE = "SERVICE", _("service matter")
    COLLECTION = "COLLECTION", _("payment")
    OTHER = "OTHER", _("other")


class Outcome(TextChoices):
    POSITIVE = "POSITIVE", _("went well")
    NEUTRAL = "NEUTRAL", _("so-so")
    PROBLEM = "PROBLEM", _("problem")
    NOT_MET = "NOT_MET", _("not met")


class NotMetReason(TextChoices):
    AWAY = "AWAY", _("was away")
    BUSY = "BUSY", _("had no time")
    WRONG_ADDRESS = "WRONG_ADDRESS", _("wrong address")
    CANCELLED = "CANCELLED", _("called it off")
    OTHER = "OTHER", _("other")


class FeedbackKind(TextChoices):
    NEED = "NEED", _("need")
    INTENT = "INTENT", _("purchase intent")
    COMPLAINT = "COMPLAINT", _("complaint")
    GRUMBLE = "GRUMBLE", _("grumble")
    SUGGESTION = "SUGGESTION", _("suggestion")
    PRAISE = "PRAISE", _("praise")


# What complaints take up; a need is known of him, an intent becomes an opportunity.
ABOUT_SERVICE = (
    FeedbackKind.COMPLAINT,
    FeedbackKind.GRUMBLE,
    FeedbackKind.SUGGESTION,
    FeedbackKind.PRAISE,
)


class Grade(TextChoices):
    EXCELLENT = "EXCELLENT", _("excellent")
    GOOD = "GOOD", _("good")
    FAIR = "FAIR", _("needs work")
    POOR = "POOR", _("poor")


class NextStep(TextChoices):
    """What follows a visit. All but the first and the last plan the next one."""

    TIER = "TIER", _("as the tier asks")
    WEEK = "WEEK", _("in 7 days")
    MONTH = "MONTH", _("in 30 days")
    PICK = "PICK", _("pick a day")
    NONE = "NONE", _("no next step")


class When(TextChoices):
    """When a visit took place, as one says it while writing it down."""

    NOW = "NOW", _("now")
    TODAY = "TODAY", _("earlier today")
    YESTERDAY = "YESTERDAY", _("yesterday")
    OTHER = "OTHER", _("another day")
