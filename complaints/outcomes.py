"""The words of what a complaint brings about: compensation, improvements, effects."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OfferKind(TextChoices):
    """What the customer is to get."""

    REFUND = "REFUND", pgettext_lazy("compensation", "refund")
    FREE_REPAIR = "FREE_REPAIR", pgettext_lazy("compensation", "free repair")
    DISCOUNT = "DISCOUNT", pgettext_lazy("compensation", "discount")
    GIFT = "GIFT", pgettext_lazy("compensation", "gift")
    CASH = "CASH", pgettext_lazy("compensation", "payment in money")
    OTHER = "OTHER", pgettext_lazy("compensation", "something else")


class OfferState(TextChoices):
    """How a compensation stands; only what is approved may be promised."""

    PROPOSED = "PROPOSED", pgettext_lazy("compensation", "waiting for a decision")
    RETURNED = "RETURNED", pgettext_lazy("compensation", "returned")
    APPROVED = "APPROVED", pgettext_lazy("compensation", "approved")
    REJECTED = "REJECTED", pgettext_lazy("compensation", "rejected")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("compensation", "withdrawn")
    GIVEN = "GIVEN", pgettext_lazy("compensation", "given")


# While it is one of these nobody may tell the customer a result.
UNSETTLED = (OfferState.PROPOSED, OfferState.RETURNED)
# What counts against the limit of its complaint.
ALLOWED = (OfferState.APPROVED, OfferState.GIVEN)
# What somebody with the right to decide has said.
DECIDED = (OfferState.RETURNED, OfferState.APPROVED, OfferState.REJECTED)


class ImprovementKind(TextChoices):
    CORRECTIVE = "CORRECTIVE", _("corrective action")
    PREVENTIVE = "PREVENTIVE", _("preventive action")


class ImprovementState(TextChoices):
    """Where an improvement is on its way; "checked" says nothing of success."""

    OPEN = "OPEN", pgettext_lazy("improvement", "open")
    IN_WORK = "IN_WORK", pgettext_lazy("improvement", "in work")
    DONE = "DONE", pgettext_lazy("improvement", "done")
    CHECKED = "CHECKED", pgettext_lazy("improvement", "effect judged")
    DROPPED = "DROPPED", pgettext_lazy("improvement", "dropped")


# While somebody still has to do it.
TO_DO = (ImprovementState.OPEN, ImprovementState.IN_WORK)


class Effect(TextChoices):
    """What an improvement was found to have done; "done, no effect" is a legal end."""

    EFFECTIVE = "EFFECTIVE", pgettext_lazy("effect", "effective")
    NO_EFFECT = "NO_EFFECT", pgettext_lazy("effect", "no effect")
    UNCLEAR = "UNCLEAR", pgettext_lazy("effect", "unclear")


class ImprovementDeed(TextChoices):
    """What a line of an improvement's history says was done."""

    OPENED = "OPENED", pgettext_lazy("improvement", "opened")
    LINKED = "LINKED", pgettext_lazy("improvement", "complaint added")
    CHANGED = "CHANGED", pgettext_lazy("improvement", "changed")
    NOTED = "NOTED", pgettext_lazy("improvement", "progress noted")
    STARTED = "STARTED", pgettext_lazy("improvement", "work begun")
    DONE = "DONE", pgettext_lazy("improvement", "done")
    DROPPED = "DROPPED", pgettext_lazy("improvement", "dropped")
    COMPARED = "COMPARED", pgettext_lazy("improvement", "effect computed")
    JUDGED = "JUDGED", pgettext_lazy("improvement", "effect judged")
