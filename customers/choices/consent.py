"""The words of consent: what data may be used for, which way, what was said of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Purpose(TextChoices):
    """What a customer's data is used for."""

    CARE = "CARE", _("own work under the contract")
    ENQUIRY = "ENQUIRY", _("answering an enquiry")
    REMINDERS = "REMINDERS", _("service reminders")
    SURVEYS = "SURVEYS", _("satisfaction surveys")
    MARKETING = "MARKETING", _("offers and invitations")
    CLUB = "CLUB", _("customer club")
    PARTNERS = "PARTNERS", _("sharing with partners and the manufacturer")
    PROFILING = "PROFILING", _("tiers and warnings computed from purchases")

    @property
    def basis(self) -> "Basis":
        return Basis.CONTRACT if self == Purpose.CARE else Basis.CONSENT

    @property
    def channels(self) -> tuple["Channel", ...]:
        """The ways one is asked about, apart: none where nothing reaches a person."""
        if self.basis is Basis.CONTRACT:
            return ()
        whole = self in {Purpose.PARTNERS, Purpose.PROFILING}
        return (Channel.WHOLE,) if whole else REACHING


class Basis(TextChoices):
    """What makes a use lawful."""

    CONTRACT = "CONTRACT", _("contract")
    CONSENT = "CONSENT", _("consent")


class Channel(TextChoices):
    """How a person is reached; WHOLE where a purpose reaches nobody."""

    PHONE = "PHONE", pgettext_lazy("channel", "phone")
    SMS = "SMS", _("SMS")
    EMAIL = "EMAIL", pgettext_lazy("channel", "e-mail")
    WECHAT = "WECHAT", pgettext_lazy("channel", "WeChat")
    MAIL = "MAIL", pgettext_lazy("channel", "letter")
    VISIT = "VISIT", pgettext_lazy("channel", "visit")
    WHOLE = "WHOLE", _("as a whole")


REACHING = tuple(channel for channel in Channel if channel is not Channel.WHOLE)


class ConsentState(TextChoices):
    """What a customer said last."""

    GIVEN = "GIVEN", _("given")
    REFUSED = "REFUSED", _("refused")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")


class How(TextChoices):
    """How he said it."""

    SPOKEN = "SPOKEN", _("by word of mouth")
    SIGNED = "SIGNED", _("signed on paper")
    WRITTEN = "WRITTEN", _("in a message or letter")
    ONLINE = "ONLINE", _("online")
