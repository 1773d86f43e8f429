"""The archive as files: customers, the people there, what they bought."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import days
from accounts.permissions.actions import Can
from crm.exports.sheet import Column, Sheet, says
from customers import filters
from customers.models import Contact, Customer, Purchase


def _customers(user, query, at):
    """Return the customers the list shows, as far as the asker may export them."""
    mine = Customer.objects.for_user(user, Can.ASK_EXPORTS)
    here = days.local(at)
    return filters.CustomerFilter(query, mine, user=user, at=here).qs


def _told(user, query, at) -> list[str]:
    none = Customer.objects.none()
    here = days.local(at)
    narrowed = filters.CustomerFilter(query, none, user=user, at=here)
    narrowed.form.is_valid()
    return [words for words, _rest in filters.sentences(narrowed, query)]


def _customer_rows(user, query, at):
    rows = _customers(user, query, at).prefetch_related("owner", "branch")
    return rows.defer("search").order_by("name_key", "pk")


def _contact_rows(user, query, at):
    theirs = _customers(user, query, at).order_by().values("pk")
    rows = Contact.objects.filter(customer__in=theirs).select_related("customer")
    return rows.defer("customer__search").order_by("customer__name_key", "pk")


def _purchase_rows(user, query, at):
    theirs = _customers(user, query, at).order_by().values("pk")
    rows = Purchase.objects.filter(customer__in=theirs).select_related("customer")
    rows = rows.defer("customer__search")
    return rows.order_by("customer_id", "-bought_at", "-pk")


def _of(name: str):
    return lambda row: getattr(row, name)


def _of_customer(name: str):
    return lambda row: getattr(row.customer, name)


CUSTOMERS = Sheet(
    slug="customers",
    title=_("Customers"),
    can=Can.SEE_CUSTOMERS,
    person="pk",
    rows=_customer_rows,
    told=_told,
    columns=(
        Column("name", pgettext_lazy("customer", "Name"), _of("name")),
        Column("code", _("Customer code"), _of("code")),
        Column("tier", _("Tier"), _of("tier")),
        Column("kind", _("Type"), says("kind")),
        Column("partner_kind", _("Partner kind"), says("partner_kind")),
        Column("phone", _("Phone"), _of("phone"), personal="phone"),
        Column("last_contact", _("Last contact"), _of("last_contact_at")),
        Column("next_contact", _("Next contact"), _of("next_contact_on")),
        Column("value", _("Value (yuan)"), _of("purchase_total")),
        Column("city", _("City"), _of("city")),
        Column("owner", _("Owner"), lambda row: row.owner.name),
        Column("branch", _("Branch"), lambda row: row.branch.name, is_shown=False),
        Column("salutation", _("Salutation"), _of("salutation"), is_shown=False),
        Column("short_name", _("Short name"), _of("short_name"), is_shown=False),
        Column("email", _("E-mail"), _of("email"), "email", is_shown=False),
        Column("wechat", _("WeChat"), _of("wechat"), "wechat", is_shown=False),
        Column(
            "id_number", _("ID or credit code"), _of("id_number"), "id_number",
            is_shown=False,
        ),
        Column("address", _("Address"), _of("address"), is_shown=False),
        Column("birthday", _("Birthday"), _of("birthday"), is_shown=False),
        Column("source", _("Source"), says("source"), is_shown=False),
        Column("created", _("Customer since"), _of("created_at"), is_shown=False),
        Column("purchases", _("Purchases"), _of("purchase_count"), is_shown=False),
        Column("note", _("Note"), _of("note"), is_shown=False),
    ),
)  # fmt: skip

CONTACTS = Sheet(
    slug="contacts",
    title=_("Contacts"),
    can=Can.SEE_CUSTOMERS,
    person="customer_id",
    rows=_contact_rows,
    told=_told,
    columns=(
        Column("name", pgettext_lazy("customer", "Name"), _of("name")),
        Column("role", _("Role"), says("role")),
        Column("title", _("Position"), _of("title")),
        Column("customer", _("Customer"), _of_customer("name")),
        Column("code", _("Customer code"), _of_customer("code")),
        Column("phone", _("Phone"), _of("phone"), personal="phone"),
        Column("email", _("E-mail"), _of("email"), personal="email"),
        Column("birthday", _("Birthday"), _of("birthday"), is_shown=False),
        Column("note", _("Note"), _of("note"), is_shown=False),
    ),
)

PURCHASES = Sheet(
    slug="purchases",
    title=_("Purchases"),
    can=Can.SEE_CUSTOMERS,
    person="customer_id",
    rows=_purchase_rows,
    told=_told,
    columns=(
        Column("customer", _("Customer"), _of_customer("name")),
        Column("code", _("Customer code"), _of_customer("code")),
        Column("bought", _("Bought"), _of("bought_at")),
        Column("invoice", _("Invoice"), _of("invoice")),
        Column("line", _("Business line"), says("business_line")),
        Column("item", _("Item"), _of("item")),
        Column("item_code", _("Item code"), _of("item_code"), is_shown=False),
        Column("quantity", _("Quantity"), _of("quantity")),
        Column("amount", _("Amount (yuan)"), _of("amount")),
    ),
)
