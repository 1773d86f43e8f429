"""A customer with every personal number, purchases, and the pages that show them."""

import datetime
import re
import uuid
from decimal import Decimal

from crm.testing.builders import make_contact, make_customer
from crm.testing.cast import NOON
from customers.models import Purchase

PHONE, EMAIL, WECHAT, ID = (
    "13812345678", "wang.xm@example.com", "wxid_wangxm88", "310101199001011234",
)  # fmt: skip
PAGES = ("profile/", "contacts/", "purchases/", "history/", "assign/",
         "profile/identity/", "profile/numbers/", "profile/place/", "profile/note/",
         "profile/service/", "contacts/new/")  # fmt: skip


def make_purchase(customer, invoice, *, ordinal=1, amount="100", days=0, **fields):
    """Store one line of an invoice as the import would."""
    price = Decimal(amount)
    return Purchase.objects.create(
        customer=customer, branch=customer.branch, source="test", invoice=invoice,
        ordinal=ordinal, bought_at=NOON - datetime.timedelta(days=days),
        business_line="SERVICE", item="机油", unit_price=price, amount=price,
        entered_by=customer.owner, **fields,
    )  # fmt: skip


def whole(cast):
    """Return a customer with every personal number, at him and at a contact."""
    customer = make_customer(
        cast.anna, name="王小明", phone=PHONE, email=EMAIL, wechat=WECHAT, id_number=ID
    )
    make_contact(customer, phone="13912345679", email="liu.kj@example.com")
    return customer


def leaks(html: str) -> list[str]:
    """Return which of those numbers stand whole in a page."""
    bare = re.sub(r"[\s-]", "", html)
    secrets = (PHONE, "13912345679", EMAIL, "liu.kj@", WECHAT, ID)
    return [secret for secret in secrets if secret in bare or secret in html]


def created(client, **said):
    """Send the form of a new customer."""
    form = {"name": "王小明", "kind": "PERSON", "tier": "C", "phone": PHONE,
            "source": "OTHER", "partner_kind": "END_CUSTOMER",
            "submission_key": uuid.uuid4()} | said  # fmt: skip
    return client.post("/customers/new/", form)
