"""Purchases by hand: entered once, given back in part, voided, and always counted."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.refused import Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Customer, Purchase
from customers.services import ledger
from customers.services.figures import recount
from customers.tests.purchase_builders import enter_purchase, refund
from customers.tests.showing import make_purchase

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def customer(cast):
    return make_customer(cast.anna, name="王小明")


def figures() -> tuple:
    customer = Customer.objects.get()
    total = customer.purchase_total
    return customer.purchase_count, int(total), customer.last_purchase_on


def test_the_figures_follow_every_entry(customer):
    head = enter_purchase(customer, on=TODAY - timedelta(days=9))
    assert figures() == (1, 680, TODAY - timedelta(days=9))
    enter_purchase(customer, amount=Decimal(100))
    assert figures() == (2, 780, TODAY)
    refund(head, 180)
    assert figures() == (2, 600, TODAY)


def test_a_form_sent_twice_enters_one(customer, cast):
    key = uuid.uuid4()
    first = enter_purchase(customer, submission_key=key)
    assert enter_purchase(customer, submission_key=key) == first
    with pytest.raises(Refused):
        enter_purchase(make_customer(cast.anna), submission_key=key)
    back = {"submission_key": uuid.uuid4()}
    assert refund(first, 600, **back) == refund(first, 600, **back)
    assert Purchase.objects.count() == 2


def test_numbers_are_drawn_where_none_is_typed_and_typed_ones_stand_once(customer):
    drawn = {enter_purchase(customer).invoice for _ in range(2)}
    assert len(drawn) == 2
    enter_purchase(customer, invoice="FP-1")
    with pytest.raises(Refused) as refusal:
        enter_purchase(customer, invoice="FP-1")
    assert refusal.value.field == "invoice"
    assert Purchase.objects.count() == 3


def test_no_more_is_given_back_than_was_paid(customer):
    head = enter_purchase(customer, amount=Decimal(500))
    refund(head, 300)
    with pytest.raises(Refused) as refusal:
        refund(head, "200.01")
    assert refusal.value.field == "amount"
    assert "200.00" in str(refusal.value)
    refund(head, 200)
    assert ledger.left(head) == 0


def test_the_second_of_two_tabs_finds_nothing_left(customer):
    head = enter_purchase(customer)
    in_the_other_tab = Purchase.objects.get(pk=head.pk)
    refund(head, 680)
    with pytest.raises(Refused):
        refund(in_the_other_tab, 680)
    assert figures() == (1, 0, TODAY)


def test_an_imported_invoice_of_several_lines_is_refunded_as_one(customer):
    head = make_purchase(customer, "A1", amount="100")
    make_purchase(customer, "A1", ordinal=2, amount="50")
    make_purchase(customer, "A2", amount="999")
    assert ledger.left(head) == 150
    back = refund(head, 150)
    assert (back.reverses, back.amount, back.is_credit) == (head, -150, True)


def test_a_refund_before_its_invoice_or_of_a_refund_is_refused(customer):
    head = enter_purchase(customer)
    with pytest.raises(Refused) as refusal:
        refund(head, 1, on=TODAY - timedelta(days=1))
    assert refusal.value.field == "on"
    back = refund(head, 80)
    with pytest.raises(Refused):
        refund(back, 1)


def test_a_voided_entry_stays_and_counts_nowhere(customer, cast):
    head = enter_purchase(customer)
    kept = enter_purchase(customer, amount=Decimal(20), on=TODAY - timedelta(days=3))
    ledger.void(head, actor=cast.anna, reason="记到别人名下了", at=NOON)
    assert figures() == (1, 20, TODAY - timedelta(days=3))
    assert Purchase.objects.count() == 2
    bought = Purchase.objects.filter(customer=customer)
    assert [row["total"] for row in bought.standing().by_line()] == [20]
    assert Purchase.objects.spent_since(customer.pk, NOON - timedelta(days=99)) == 20
    assert Purchase.objects.spent_on(customer.pk, TODAY) == 0
    told = Purchase.objects.for_timeline(customer.pk)
    assert [row["invoice"] for row in told] == [kept.invoice]
    entry = AuditEntry.objects.get(action="purchase.voided")
    assert (entry.reason, entry.customer_id) == ("记到别人名下了", customer.pk)
    ledger.void(head, actor=cast.anna, reason="再来", at=NOON)
    assert AuditEntry.objects.filter(action="purchase.voided").count() == 1


def test_what_is_voided_is_not_refunded_nor_what_is_refunded_voided(customer, cast):
    told = {"actor": cast.anna, "reason": "错", "at": NOON}
    head, other = enter_purchase(customer), enter_purchase(customer)
    back = refund(head, 80)
    with pytest.raises(Refused):
        ledger.void(head, **told)
    ledger.void(back, **told)
    ledger.void(head, **told)
    with pytest.raises(Refused):
        refund(head, 80)
    assert figures() == (1, 680, TODAY)
    assert other.pk


def test_what_a_voided_refund_gave_back_is_there_to_refund_again(customer, cast):
    head = enter_purchase(customer)
    back = refund(head, 680)
    ledger.void(back, actor=cast.anna, reason="错", at=NOON)
    assert (ledger.left(head), figures()[1]) == (680, 680)
    refund(head, 680)
    assert ledger.left(head) == 0


def test_what_came_from_a_file_is_not_voided_here(customer, cast):
    head = make_purchase(customer, "A1")
    with pytest.raises(Refused):
        ledger.void(head, actor=cast.anna, reason="错", at=NOON)
    assert not Purchase.objects.exclude(voided_at=None).exists()


@pytest.mark.parametrize(
    "wrong", [{"voided_at": NOON}, {"void_reason": "错"}, {"amount": 5},
              {"submission_key": uuid.UUID(int=1)}]
)  # fmt: skip
def test_what_cannot_be_is_refused_by_the_database(customer, wrong):
    enter_purchase(customer, submission_key=uuid.UUID(int=1))
    head = enter_purchase(customer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Purchase.objects.filter(pk=head.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Purchase.objects.filter(pk=head.pk).update(reverses=head)


def form(**overrides) -> dict:
    return {
        "business_line": "SERVICE",
        "item": "四轮定位",
        "amount": "300",
        "on": timezone.localdate(),
        "submission_key": uuid.uuid4(),
    } | overrides


def test_the_pages_enter_refund_and_void(client, cast, customer):
    client.force_login(cast.anna)
    address = f"/customers/{customer.pk}/purchases/"
    said = form(branch=cast.east.pk)
    assert client.post(f"{address}new/", said).url == address
    client.post(f"{address}new/", said)
    head = Purchase.objects.get()
    back = {"amount": "300.01", "on": timezone.localdate(), "reason": "退",
            "submission_key": uuid.uuid4()}  # fmt: skip
    assert client.post(f"{address}{head.pk}/refund/", back).status_code == 200
    page = client.post(f"{address}{head.pk}/refund/", back | {"amount": "100"})
    assert page.status_code == 302
    credit = Purchase.objects.get(is_credit=True)
    assert f"{head.pk}/void/" not in client.get(address).content.decode()
    page = client.post(f"{address}{credit.pk}/void/", {"reason": "录错"})
    assert page.status_code == 302
    html = client.get(address).content.decode()
    assert "state-cancelled" in html
    assert "录错" in html
    assert figures()[:2] == (1, 300)


def test_the_list_is_narrowed_by_line_and_year(client, cast, customer):
    enter_purchase(customer, invoice="S1")
    enter_purchase(customer, invoice="P1", business_line="PARTS")
    enter_purchase(customer, invoice="OLD", on=TODAY.replace(year=TODAY.year - 2))
    client.force_login(cast.anna)

    def shown(query: str) -> set[str]:
        page = client.get(f"/customers/{customer.pk}/purchases/?{query}")
        return {row["head"].invoice for row in page.context["invoices"]}

    assert shown("") == {"S1", "P1", "OLD"}
    assert shown("line=PARTS") == {"P1"}
    assert shown(f"year={TODAY.year - 2}") == {"OLD"}
    assert shown(f"line=PARTS&year={TODAY.year - 2}") == set()
    assert shown("line=NONSENSE&year=9") == {"S1", "P1", "OLD"}


def test_another_customers_invoice_is_not_reached(client, cast, customer):
    head = enter_purchase(customer)
    mine = make_customer(cast.dora)
    client.force_login(cast.dora)
    for page in ("refund", "void"):
        address = f"/customers/{mine.pk}/purchases/{head.pk}/{page}/"
        assert client.get(address).status_code == 404


def test_who_has_no_line_left_has_bought_nothing(customer):
    Customer.objects.update(purchase_count=2, purchase_total=90, last_purchase_on=TODAY)
    assert recount([customer.pk]) == 1
    assert figures() == (0, 0, None)


def test_a_number_of_ours_that_somebody_typed_is_not_drawn_again(customer):
    drawn = int(enter_purchase(customer).invoice.removeprefix("SD"))
    typed = enter_purchase(customer, invoice=f"SD{drawn + 1:06d}")
    assert refund(typed, 1).invoice == f"SD{drawn + 2:06d}"
