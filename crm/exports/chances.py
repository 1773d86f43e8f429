"""Chances as files: leads, and what may come of customers."""

from operator import attrgetter as of

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import days
from accounts.permissions.actions import Can
from crm.exports.sheet import WHOSE, Column, Sheet, in_words, name_of, says
from customers import lead_filters, opportunity_filters
from customers.models import Customer, Lead, Opportunity


def _leads(user, query, at):
    """Return the leads the tab shows, as far as the asker may export them.

    Of a lead that became a customer, only while he may export that customer.
    """
    mine = lead_filters.shown(query, user).for_user(user, Can.ASK_EXPORTS)
    theirs = Customer.objects.for_user(user, Can.ASK_EXPORTS)
    his = Exists(theirs.filter(pk=OuterRef("customer_id")).order_by())
    rows = mine.filter(Q(customer=None) | his)
    return _narrowed_leads(rows, user, query, at).qs


def _lead_rows(user, query, at):
    rows = _leads(user, query, at).select_related("campaign", "customer")
    rows = rows.defer("search", "customer__search")
    rows = rows.prefetch_related("owner", "taker", "branch")
    return rows.order_by("-created_at", "-pk")


def _lead_told(user, query, at) -> list[str]:
    """Return the tab and the filters in use."""
    narrowed = _narrowed_leads(Lead.objects.none(), user, query, at)
    tab = lead_filters.tab_of(query)
    told = [] if tab == lead_filters.Tab.ALL else [str(tab.label)]
    return told + in_words(lead_filters.sentences, narrowed, query)


def _narrowed_leads(rows, user, query, at) -> lead_filters.LeadFilter:
    return lead_filters.LeadFilter(query, rows, user=user, at=days.local(at))


def _opportunity_rows(user, query, at):
    """Return what the list shows, of customers the asker may export."""
    seen = Opportunity.objects.for_user(user, Can.SEE_CUSTOMERS)
    rows = _narrowed_opportunities(seen, user, query, at).qs
    rows = rows.for_user(user, Can.ASK_EXPORTS).select_related("customer")
    rows = rows.defer("customer__search").prefetch_related("owner")
    return rows.order_by("next_on", "pk")


def _opportunity_told(user, query, at) -> list[str]:
    """Return whose they are, and the filters in use."""
    narrowed = _narrowed_opportunities(Opportunity.objects.none(), user, query, at)
    told = in_words(opportunity_filters.sentences, narrowed, query)
    whose = narrowed.form.cleaned_data.get("whose")
    if whose and whose != opportunity_filters.Whose.EVERYONE:
        words = {"name": say("Whose"), "value": opportunity_filters.Whose(whose).label}
        told.insert(0, say("%(name)s: %(value)s") % words)
    return told


def _narrowed_opportunities(rows, user, query, at):
    asked = {"user": user, "today": days.day_of(at)}
    return opportunity_filters.OpportunityFilter(query, rows, **asked)


def _interests(lead) -> str:
    return say(", ").join(lead.interests)


LEADS = Sheet(
    slug="leads",
    title=_("Leads"),
    can=Can.SEE_LEADS,
    persons=("customer_id",),
    holds_leads=True,
    rows=_lead_rows,
    told=_lead_told,
    columns=(
        Column("name", pgettext_lazy("customer", "Name"), of("name")),
        Column("state", _("State"), says("state")),
        Column("phone", _("Phone"), of("phone"), personal="phone"),
        Column("wechat", _("WeChat"), of("wechat"), personal="wechat"),
        Column("interests", _("Interested in"), _interests),
        Column("channel", _("Channel"), says("channel")),
        Column("campaign", _("Campaign"), name_of("campaign")),
        Column("next_contact", _("Next contact"), of("next_contact_on")),
        Column("owner", _("Owner"), name_of("owner")),
        Column("taker", _("Handed over to"), name_of("taker")),
        Column("registered", _("Registered"), of("created_at")),
        Column("expected", _("Expected to buy on"), of("expected_on"), is_shown=False),
        Column("budget", _("Budget (yuan)"), of("budget"), is_shown=False),
        Column("due", _("First contact until"), of("first_due_at"), is_shown=False),
        Column("first", _("First contact"), of("first_contacted_at"), is_shown=False),
        Column("last", _("Last contact"), of("last_contact_at"), is_shown=False),
        Column("closed", _("Closed"), of("closed_at"), is_shown=False),
        Column("why", _("Why lost"), says("lost_reason"), is_shown=False),
        Column("customer", _("Customer"), name_of("customer"), is_shown=False),
        Column("agreed", _("Agreed on"), of("consent_given_at"), is_shown=False),
        Column("branch", _("Branch"), name_of("branch"), is_shown=False),
        Column("note", _("Note"), of("note"), is_shown=False),
    ),
)

OPPORTUNITIES = Sheet(
    slug="opportunities",
    title=_("Opportunities"),
    can=Can.SEE_CUSTOMERS,
    persons=("customer_id",),
    rows=_opportunity_rows,
    told=_opportunity_told,
    columns=(
        Column("title", _("What it is about"), of("title")),
        Column("stage", _("Stage"), says("progress")),
        *WHOSE,
        Column("tier", _("Tier"), of("customer.tier")),
        Column("amount", _("Amount (yuan)"), of("amount")),
        Column("expected", _("Expected by"), of("expected_on")),
        Column("step", _("Next step"), of("next_step")),
        Column("on", _("Next step on"), of("next_on")),
        Column("owner", _("Owner"), of("owner.name")),
        Column("why", _("Why lost"), says("lost_reason"), is_shown=False),
        Column("opened", _("Opened"), of("created_at"), is_shown=False),
        Column("ended", _("Ended"), of("ended_at"), is_shown=False),
        Column("note", _("Note"), of("note"), is_shown=False),
    ),
)
