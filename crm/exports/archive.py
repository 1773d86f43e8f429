"""The archive as files: customers, the people there, what they bought and own."""

from operator import attrgetter as of

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import days
from accounts.permissions.actions import Can
from crm.exports.sheet import WHOSE, Column, Sheet, in_words, name_of, says
from customers import filters
from customers.models import Asset, Contact, Customer, Purchase

# Lists of what is of the customers that the list of customers is narrowed to.
OF_CUSTOMERS = ("customers", "contacts", "purchases", "assets")


def _customers(user, query, at):
    """Return the customers the list shows, as far as the asker may export them."""
    mine = Customer.objects.for_user(user, Can.ASK_EXPORTS)
    return _narrowed(mine, user, query, at).qs


def _told(user, query, at) -> list[str]:
    narrowed = _narrowed(Customer.objects.none(), user, query, at)
    return in_words(filters.sentences, narrowed, query)


def _narrowed(rows, user, query, at) -> filters.CustomerFilter:
    return filters.CustomerFilter(query, rows, user=user, at=days.local(at))


def _theirs(model, user, query, at):
    """Return the rows of `model` that those customers have, each with his own."""
    whose = _customers(user, query, at).order_by().values("pk")
    rows = model.objects.filter(customer__in=whose).select_related("customer")
    return rows.defer("customer__search")


def _customer_rows(user, query, at):
    rows = _customers(user, query, at).prefetch_related("owner", "branch")
    return rows.defer("search").order_by("name_key", "pk")


def _contact_rows(user, query, at):
    return _theirs(Contact, user, query, at).order_by("customer__name_key", "pk")


def _purchase_rows(user, query, at):
    rows = _theirs(Purchase, user, query, at)
    return rows.order_by("customer_id", "-bought_at", "-pk")


def _asset_rows(user, query, at):
    rows = _theirs(Asset, user, query, at).select_related("sold_by")
    return rows.order_by("customer_id", "-pk")


CUSTOMERS = Sheet(
    slug="customers",
    title=_("Customers"),
    can=Can.SEE_CUSTOMERS,
    persons=("pk",),
    rows=_customer_rows,
    told=_told,
    beside=OF_CUSTOMERS,
    columns=(
        Column("name", pgettext_lazy("customer", "Name"), of("name")),
        Column("code", _("Customer code"), of("code")),
        Column("tier", _("Tier"), of("tier")),
        Column("kind", _("Type"), says("kind")),
        Column("partner_kind", _("Partner kind"), says("partner_kind")),
        Column("phone", _("Phone"), of("phone"), personal="phone"),
        Column("last_contact", _("Last contact"), of("last_contact_at")),
        Column("next_contact", _("Next contact"), of("next_contact_on")),
        Column("value", _("Value (yuan)"), of("purchase_total")),
        Column("city", _("City"), of("city")),
        Column("owner", _("Owner"), of("owner.name")),
        Column("branch", _("Branch"), of("branch.name"), is_shown=False),
        Column("salutation", _("Salutation"), of("salutation"), is_shown=False),
        Column("short_name", _("Short name"), of("short_name"), is_shown=False),
        Column("email", _("E-mail"), of("email"), "email", is_shown=False),
        Column("wechat", _("WeChat"), of("wechat"), "wechat", is_shown=False),
        Column(
            "id_number", _("ID or credit code"), of("id_number"), "id_number",
            is_shown=False,
        ),
        Column("address", _("Address"), of("address"), is_shown=False),
        Column("birthday", _("Birthday"), of("birthday"), is_shown=False),
        Column("source", _("Source"), says("source"), is_shown=False),
        Column("created", _("Customer since"), of("created_at"), is_shown=False),
        Column("purchases", _("Purchases"), of("purchase_count"), is_shown=False),
        Column("note", _("Note"), of("note"), is_shown=False),
    ),
)  # fmt: skip

CONTACTS = Sheet(
    slug="contacts",
    title=_("Contacts"),
    can=Can.SEE_CUSTOMERS,
    persons=("customer_id",),
    rows=_contact_rows,
    told=_told,
    beside=OF_CUSTOMERS,
    columns=(
        Column("name", pgettext_lazy("contact", "Name"), of("name")),
        Column("role", _("Role"), says("role")),
        Column("title", _("Position"), of("title")),
        *WHOSE,
        Column("phone", _("Phone"), of("phone"), personal="phone"),
        Column("email", _("E-mail"), of("email"), personal="email"),
        Column("birthday", _("Birthday"), of("birthday"), is_shown=False),
        Column("note", _("Note"), of("note"), is_shown=False),
    ),
)

PURCHASES = Sheet(
    slug="purchases",
    title=_("Purchases"),
    can=Can.SEE_CUSTOMERS,
    persons=("customer_id",),
    rows=_purchase_rows,
    told=_told,
    beside=OF_CUSTOMERS,
    columns=(
        *WHOSE,
        Column("bought", _("Bought"), of("bought_at")),
        Column("invoice", _("Invoice"), of("invoice")),
        Column("line", _("Business line"), says("business_line")),
        Column("item", _("Item"), of("item")),
        Column("item_code", _("Item code"), of("item_code"), is_shown=False),
        Column("quantity", _("Quantity"), of("quantity")),
        Column("amount", _("Amount (yuan)"), of("amount")),
    ),
)

ASSETS = Sheet(
    slug="assets",
    title=_("Vehicles and equipment"),
    can=Can.SEE_CUSTOMERS,
    persons=("customer_id",),
    rows=_asset_rows,
    told=_told,
    beside=OF_CUSTOMERS,
    columns=(
        *WHOSE,
        Column("kind", _("Type"), says("kind")),
        Column("name", _("Brand and model"), of("name")),
        Column("plate", _("Plate"), of("plate"), personal="plate"),
        Column("vin", _("VIN"), of("vin"), personal="vin"),
        Column("state", _("State"), says("state")),
        Column("mileage", _("Mileage (km)"), of("mileage_km")),
        Column("read_on", _("Read on"), of("mileage_read_on"), is_shown=False),
        Column("service", _("Next service on"), of("next_service_on")),
        Column("inspection", _("Inspection until"), of("inspection_until")),
        Column("insurance", _("Insurance until"), of("insurance_until")),
        Column("warranty", _("Warranty until"), of("warranty_until")),
        Column("serial", _("Serial number"), of("serial_number"), is_shown=False),
        Column("sold_on", _("Sold on"), of("sold_on"), is_shown=False),
        Column("sold_by", _("Sold by"), name_of("sold_by"), is_shown=False),
        Column("since", _("In this state since"), of("state_on"), is_shown=False),
        Column("note", _("Note"), of("note"), is_shown=False),
    ),
)
