"""Whoever still has a page open of a customer who left adds nothing to him."""

import pytest

from accounts.models import AuditEntry
from accounts.refused import Refused
from crm.testing.builders import make_contact, make_customer
from crm.testing.cast import NOON
from customers.services import removing
from customers.tests.asset_builders import make_asset
from customers.tests.document_builders import file_document
from customers.tests.fact_builders import make_like, make_opportunity
from customers.tests.purchase_builders import enter_purchase, refund

pytestmark = pytest.mark.django_db


def open_opportunity(customer):
    return make_opportunity(customer.owner, customer=customer)


@pytest.mark.parametrize(
    "add",
    [make_asset, make_contact, make_like, open_opportunity, file_document,
     enter_purchase],
)  # fmt: skip
def test_nothing_is_added_to_a_customer_who_left_meanwhile(cast, add):
    shown = make_customer(cast.anna)
    removing.remove(shown, actor=cast.max, reason="误录", at=NOON)
    trail = AuditEntry.objects.count()
    with pytest.raises(Refused, match="刚刚被移除"):
        add(shown)
    assert AuditEntry.objects.count() == trail


def test_nothing_is_given_back_to_a_customer_who_left_meanwhile(cast):
    head = enter_purchase(make_customer(cast.anna))
    removing.remove(head.customer, actor=cast.max, reason="误录", at=NOON)
    with pytest.raises(Refused, match="刚刚被移除"):
        refund(head, 1)
