"""The company that is measured can be made of today's tables."""

import datetime

import pytest
from django.db import connection

from bench import data, tiers
from customers.models import Customer, Purchase
from visits.models import Visit

pytestmark = pytest.mark.django_db


def test_the_measured_company_is_made_of_what_every_table_asks_for(monkeypatch):
    monkeypatch.setattr(data, "NAMES", 20)
    monkeypatch.setattr(data, "STAFF", 5)
    staff = data.make_staff()
    with connection.cursor() as cursor:
        data.add_customers(cursor, 1, 30, staff)
        data.add_visits(cursor, 1, 30)
        tiers.add_purchases(cursor, 1, 90, 30)
        connection.check_constraints()
    assert Customer.objects.filter(owner__in=staff).count() == 30
    assert Visit.objects.count() == 30 * data.VISITS_EACH
    assert Purchase.objects.count() == 90
    _, outcome = tiers.run(datetime.date.today())
    assert outcome.changed == 30
