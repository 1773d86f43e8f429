"""States that cannot be, tried by hand as the tables' owner: the database refuses."""

import pytest
from psycopg2.errors import CheckViolation

from crm.testing.builders import make_customer
from crm.testing.database import as_owner
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
def test_a_word_of_no_list_cannot_be(committed_cast, change, rule):
    make_customer(committed_cast.anna)
    checked(committed_cast.nina, committed_cast.anna, HEAD, GOOD)
    with as_owner() as cursor, pytest.raises(CheckViolation, match=rule):
        cursor.execute(f"UPDATE customers_{change}")
    assert Customer.objects.get().tier == "C"
