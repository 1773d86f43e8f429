"""Lists about colleagues as files: who uses the product, who passed customers on."""

from operator import attrgetter as of

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions.actions import Can
from crm import adoption
from crm.exports.sheet import Column, Sheet, name_of, says
from customers.models import Handover


def _people(user, query, at):
    """Return the people the monitor of use shows."""
    rows = adoption.shown(user, query, at).select_related("team", "branch")
    return rows.order_by("name_key", "pk")


def _uses(people, user, at) -> list[adoption.Use]:
    return adoption.of_people(people, at, reader=user)


def _people_told(user, query, at) -> list[str]:
    return [say("Unused accounts")] if adoption.is_unused_asked(query) else []


def _functions(name: str):
    """Return what reads the functions a person uses, or leaves unused, in words."""
    return lambda use: say("; ").join(str(each) for each in getattr(use, name))


def _handovers(user, query, at):
    rows = Handover.objects.for_user(user).for_list().select_related("made_by")
    return rows.order_by("-pk")


def _nothing(user, query, at) -> list[str]:
    """Return no filters: the list knows none."""
    return []


ADOPTION = Sheet(
    slug="adoption",
    title=_("Use of the system"),
    can=Can.SEE_ADOPTION,
    rows=_people,
    read=_uses,
    told=_people_told,
    columns=(
        Column("name", pgettext_lazy("person", "Name"), of("person.name")),
        Column("team", _("Team"), name_of("person.team")),
        Column("branch", _("Branch"), name_of("person.branch")),
        Column("active", _("Active days"), of("active")),
        Column("working", _("Working days"), of("working")),
        Column("used", _("Functions used"), _functions("used")),
        Column("unused", _("Functions not used"), _functions("unused")),
        Column("last", _("Last sign-in"), of("person.last_login")),
        Column("late", _("Logged late"), of("late")),
        Column("unfilled", _("Incomplete customers"), of("unfilled")),
    ),
)

HANDOVERS = Sheet(
    slug="handovers",
    title=_("Handovers"),
    can=Can.SEE_CUSTOMERS,
    rows=_handovers,
    told=_nothing,
    columns=(
        Column("giver", _("Passed on from"), name_of("giver")),
        Column("taker", _("Passed on to"), name_of("taker")),
        Column("why", _("Why"), says("kind")),
        Column("until", _("Until"), of("until")),
        Column("customers", _("Customers"), of("customer_count")),
        Column("open", _("Promises to confirm"), of("open_count")),
        Column("made", _("Made"), of("made_at")),
        Column("made_by", _("Passed on by"), name_of("made_by"), is_shown=False),
        Column("ended", _("Ended"), of("ended_at"), is_shown=False),
    ),
)
