"""States that cannot be, tried past the services: the database refuses."""

import pytest
from django.db import IntegrityError, connection, transaction

from crm.testing.builders import make_customer
from customers.models import Customer
from customers.tests.importing import GOOD, HEAD, checked


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("customer SET tier = 'Z'", "customer_tier_known"),
        ("customer SET tier = ''", "customer_tier_known"),
        ("customer SET kind = 'person'", "customer_kind_known"),
        ("importbatch SET step = 'X'", "import_step_known"),
        ("importrow SET state = 'X'", "import_row_state_known"),
    ],
)
def test_a_word_of_no_list_cannot_be(cast, change, rule):
    make_customer(cast.anna)
    checked(cast.nina, HEAD, GOOD)
    with (
        pytest.raises(IntegrityError, match=rule),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE customers_{change}")
    assert Customer.objects.get().tier == "C"
