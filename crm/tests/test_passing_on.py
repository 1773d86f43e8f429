"""Passing customers on: what moves, what is shared, who confirms every promise."""

import uuid
from datetime import date, timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import translation

from accounts.models import Notice
from accounts.permissions.actions import Can
from accounts.refused import Refused
from crm.services import passing_on
from crm.testing.builders import make_customer, make_plan
from crm.testing.cast import NOON
from customers.models import Customer, Handover, Hold, Promise
from customers.services import handovers
from visits.models import Visit

TODAY = NOON.date()
LEAVE = {"kind": "LEAVE", "until": TODAY + timedelta(days=10)}


@pytest.fixture(autouse=True)
def _english():
    """Refusals are read in English, the language of the code."""
    with translation.override("en"):
        yield


def pass_on(cast, **overrides) -> Handover:
    asked = {
        "actor": cast.max, "taker": cast.ben, "kind": "TRANSFER", "tiers": [],
        "submission_key": uuid.uuid4(), "note": "多关照", "at": NOON,
    } | overrides  # fmt: skip
    return passing_on.pass_on(cast.anna, **asked)


def sees(user, customer) -> bool:
    rows = Customer.objects.for_user(user, Can.SEE_CUSTOMERS)
    return rows.filter(pk=customer.pk).exists()


def promised(handover) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for promise in handover.promises.all():
        kinds[promise.kind] = kinds.get(promise.kind, 0) + 1
    return kinds


def test_customers_and_plans_move_and_each_promise_waits_for_the_taker(cast):
    planned = make_plan(cast.anna, planned_at=NOON + timedelta(days=2))
    strategic = make_customer(
        cast.anna, tier="A", next_contact_on=TODAY + timedelta(days=5)
    )
    handover = pass_on(cast)
    assert promised(handover) == {"VISIT": 1, "CONTACT": 1, "INTRODUCTION": 1}
    planned.refresh_from_db()
    strategic.refresh_from_db()
    assert (planned.owner, planned.customer.owner) == (cast.ben, cast.ben)
    assert strategic.owner == cast.ben
    introduction = handover.promises.get(kind="INTRODUCTION")
    # Five working days after Monday.
    assert introduction.due_on == TODAY + timedelta(days=7)
    told = Notice.objects.get(user=cast.ben, kind="customers.handover")
    assert told.params["promises"] == 3
    assert told.subject == f"customers.handover:{handover.pk}"


def test_no_open_promise_is_without_its_owner_after_a_transfer(cast):
    for day in range(1, 6):
        make_plan(cast.anna, planned_at=NOON + timedelta(days=day))
    make_customer(cast.anna, next_contact_on=TODAY)
    pass_on(cast)
    assert not Visit.objects.planned().exclude(owner=F("customer__owner")).exists()
    assert not Visit.objects.planned().filter(owner=cast.anna).exists()
    waiting = Promise.objects.open()
    assert waiting.count() == 6
    assert not waiting.exclude(customer__owner=F("handover__taker")).exists()


def test_a_visit_and_a_contact_of_one_day_are_one_promise(cast):
    make_plan(cast.anna, planned_at=NOON + timedelta(days=2))
    assert Customer.objects.get().next_contact_on == TODAY + timedelta(days=2)
    assert promised(pass_on(cast)) == {"VISIT": 1}


def test_only_the_tiers_asked_for_move(cast):
    best, plain = make_customer(cast.anna, tier="A"), make_customer(cast.anna)
    pass_on(cast, tiers=["A"])
    best.refresh_from_db()
    plain.refresh_from_db()
    assert (best.owner, plain.owner) == (cast.ben, cast.anna)


def test_a_leave_shares_and_ends_by_the_clock(cast):
    customer = make_customer(cast.anna)
    soon = make_plan(cast.anna, customer=customer, planned_at=NOON + timedelta(days=3))
    later = make_plan(
        cast.anna, customer=customer, planned_at=NOON + timedelta(days=30)
    )
    assert not sees(cast.dora, customer)
    handover = pass_on(cast, actor=cast.dan, taker=cast.dora, **LEAVE)
    customer.refresh_from_db()
    soon.refresh_from_db()
    later.refresh_from_db()
    assert customer.owner == cast.anna
    assert (soon.owner, later.owner) == (cast.dora, cast.anna)
    assert sees(cast.dora, customer)
    assert promised(handover) == {"VISIT": 1}
    plan_key = Hold.objects.exclude(key__startswith="customers.handover").get()
    over = LEAVE["until"] + timedelta(days=1)
    assert handovers.end_leaves(today=LEAVE["until"], at=NOON) == 0
    assert handovers.end_leaves(today=over, at=NOON) == 1
    assert handovers.end_leaves(today=over, at=NOON) == 0
    # What he stands in for and has not done yet still shows him the customer.
    assert Hold.objects.get() == plan_key
    plan_key.delete()
    assert not sees(cast.dora, customer)


def test_a_taker_confirms_what_he_took_over_and_nothing_of_another_handover(cast):
    make_customer(cast.anna, next_contact_on=TODAY)
    theirs = pass_on(cast, taker=cast.sam).promises.get()
    make_customer(cast.anna, next_contact_on=TODAY)
    asked = {"actor": cast.ben, "promise_ids": [theirs.pk], "at": NOON}
    assert handovers.confirm(pass_on(cast), **asked) == 0
    assert Promise.objects.open().count() == 2


def test_the_taker_confirms_and_declines_and_nobody_else(cast):
    make_customer(cast.anna, next_contact_on=TODAY)
    make_customer(cast.anna, next_contact_on=TODAY)
    handover = pass_on(cast)
    one, two = handover.promises.order_by("pk")
    with pytest.raises(Refused, match="Only who took"):
        handovers.confirm(handover, actor=cast.max, promise_ids=[one.pk], at=NOON)
    with pytest.raises(Refused, match="Only who took"):
        handovers.decline(two, actor=cast.anna, reason="x", at=NOON)
    with pytest.raises(Refused, match="Say why"):
        handovers.decline(two, actor=cast.ben, reason="  ", at=NOON)
    handovers.decline(two, actor=cast.ben, reason="在外地", at=NOON)
    assert Notice.objects.get(kind="customers.promise_declined").user == cast.max
    by = {"actor": cast.ben, "promise_ids": [one.pk, two.pk], "at": NOON}
    assert handovers.confirm(handover, **by) == 1
    assert handovers.confirm(handover, **by) == 0
    with pytest.raises(Refused, match="decided already"):
        handovers.decline(one, actor=cast.ben, reason="x", at=NOON)
    two.refresh_from_db()
    assert (two.state, two.reason) == ("DECLINED", "在外地")
    assert Notice.objects.get(kind="customers.handover_confirmed").user == cast.max


def test_a_form_sent_twice_passes_on_once(cast):
    make_customer(cast.anna)
    key = uuid.uuid4()
    assert pass_on(cast, submission_key=key) == pass_on(cast, submission_key=key)
    with pytest.raises(Refused, match="sent already"):
        pass_on(cast, submission_key=key, actor=cast.dan)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"taker": "anna"}, "taker"),
        ({"taker": "adam"}, "owner"),
        ({"kind": "LEAVE", "until": None}, "until"),
        ({"kind": "LEAVE", "until": date(2026, 1, 1)}, "until"),
        ({"tiers": ["S"]}, "tiers"),
    ],
)
def test_what_cannot_be_leaves_everything_where_it_was(cast, asked, field):
    customer = make_customer(cast.anna)
    if "taker" in asked:
        asked = asked | {"taker": getattr(cast, asked["taker"])}
    with pytest.raises(Refused) as refused:
        pass_on(cast, **asked)
    assert refused.value.field == field
    customer.refresh_from_db()
    assert customer.owner == cast.anna
    assert not Handover.objects.exists()


def test_nobody_passes_on_whom_he_may_not_assign(cast):
    make_customer(cast.dora)
    with pytest.raises(Refused, match="no such customers"):
        passing_on.pass_on(
            cast.dora, actor=cast.max, taker=cast.ben, kind="TRANSFER", tiers=[],
            submission_key=uuid.uuid4(), at=NOON,
        )  # fmt: skip


# Pages


def test_the_taker_finds_his_promises_from_today(client, cast):
    make_customer(cast.anna, next_contact_on=TODAY)
    handover = pass_on(cast)
    client.force_login(cast.ben)
    tiles = client.get(reverse("today")).context["tiles"]
    assert "handovers" in tiles[-1].url
    page = client.get(handover.get_absolute_url()).content.decode()
    assert "多关照" in page
    url = reverse("handovers:confirm", args=[handover.pk])
    client.post(url, {"promise": [handover.promises.get().pk, "x", "9" * 40]})
    assert handover.promises.get().state == "CONFIRMED"
    assert "handovers" not in client.get(reverse("today")).context["tiles"][-1].url


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 200), ("ben", 200), ("max", 200), ("dan", 200), ("dora", 404),
     ("carol", 404), ("adam", 403)],
)  # fmt: skip
def test_who_opens_a_handover(client, cast, who, status):
    make_customer(cast.anna)
    handover = pass_on(cast)
    client.force_login(getattr(cast, who))
    assert client.get(handover.get_absolute_url()).status_code == status


def test_the_giver_reads_no_more_of_customers_who_left_him(client, cast):
    make_customer(cast.anna, name="欧阳若兰", next_contact_on=TODAY)
    handover = pass_on(cast, taker=cast.dora, actor=cast.dan)
    client.force_login(cast.anna)
    assert "若兰" not in client.get(handover.get_absolute_url()).content.decode()


def test_the_pages_cost_the_same_for_two_as_for_twelve(client, cast, count_queries):
    client.force_login(cast.max)
    costs = []
    for more in (2, 10):
        for _each in range(more):
            make_customer(cast.anna, next_contact_on=TODAY, tier="A")
        preview = f"{reverse('handovers:create')}?giver={cast.anna.pk}"
        cost = [count_queries(lambda url=preview: client.get(url))]
        url = pass_on(cast).get_absolute_url()
        cost.append(count_queries(lambda url=url: client.get(url)))
        cost.append(count_queries(lambda: client.get(reverse("handovers:index"))))
        costs.append(cost)
    assert costs[0] == costs[1]
