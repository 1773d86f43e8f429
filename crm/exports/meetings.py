"""Visits as a file."""

from operator import attrgetter as of

from django.utils.translation import gettext_lazy as _

from accounts.permissions.actions import Can
from crm.exports.sheet import WHOSE, Column, Sheet, in_words, says
from customers.models import Customer
from visits import filters
from visits.models import Visit


def _rows(user, query, at):
    """Return the visits the list shows, to customers the asker may export."""
    seen = Visit.objects.for_user(user, Can.SEE_VISITS)
    theirs = Customer.objects.for_user(user, Can.ASK_EXPORTS).values("pk")
    rows = filters.VisitFilter(query, seen, user=user).qs.filter(customer__in=theirs)
    related = rows.select_related("customer").defer("customer__search")
    related = related.prefetch_related("owner")
    return related.order_by("-sort_at", "-pk")


def _told(user, query, at) -> list[str]:
    narrowed = filters.VisitFilter(query, Visit.objects.none(), user=user)
    return in_words(filters.sentences, narrowed, query)


VISITS = Sheet(
    slug="visits",
    title=_("Visits"),
    can=Can.SEE_VISITS,
    persons=("customer_id",),
    rows=_rows,
    told=_told,
    columns=(
        Column("when", _("When"), of("sort_at")),
        *WHOSE,
        Column("owner", _("Made by"), of("owner.name")),
        Column("channel", _("How"), says("channel")),
        Column("state", _("State"), says("state")),
        Column("purpose", _("Purpose"), says("purpose")),
        Column("outcome", _("Outcome"), says("outcome")),
        Column("why", _("Why not met"), says("not_met_reason"), is_shown=False),
        Column("note", _("Note"), of("note")),
    ),
)
