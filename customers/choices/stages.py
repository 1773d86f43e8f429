"""Where a customer stands in his life with us, and what that asks of us."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    PROSPECT = "PROSPECT", pgettext_lazy("stage", "potential")
    NEW = "NEW", pgettext_lazy("stage", "new")
    GROWING = "GROWING", pgettext_lazy("stage", "growing")
    STABLE = "STABLE", pgettext_lazy("stage", "stable")
    DRIFTING = "DRIFTING", pgettext_lazy("stage", "drifting")
    LOST = "LOST", pgettext_lazy("stage", "lost")
    WON_BACK = "WON_BACK", pgettext_lazy("stage", "won back")


# What to aim at, and what to do for it.
STRATEGIES = {
    Stage.PROSPECT: _(
        "Awareness: make ourselves known. Learn the need, introduce one fitting "
        "offer, agree on a day for a first try."
    ),
    Stage.NEW: _(
        "Trust: keep every promise of the first purchase. Call back within days, "
        "explain the service, learn how he likes to be contacted."
    ),
    Stage.GROWING: _(
        "Satisfaction: widen what we do together. Offer what goes with the last "
        "purchase, ask what was missing, thank for each step."
    ),
    Stage.STABLE: _(
        "Loyalty: keep the rhythm and show appreciation. Remember days and likes, "
        "give first access to news, ask for a referral."
    ),
    Stage.DRIFTING: _(
        "Attention: find out why it has become quiet. Call in person, settle what is "
        "open, offer one concrete reason to come again."
    ),
    Stage.LOST: _(
        "Win back: ask honestly why he left and listen. Make one offer that answers "
        "the reason; where there is none, leave the door open."
    ),
    Stage.WON_BACK: _(
        "Renewed trust: show that the reason to leave is gone. Keep closer contact "
        "for half a year and thank him for coming back."
    ),
}
