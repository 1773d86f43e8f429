"""The words of leads: how one stands, why one was lost, what was done with one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.choices.archive import Source


class LeadState(TextChoices):
    NEW = "NEW", pgettext_lazy("lead", "new")
    CONTACTED = "CONTACTED", _("contacted")
    QUALIFIED = "QUALIFIED", _("qualified")
    HANDED_OVER = "HANDED_OVER", _("handed over")
    WON = "WON", pgettext_lazy("lead", "won")
    LOST = "LOST", pgettext_lazy("lead", "lost")
    POOL = "POOL", _("in the common pool")


class LostReason(TextChoices):
    NO_NEED = "NO_NEED", _("no need after all")
    PRICE = "PRICE", _("too expensive")
    COMPETITOR = "COMPETITOR", _("bought elsewhere")
    POSTPONED = "POSTPONED", _("put off for long")
    UNREACHED = "UNREACHED", _("never reached")
    WRONG_NUMBER = "WRONG_NUMBER", _("wrong number")
    DOUBLE = "DOUBLE", _("double of another lead")
    OTHER = "OTHER", _("something else")


class TouchChannel(TextChoices):
    CALL = "CALL", _("call")
    WECHAT = "WECHAT", _("WeChat")
    VISIT = "VISIT", pgettext_lazy("lead", "meeting")


class Deed(TextChoices):
    """What the story of a lead consists of, in the words it is told in."""

    REGISTERED = "REGISTERED", _("registered the lead")
    TOUCHED = "TOUCHED", _("was in touch")
    EDITED = "EDITED", _("changed the lead")
    STAGED = "STAGED", _("moved the lead to another stage")
    ASSIGNED = "ASSIGNED", _("gave the lead to a colleague")
    HANDED_OVER = "HANDED_OVER", _("handed the lead over")
    ACCEPTED = "ACCEPTED", _("accepted the lead")
    RETURNED = "RETURNED", _("gave the lead back")
    TAKEN_BACK = "TAKEN_BACK", _("took the lead back")
    LATE = "LATE", _("not accepted in time")
    WON = "WON", _("reported the deal")
    LOST = "LOST", _("reported the lead lost")
    REOPENED = "REOPENED", _("opened the lead again")
    POOLED = "POOLED", _("put the lead into the common pool")
    CLAIMED = "CLAIMED", _("took the lead from the common pool")
    CONVERTED = "CONVERTED", _("made a customer of the lead")
    REMINDED = "REMINDED", _("untouched: the owner was reminded")
    ESCALATED = "ESCALATED", _("still untouched: the superior was told")
    PROPOSED = "PROPOSED", _("still untouched: another owner was proposed")


class Ending(TextChoices):
    """How a hand-over ended."""

    WON = "WON", pgettext_lazy("lead", "won")
    LOST = "LOST", pgettext_lazy("lead", "lost")
    RETURNED = "RETURNED", _("given back")
    TAKEN_BACK = "TAKEN_BACK", _("taken back")


class Dealing(TextChoices):
    """Who of several people gets the next lead."""

    TURNS = "TURNS", _("in turns")
    LEAST = "LEAST", _("who has fewest open leads")


CHANNELS = [(value, label) for value, label in Source.choices if value != Source.IMPORT]
WORKED = (LeadState.NEW, LeadState.CONTACTED, LeadState.QUALIFIED)
OPEN = (*WORKED, LeadState.HANDED_OVER)
CLOSED = (LeadState.WON, LeadState.LOST)
