"""The words of tiers: policies, cut points, segments, moves, overrides, strategies."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PolicyState(TextChoices):
    DRAFT = "DRAFT", pgettext_lazy("policy", "draft")
    ACTIVE = "ACTIVE", pgettext_lazy("policy", "in force")
    SUPERSEDED = "SUPERSEDED", pgettext_lazy("policy", "superseded")


class CutSource(TextChoices):
    """Where cut points come from."""

    SHIPPED = "SHIPPED", _("shipped with the product")
    COMPUTED = "COMPUTED", _("computed from the customers")
    TYPED = "TYPED", _("set by hand")


class Segment(TextChoices):
    """What kind of customer the figures make of somebody; each is in exactly one."""

    KEY_VALUE = "KEY_VALUE", _("key, loyal")
    KEY_KEEP = "KEY_KEEP", _("key, to keep")
    KEY_GROW = "KEY_GROW", _("key, to develop")
    KEY_WIN = "KEY_WIN", _("key, to win back")
    BASE_VALUE = "BASE_VALUE", _("general, loyal")
    BASE_KEEP = "BASE_KEEP", _("general, to keep")
    BASE_GROW = "BASE_GROW", _("general, to develop")
    BASE_WIN = "BASE_WIN", _("general, to win back")
    NEW = "NEW", pgettext_lazy("segment", "new customer")
    DORMANT = "DORMANT", _("dormant")
    LOST = "LOST", pgettext_lazy("segment", "lost")
    NONE = "NONE", _("no paid order")


class MoveKind(TextChoices):
    """Why a customer is in the tier he is in."""

    FIRST = "FIRST", _("measured for the first time")
    UP = "UP", _("raised")
    DOWN = "DOWN", _("lowered")
    RETURNED = "RETURNED", _("raise taken back after returns")
    OVERRIDE = "OVERRIDE", _("set by hand")
    ENDED = "ENDED", _("override ended")


class OverrideState(TextChoices):
    PROPOSED = "PROPOSED", _("waiting for a second person")
    ACCEPTED = "ACCEPTED", pgettext_lazy("override", "in force")
    REFUSED = "REFUSED", pgettext_lazy("override", "refused")
    ENDED = "ENDED", pgettext_lazy("override", "ended")


class CaredBy(TextChoices):
    """Who keeps in touch with the customers of a tier."""

    PEOPLE = "PEOPLE", _("people")
    AUTOMATION = "AUTOMATION", _("automatic reminders")


class StrategyChannel(TextChoices):
    VISIT = "VISIT", _("visit")
    PHONE = "PHONE", _("phone call")
    WECHAT = "WECHAT", _("WeChat")
    SMS = "SMS", _("text message")
    EMAIL = "EMAIL", _("e-mail")


class TierJob(TextChoices):
    """What a worker does with tiers."""

    RUN = "customers.tier_run", _("Computing tiers")
    TRY = "customers.tier_try", _("Trying a tier policy")


class TierFault(TextChoices):
    """Why a run can fail as a whole, and what to do about it."""

    NO_POLICY = "NO_POLICY", _("No tier policy is in force. Activate one first.")
    NO_DRAFT = (
        "NO_DRAFT",
        _("This policy is no draft any more. Open the one that is in force."),
    )
    RUNNING = (
        "TIERS_RUNNING",
        _("Tiers are being computed at this moment. Try again in some minutes."),
    )
