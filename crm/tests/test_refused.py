"""What a service refuses is told on a page, also where the view showed no form."""

import pytest
from django.db import connection

from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Customer

pytestmark = pytest.mark.django_db


class Leaving:
    """Removes a customer between the look at him and the lock on him."""

    def __init__(self, customer: Customer):
        self.customer, self.is_gone = customer, False

    def __call__(self, execute, sql, params, many, context):
        if "FOR NO KEY UPDATE" in sql and not self.is_gone:
            self.is_gone = True
            gone = Customer.ever.filter(pk=self.customer.pk)
            gone.update(removed_at=NOON)
        return execute(sql, params, many, context)


@pytest.mark.parametrize("address", ["verified", "check"])
def test_whoever_acts_on_what_left_a_moment_ago_is_told(client, cast, address):
    customer = make_customer(cast.anna)
    client.force_login(cast.anna)
    with connection.execute_wrapper(Leaving(customer)):
        response = client.post(f"/customers/{customer.pk}/{address}/")
    assert response.status_code == 409
    page = response.content.decode()
    assert "现已无法办理" in page
    assert "刚刚被移除" in page
    assert 'href="/today/"' in page
