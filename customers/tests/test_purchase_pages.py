"""What a customer bought, as its page shows it."""

from decimal import Decimal

import pytest

from crm.testing.builders import make_contact, make_customer
from customers.tests.showing import make_purchase

pytestmark = pytest.mark.django_db


def test_invoices_are_whole_and_credit_notes_are_marked(client, cast):
    customer = make_customer(cast.anna)
    for ordinal in (1, 2, 3):
        make_purchase(customer, "A1", ordinal=ordinal, amount="10.25", days=1)
    make_purchase(customer, "C1", amount="-5", is_credit=True)
    client.force_login(cast.anna)
    page = client.get(f"/customers/{customer.pk}/purchases/")
    told = [(row["head"].invoice, row["amount"]) for row in page.context["invoices"]]
    assert told == [("C1", Decimal("-5")), ("A1", Decimal("30.75"))]
    assert "state-late" in page.content.decode()


def test_every_invoice_stands_on_one_page(client, cast):
    customer = make_customer(cast.anna)
    for number in range(60):
        for ordinal in (1, 2):
            make_purchase(customer, f"N{number}", ordinal=ordinal, days=number // 3)
    client.force_login(cast.anna)
    address, seen = f"/customers/{customer.pk}/purchases/", []
    query = ""
    while query is not None:
        page = client.get(address + query)
        seen += [row["head"].invoice for row in page.context["invoices"]]
        query = page.context["older_url"] or None
    assert sorted(seen) == sorted(f"N{number}" for number in range(60))


@pytest.mark.parametrize("page", ["contacts/", "purchases/", "history/"])
def test_a_page_costs_the_same_for_two_rows_as_for_twelve(
    client, cast, count_queries, page
):
    customer = make_customer(cast.anna)
    client.force_login(cast.max)
    client.get(f"/customers/{customer.pk}/{page}")  # the first look is recorded
    costs = []
    for more in (2, 10):
        for number in range(more):
            make_contact(customer)
            make_purchase(customer, f"{more}-{number}", days=number)
        costs.append(
            count_queries(lambda: client.get(f"/customers/{customer.pk}/{page}"))
        )
    assert costs[0] == costs[1]
