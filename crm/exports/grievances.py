"""Complaints as a file: the database of them, with causes and liability."""

from operator import attrgetter as of

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions.actions import Can
from complaints import filters
from complaints.models import Complaint
from crm.exports.sheet import Column, Sheet, name_of, says
from customers.models import Customer


def _filter(user, query, at, rows):
    return filters.ComplaintFilter(query, rows, user=user, at=at)


def _rows(user, query, at):
    """Return what the queue shows, of customers the asker may export, and of nobody."""
    seen = Complaint.objects.for_user(user, Can.SEE_COMPLAINTS)
    theirs = Customer.objects.for_user(user, Can.ASK_EXPORTS)
    his = Exists(theirs.filter(pk=OuterRef("customer_id")).order_by())
    rows = seen.filter(Q(customer=None) | his).with_lateness()
    related = _filter(user, query, at, rows).qs.select_related("customer")
    related = related.defer("customer__search").prefetch_related(
        "handler", "branch", "category", "department", "cause"
    )
    return related.order_by("-received_at", "-pk")


def _told(user, query, at) -> list[str]:
    """Return the view of the queue, and the filters in use."""
    kept = _filter(user, query, at, Complaint.objects.none())
    kept.form.is_valid()
    tab = filters.tab_of(query)
    told = [] if tab == filters.Tab.ALL else [str(tab.label)]
    return told + [words for words, _rest in filters.sentences(kept, query)]


def _named(name: str):
    """Return what reads the name of a row of a list, "" of none."""
    return lambda row: str(getattr(row, name) or "")


COMPLAINTS = Sheet(
    slug="complaints",
    title=_("Complaints"),
    can=Can.SEE_COMPLAINTS,
    persons=("customer_id",),
    rows=_rows,
    told=_told,
    columns=(
        Column("number", pgettext_lazy("complaint", "Number"), of("code")),
        Column("customer", _("Customer"), name_of("customer")),
        Column("kind", _("Kind"), says("kind")),
        Column("severity", pgettext_lazy("complaint", "Severity"), says("severity")),
        Column("state", _("State"), says("state")),
        Column("category", _("Category"), _named("category")),
        Column("department", _("Department"), _named("department")),
        Column("cause", _("Root cause"), _named("cause")),
        Column("liability", _("Liability"), says("liability")),
        Column("words", _("Customer's words"), of("words")),
        Column("solution", _("Solution"), of("solution")),
        Column("reaction", _("Reaction of the customer"), says("reaction")),
        Column("ending", pgettext_lazy("complaint", "How it ended"), says("ending")),
        Column("late", _("Overdue"), of("was_late")),
        Column("handler", _("Handled by"), name_of("handler")),
        Column("received", _("Received"), of("received_at")),
        Column("told", _("Result told"), of("told_at")),
        Column("closed", _("Closed"), of("closed_at")),
        Column("channel", _("Came in by"), says("channel"), is_shown=False),
        Column("remedy", _("Remedy sought"), says("remedy"), is_shown=False),
        Column("claimed", _("Amount claimed (yuan)"), of("claimed"), is_shown=False),
        Column("phone", _("Phone for the answer"), of("reply_phone"),
               personal="phone", is_shown=False),
        Column("email", _("E-mail for the answer"), of("reply_email"),
               personal="email", is_shown=False),
        Column("agency", _("Regulator"), of("agency"), is_shown=False),
        Column("agency_number", _("Its number"), of("agency_number"), is_shown=False),
        Column("branch", _("Branch"), name_of("branch"), is_shown=False),
    ),
)  # fmt: skip
