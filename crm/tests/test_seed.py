"""`manage.py seed` on a database that is empty, or that somebody else uses."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Branch, User
from accounts.permissions.actions import Can
from customers.models import Customer


def test_empty_makes_one_administrator_of_no_branch(db, capsys):
    call_command("seed", empty=True)
    admin = User.objects.get()
    assert admin.may(Can.MANAGE_USERS)
    assert not admin.may(Can.SEE_CUSTOMERS)
    assert admin.branch is None
    assert not Branch.objects.exists()
    said = capsys.readouterr().out
    assert said == "Made one administrator, admin; the password is weixi-demo.\n"


def test_in_production_it_is_refused(db, settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="CRM_MODE=demo"):
        call_command("seed")
    assert not User.objects.exists()


def test_a_company_of_other_people_is_left_alone(cast):
    with pytest.raises(CommandError, match="already holds a company"):
        call_command("seed")
    assert not Customer.objects.exists()


def test_less_than_one_customer_is_refused(db):
    with pytest.raises(CommandError, match="from 1 on"):
        call_command("seed", customers=0)
