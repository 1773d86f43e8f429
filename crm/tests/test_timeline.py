"""The timeline tells everything once, newest first, and nobody more than he may see."""

import random
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.choices import Reach
from accounts.models import AuditEntry, Grant, Role
from accounts.permissions.actions import Can
from crm import timeline
from crm.choices import Touch
from crm.services import merging
from crm.testing.builders import make_contact, make_customer, make_plan, make_visit
from crm.testing.cast import NOON, make_user
from crm.tests.doubles_builders import LATER, make_twins, merge
from crm.views.customer import OFFERED
from customers.models import Customer, Purchase
from customers.services import archive
from visits.services import amendments, plans, reviews

pytestmark = pytest.mark.django_db


def make_invoice(customer, number: str, at, lines: int = 2, price: int = 100):
    """Store an invoice of so many lines, as an import would."""
    for ordinal in range(1, lines + 1):
        Purchase.objects.create(
            customer=customer, branch=customer.branch, source="T", invoice=number,
            ordinal=ordinal, bought_at=at, business_line="SERVICE",
            item=f"保养 {ordinal}", quantity=1, unit_price=Decimal(price),
            amount=Decimal(price), entered_by=customer.owner,
        )  # fmt: skip


def loaded(customer, user) -> Customer:
    """Return the customer as the page loads him for `user`."""
    rows = Customer.objects.for_user(user, Can.SEE_CUSTOMERS).for_page()
    return rows.with_may(user, *OFFERED).get(pk=customer.pk)


def entries(customer, user, **asked) -> list[timeline.Entry]:
    """Return every entry of every page, in order."""
    customer, before, found = loaded(customer, user), "", []
    while True:
        page = timeline.page(customer, user, before=before, **asked)
        found += [entry for _day, group in page.days for entry in group]
        before = page.older
        if not before:
            return found


def make_history(cast, seed: int) -> Customer:
    """Return a customer of anna with seventy touchpoints, some at the same moment."""
    dice = random.Random(seed)
    at = NOON - timedelta(days=200)
    customer = make_customer(cast.anna, at=at)
    for number in range(35):
        moment = at + timedelta(days=dice.randint(1, 60))
        make_visit(cast.anna, customer=customer, at=moment)
        make_invoice(customer, f"R{number}", moment, lines=dice.randint(1, 4))
    for number in range(4):
        moment = at + timedelta(days=dice.randint(1, 60))
        customer = Customer.objects.get(pk=customer.pk)
        archive.update(
            customer, actor=cast.anna, fields={"city": f"城{number}"},
            version=customer.version, at=moment,
        )  # fmt: skip
    return customer


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pages_together_tell_everything_once_in_order(cast, seed):
    customer = make_history(cast, seed)
    found = entries(customer, cast.anna)
    told = [(entry.kind, entry.place.pk) for entry in found]
    assert len(told) == len(set(told))
    kinds = [kind for kind, _pk in told]
    assert kinds.count("visit") == customer.visits.count() == 35
    assert kinds.count("invoice") == 35
    assert kinds.count("change") == 5
    places = [entry.place for entry in found]
    order = [(-place.at.timestamp(), place.rank, -place.pk) for place in places]
    assert order == sorted(order)


def test_a_page_holds_twenty_five_entries(cast):
    customer = loaded(make_history(cast, 4), cast.anna)
    page = timeline.page(customer, cast.anna)
    assert sum(len(group) for _day, group in page.days) == timeline.SIZE
    days = [day for day, _group in page.days]
    assert days == sorted(set(days), reverse=True)


def test_an_invoice_is_one_entry_with_its_sum(cast):
    customer = make_customer(cast.anna)
    make_invoice(customer, "R1", NOON, lines=5, price=80)
    invoice = entries(customer, cast.anna, kind=Touch.PURCHASES)[0].row
    assert invoice["total"] == 400
    assert invoice["items"] == ["保养 1", "保养 2", "保养 3"]
    assert invoice["more"] == 2


def test_a_visit_brings_its_words_addenda_and_review(cast):
    visit = make_visit(cast.anna, feedback={"COMPLAINT": "刹车还响"})
    reviews.review(visit, actor=cast.carol, grade="GOOD", remark="不错", at=NOON)
    amendments.add(
        visit, actor=cast.anna, text="客户来电", submission_key=uuid.uuid4(), at=NOON
    )
    told = entries(visit.customer, cast.anna, kind=Touch.VISITS)[0].row
    assert [item.text for item in told.said] == ["刹车还响"]
    assert [addendum.text for addendum in told.added] == ["客户来电"]
    assert told.review.remark == "不错"


def test_words_are_the_visits_in_which_something_was_said(cast):
    customer = make_customer(cast.anna)
    make_visit(cast.anna, customer=customer)
    spoken = make_visit(cast.anna, customer=customer, feedback={"PRAISE": "很好"})
    found = entries(customer, cast.anna, kind=Touch.WORDS)
    assert [entry.place.pk for entry in found] == [spoken.pk]


def test_plans_are_no_history_until_they_are_called_off(cast):
    plan = make_plan(cast.anna)
    assert not entries(plan.customer, cast.anna, kind=Touch.VISITS)
    plans.cancel(plan, actor=cast.anna, reason="客户出差", at=NOON)
    assert len(entries(plan.customer, cast.anna, kind=Touch.VISITS)) == 1


def test_contacts_and_edits_are_told_but_looks_are_not(cast):
    customer = make_customer(cast.anna)
    make_contact(customer, name="胡春梅")
    AuditEntry.objects.create(
        at=NOON, actor=cast.max, action="customer.viewed", customer_id=customer.pk
    )
    actions = [entry.row["entry"].action for entry in entries(customer, cast.anna)]
    assert sorted(actions) == ["contact.added", "customer.created"]


# What each of the cast sees of a customer of anna's: all, or only what was bought.
ALL = {"visit", "invoice", "change"}
SEEN = {
    "anna": ALL, "carol": ALL, "max": ALL, "nina": ALL, "dan": ALL,
    "sam": {"invoice"}, "vera": {"invoice"},
}  # fmt: skip


@pytest.mark.parametrize(("who", "kinds"), SEEN.items())
def test_each_role_sees_only_the_kinds_it_may(cast, who, kinds):
    visit = make_visit(cast.anna)
    make_invoice(visit.customer, "R1", NOON)
    user = getattr(cast, who)
    assert {entry.kind for entry in entries(visit.customer, user)} == kinds


def test_who_sees_customers_but_no_visits_is_told_of_none(cast, client):
    role = Role.objects.create(code="reader", name_zh="读者", name_en="Reader")
    Grant.objects.create(role=role, action=Can.SEE_CUSTOMERS, reach=Reach.ALL)
    reader = make_user("rita", "reader", branch=cast.east)
    visit = make_visit(cast.anna, note="不该看到", feedback={"NEED": "也不该看到"})
    assert not entries(visit.customer, reader)
    assert not entries(visit.customer, reader, kind=Touch.VISITS)
    client.force_login(reader)
    for address in ("", "timeline/", "timeline/?type=visits", "timeline/?type=words"):
        page = client.get(f"/customers/{visit.customer_id}/{address}")
        assert "不该看到" not in page.content.decode()


@pytest.mark.parametrize("who", ["dan", "max", "carol", "nina", "anna", "sam", "vera"])
def test_only_visits_one_may_open_are_told(client, cast, who):
    customer, reader = make_customer(cast.anna), getattr(cast, who)
    for maker in (cast.anna, cast.sam, cast.dora):
        make_visit(maker, customer=customer, feedback={"NEED": "要"})
    client.force_login(reader)
    opened = [
        visit.pk
        for visit in customer.visits.order_by("-pk")
        if client.get(visit.get_absolute_url()).status_code == 200
    ]
    for kind in (Touch.VISITS, Touch.WORDS):
        told = entries(customer, reader, kind=kind)
        assert [entry.place.pk for entry in told] == opened


def test_pages_of_what_one_may_see_miss_nothing_and_are_full(cast):
    customer = make_customer(cast.anna)
    for number in range(2 * timeline.SIZE + 10):
        maker = cast.sam if number % 2 else cast.anna
        at = NOON - timedelta(hours=number // 4)
        make_visit(maker, customer=customer, at=at)
    first = timeline.page(loaded(customer, cast.sam), cast.sam, kind=Touch.VISITS)
    assert sum(len(group) for _day, group in first.days) == timeline.SIZE
    told = {entry.place.pk for entry in entries(customer, cast.sam, kind=Touch.VISITS)}
    assert told == set(customer.visits.made_by(cast.sam).values_list("pk", flat=True))


@pytest.mark.parametrize(
    "before",
    ["", "x", "~", "2026-11-23~0~1", "2026-11-23T12:00+00:00~99~1",
     "2026-11-23T12:00+00:00~0~99999999999999999999", "2026-11-23T12:00+00:00~0~-1"],
)  # fmt: skip
def test_a_place_that_cannot_be_read_is_the_first_page(before):
    assert timeline.read(before) is None


def test_who_stays_is_told_once_of_a_merge_and_of_its_undoing(cast):
    winner, loser = make_twins(cast.anna)

    def told() -> list[str]:
        found = entries(winner, cast.max, kind=Touch.CHANGES)
        actions = [one.row["entry"].action for one in found]
        return [action for action in actions if "merge" in action]

    made = merge(winner, loser, cast.max)
    assert told() == ["customer.merged"]
    merging.undo(made, actor=cast.max, at=LATER)
    winner.refresh_from_db()
    assert told() == ["customer.merge_undone", "customer.merged"]
    loser.refresh_from_db()
    merge(winner, loser, cast.max, at=LATER + timedelta(hours=1))
    assert len(told()) == 3


def test_a_place_survives_the_address():
    place = timeline.Place(NOON, 1, 88)
    assert timeline.read(str(place)) == place


@pytest.mark.parametrize("who", ["anna", "carol", "sam"])
@pytest.mark.parametrize("kind", ["", *Touch])
def test_a_page_costs_the_same_for_two_entries_and_for_twelve(
    cast, count_queries, kind, who
):
    reader = getattr(cast, who)

    def read(customer):
        return lambda: timeline.page(customer, reader, kind=kind)

    costs = []
    for size in (2, 12):
        customer = make_customer(cast.anna)
        for number in range(size):
            visit = make_visit(cast.anna, customer=customer, feedback={"NEED": "要"})
            reviews.review(visit, actor=cast.carol, grade="GOOD", at=NOON)
            make_invoice(customer, f"R{customer.pk}-{number}", NOON)
            make_contact(customer)
        costs.append(count_queries(read(loaded(customer, reader))))
    assert costs[0] == costs[1] <= 8
