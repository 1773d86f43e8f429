"""The words of accounts: how far a grant reaches, how a page looks, what jobs do."""

from enum import IntEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(IntEnum):
    """How wide a grant reaches, each containing the one before."""

    NONE = 0
    OWN = 1
    TEAM = 2
    BRANCH = 3
    ALL = 4


class Reach(TextChoices):
    """What one cell of the role table may say: a scope, or a population beside them."""

    NONE = "NONE", _("none")
    OWN = "OWN", _("own")
    TEAM = "TEAM", _("team and below")
    BRANCH = "BRANCH", _("branch")
    ALL = "ALL", _("all")
    ROUTED = "ROUTED", _("what was routed to the department")
    MEMBERS = "MEMBERS", _("club members")


POPULATIONS = frozenset({Reach.ROUTED, Reach.MEMBERS})


class Language(TextChoices):
    CHINESE = "zh-hans", "中文"
    ENGLISH = "en", "English"


class Theme(TextChoices):
    SYSTEM = "system", _("as the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")
    CONTRAST = "contrast", _("high contrast")


class Density(TextChoices):
    COMFORTABLE = "comfortable", _("comfortable")
    COMPACT = "compact", _("compact")


class JobState(TextChoices):
    WAITING = "WAITING", _("waiting")
    RUNNING = "RUNNING", _("running")
    DONE = "DONE", _("done")
    FAILED = "FAILED", _("failed")
    CANCELLED = "CANCELLED", _("cancelled")


class JobFault(TextChoices):
    """Why a job of any kind can fail, in the words its page shows."""

    BROKEN = (
        "BROKEN",
        _(
            "The work broke off three times. What was done until then is kept. "
            "Start it again; if it breaks off again, tell your administrator."
        ),
    )


class RevealReason(TextChoices):
    """Why a full number is needed outside one's own customers."""

    CALL = "CALL", _("Calling the customer back")
    VERIFY = "VERIFY", _("Verifying the archive")
    COVER = "COVER", _("Standing in for a colleague")
    COMPLAINT = "COMPLAINT", _("Handling a complaint")
