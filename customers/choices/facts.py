"""The words of what is known of a customer: tags, own fields, likes, validity."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TagColour(TextChoices):
    BLUE = "BLUE", _("blue")
    GREEN = "GREEN", _("green")
    AMBER = "AMBER", _("amber")
    RED = "RED", _("red")
    VIOLET = "VIOLET", _("violet")
    GREY = "GREY", _("grey")


class TagIcon(TextChoices):
    """A picture beside the name, for eyes that tell no colours apart."""

    TAGS = "tags", _("tag")
    STAR = "star", _("star")
    FLAG = "flag", _("flag")
    GIFT = "gift", _("gift")
    CAR = "car-front", _("car")
    BRIEFCASE = "briefcase", _("briefcase")
    BELL = "bell", _("bell")
    AWARD = "award", _("award")
    LIGHTBULB = "lightbulb", _("idea")
    MEGAPHONE = "megaphone", _("megaphone")
    THUMB = "hand-thumbs-up", _("thumb up")
    SHOP = "shop", _("shop")


class OwnType(TextChoices):
    TEXT = "TEXT", pgettext_lazy("own field", "text")
    NUMBER = "NUMBER", pgettext_lazy("own field", "number")
    DATE = "DATE", pgettext_lazy("own field", "date")
    CHOICE = "CHOICE", pgettext_lazy("own field", "choice")
    YES_NO = "YES_NO", pgettext_lazy("own field", "yes or no")


class Concerns(TextChoices):
    """Which customers have an own field."""

    BOTH = "BOTH", _("persons and organisations")
    PERSON = "PERSON", _("persons only")
    ORGANISATION = "ORGANISATION", _("organisations only")


class LikeKind(TextChoices):
    """What one can know of a customer's ways."""

    CONTACT_TIME = "TIME", _("contact time")
    CHANNEL = "CHANNEL", pgettext_lazy("preference", "channel")
    LANGUAGE = "LANGUAGE", pgettext_lazy("preference", "language")
    HOBBY = "HOBBY", _("hobby")
    PRODUCT = "PRODUCT", _("product")
    TABOO = "TABOO", _("taboo")
    FAMILY = "FAMILY", pgettext_lazy("preference", "family")
    OTHER = "OTHER", _("other")


class Reachable(TextChoices):
    """By what a customer is reached, and what can be verified of it."""

    PHONE = "PHONE", pgettext_lazy("validity", "phone")
    EMAIL = "EMAIL", pgettext_lazy("validity", "e-mail")
    ADDRESS = "ADDRESS", pgettext_lazy("validity", "address")


class Trouble(TextChoices):
    """What is wrong with a number or an address."""

    WRONG = "WRONG", _("wrong number or address")
    NO_ANSWER = "NO_ANSWER", _("no answer")
    BOUNCED = "BOUNCED", _("came back")
    MOVED = "MOVED", _("moved away")
