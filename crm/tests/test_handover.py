"""Letting somebody go: customers and account in one step, or neither."""

import pytest

from accounts.models import AuditEntry, Notice, User
from accounts.refused import Refused
from crm.services import handover
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Customer


def test_the_customers_go_to_the_successor_and_the_account_closes(cast):
    ours = [make_customer(cast.anna) for _ in range(3)]
    moved = handover.let_go(
        cast.anna, actor=cast.adam, successor=cast.dora, note="调岗", at=NOON
    )
    assert moved == 3
    assert not User.objects.get(pk=cast.anna.pk).is_active
    for customer in ours:
        customer.refresh_from_db()
        assert (customer.owner, customer.branch) == (cast.dora, cast.west)
    assigned = AuditEntry.objects.filter(action="customer.assigned")
    assert {entry.reason for entry in assigned} == {"调岗"}
    assert Notice.objects.get(user=cast.dora).params["how_many"] == 3


def test_two_hundred_customers_go_with_as_few_statements_as_two(cast, count_queries):
    costs = []
    for leaving, count in ((cast.anna, 2), (cast.ben, 200)):
        for _each in range(count):
            make_customer(leaving)
        who = {"actor": cast.adam, "successor": cast.dora}
        costs.append(
            count_queries(
                lambda user=leaving, who=who: handover.let_go(
                    user, **who, note="调岗", at=NOON
                )
            )
        )
    assert costs[0] == costs[1]
    assert AuditEntry.objects.filter(action="customer.assigned").count() == 202
    assert Customer.objects.filter(owner=cast.dora, branch=cast.west).count() == 202


def test_without_a_successor_the_customers_keep_their_owner(cast):
    make_customer(cast.anna)
    moved = handover.let_go(
        cast.anna, actor=cast.adam, successor=None, note="", at=NOON
    )
    assert moved == 0
    assert Customer.objects.get().owner == cast.anna


@pytest.mark.parametrize("to", ["anna", "adam"])
def test_when_the_customers_cannot_go_the_account_stays_open(cast, to):
    make_customer(cast.anna)
    with pytest.raises(Refused):
        handover.let_go(
            cast.anna, actor=cast.adam, successor=getattr(cast, to), note="", at=NOON
        )
    assert User.objects.get(pk=cast.anna.pk).is_active
    assert Customer.objects.get().owner == cast.anna


def test_when_the_account_must_stay_the_customers_stay_too(cast):
    customer = make_customer(cast.anna)
    with pytest.raises(Refused):
        handover.let_go(
            cast.anna, actor=cast.anna, successor=cast.ben, note="", at=NOON
        )
    customer.refresh_from_db()
    assert customer.owner == cast.anna


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 403), ("max", 403), ("dan", 403), ("lia", 403), ("adam", 200)],
)
def test_only_who_manages_users_opens_the_page(client, cast, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(f"/people/{cast.ben.pk}/handover/").status_code == status


def test_the_page_counts_and_names_no_customer(client, cast):
    make_customer(cast.anna, name="欧阳若兰")
    client.force_login(cast.adam)
    page = client.get(f"/people/{cast.anna.pk}/handover/").content.decode()
    assert "若兰" not in page
    answer = client.post(
        f"/people/{cast.anna.pk}/handover/", {"successor": cast.ben.pk, "note": ""}
    )
    assert answer.url == "/admin/accounts/user/"
    assert Customer.objects.get().owner == cast.ben
