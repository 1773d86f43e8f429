"""Pairs of customers who may be one as a file: a row is a pair."""

from operator import attrgetter as of

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accounts.permissions.actions import Can
from crm.exports.sheet import Column, Sheet, name_of, says
from customers.choices.doubles import DoubleState, Likeness
from customers.models import Customer, Double


def _rows(user, query, at):
    """Return the pairs of a tab of which the asker may export both.

    Of merges the file holds none: one of the two has left the archive.
    """
    pairs = Double.objects.for_user(user, Can.EDIT_CUSTOMERS)
    match query.get("state", ""):
        case "":
            pairs = pairs.open()
        case "apart":
            pairs = pairs.told_apart()
        case _:
            pairs = pairs.none()
    theirs = Customer.objects.for_user(user, Can.ASK_EXPORTS).order_by().values("pk")
    pairs = pairs.filter(first__in=theirs, second__in=theirs)
    return pairs.for_list().order_by("-score", "-pk")


def _told(user, query, at) -> list[str]:
    state = DoubleState.OPEN if not query.get("state") else DoubleState.NO_DOUBLE
    return [say("%(name)s: %(value)s") % {"name": say("State"), "value": state.label}]


def _alike(pair) -> str:
    return say("; ").join(str(Likeness(reason).label) for reason in pair.reasons)


DOUBLES = Sheet(
    slug="doubles",
    title=_("Doubles"),
    can=Can.EDIT_CUSTOMERS,
    persons=("first_id", "second_id"),
    rows=_rows,
    told=_told,
    columns=(
        Column("first", _("First customer"), of("first.name")),
        Column("first_code", _("Code of the first"), of("first.code")),
        Column("first_city", _("City of the first"), of("first.city")),
        Column("first_phone", _("Phone of the first"), of("first.phone"), "phone"),
        Column("first_owner", _("Owner of the first"), of("first.owner.name")),
        Column("second", _("Second customer"), of("second.name")),
        Column("second_code", _("Code of the second"), of("second.code")),
        Column("second_city", _("City of the second"), of("second.city")),
        Column("second_phone", _("Phone of the second"), of("second.phone"), "phone"),
        Column("second_owner", _("Owner of the second"), of("second.owner.name")),
        Column("alike", _("What they share"), _alike),
        Column("score", _("Likeness of 100"), of("score")),
        Column("state", _("State"), says("state"), is_shown=False),
        Column("found", _("Found"), of("found_at"), is_shown=False),
        Column("proposed", _("Proposed by"), name_of("proposed_by"), is_shown=False),
        Column("decided", _("Decided by"), name_of("decided_by"), is_shown=False),
        Column("reason", _("Reason"), of("reason"), is_shown=False),
    ),
)
