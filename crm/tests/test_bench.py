"""The company that is measured can be made of today's tables."""

import datetime

import pytest
from django.db import connection

from bench import complaint_data, data, tiers
from complaints.models import Clock, Complaint, Line
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


def test_the_measured_complaints_are_made_of_what_every_table_asks_for(monkeypatch):
    monkeypatch.setattr(data, "NAMES", 20)
    monkeypatch.setattr(data, "STAFF", 5)
    staff = data.make_staff()
    with connection.cursor() as cursor:
        data.add_customers(cursor, 1, 50, staff)
        complaint_data.add(cursor, 50, 60, 20, staff)
        connection.check_constraints()
    assert Complaint.objects.count() == 60
    assert Complaint.objects.open().count() == Clock.objects.running().count() == 20
    assert Line.objects.count() == 240
    assert Complaint.objects.filter(customer=None).exists()
    assert Complaint.objects.repeated().exists()
