"""A lead becomes a customer: what comes along, and that it is no deal by itself."""

import datetime

import pytest
from django.utils import timezone, translation

from accounts.models import AuditEntry
from accounts.refused import Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Customer, Like, Opportunity
from customers.services import opportunities
from customers.services.leads import conversion, work
from customers.tests.lead_builders import DAY, make_lead, page_of
from customers.tests.purchase_builders import enter_purchase, refund

pytestmark = pytest.mark.django_db

WISH = {
    "interests": ["试驾", "七座"], "budget": 180_000, "note": "下月要用",
    "expected_on": (NOON + 20 * DAY).date(),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def now():
    return timezone.now()


def converted(cast, at, **more) -> Customer:
    lead = make_lead(cast.anna, channel="WALK_IN", at=at)
    return conversion.convert(lead, actor=cast.anna, at=at, **more)


def counted(client) -> tuple[int, int]:
    """Return how many were made customers, and how many deals the month has."""
    [row] = client.get("/leads/analysis/").context["channels"]
    return row.converted, row.won


def bought(customer, at, **more):
    return enter_purchase(customer, on=timezone.localdate(at), at=at, **more)


def test_who_becomes_a_customer_and_buys_nothing_is_no_deal(client, cast, now):
    customer = converted(cast, now)
    client.force_login(cast.max)
    assert counted(client) == (1, 0)
    bought(customer, now)
    assert counted(client) == (1, 1)


def test_a_deal_that_was_reported_stands_after_the_conversion(client, cast, now):
    lead = make_lead(cast.anna, at=now)
    work.win(lead, actor=cast.anna, at=now)
    conversion.convert(lead, actor=cast.anna, at=now + DAY)
    client.force_login(cast.max)
    assert counted(client) == (1, 1)


def test_a_deal_that_fell_through_is_none_when_he_becomes_a_customer(client, cast, now):
    lead = make_lead(cast.anna, at=now)
    work.win(lead, actor=cast.anna, at=now)
    work.reopen(lead, actor=cast.anna, at=now + DAY)
    conversion.convert(lead, actor=cast.anna, at=now + 2 * DAY)
    client.force_login(cast.max)
    assert counted(client) == (1, 0)


def test_an_opportunity_won_is_a_deal(client, cast, now):
    lead = make_lead(cast.anna, interests=["试驾"], at=now)
    conversion.convert(lead, actor=cast.anna, at=now)
    client.force_login(cast.max)
    assert counted(client) == (1, 0)
    one = Opportunity.objects.get()
    opportunities.move(
        one, actor=cast.anna, progress="WON", version=one.version, at=now
    )
    assert counted(client) == (1, 1)


def test_what_he_bought_before_or_gave_back_is_no_deal(client, cast, now):
    there = make_customer(cast.anna)
    bought(there, now - 30 * DAY)
    converted(cast, now, customer=there)
    client.force_login(cast.max)
    assert counted(client) == (1, 0)
    head = bought(there, now)
    refund(head, head.amount, at=now, on=timezone.localdate(now))
    assert counted(client) == (1, 0)


def test_both_figures_lead_to_their_leads(client, cast, now):
    converted(cast, now)
    work.win(make_lead(cast.anna, channel="WALK_IN", at=now), actor=cast.anna, at=now)
    client.force_login(cast.max)
    [row] = client.get("/leads/analysis/").context["channels"]
    assert (row.leads, row.converted, row.won) == (2, 1, 1)
    for url in (row.converted_url, row.won_url):
        assert len(client.get(url).context["page"].rows) == 1
    assert "已转客户" in page_of(client, row.converted_url)


def test_the_wish_becomes_an_opportunity_at_the_first_stage(cast):
    lead = make_lead(cast.anna, **WISH)
    customer = conversion.convert(lead, actor=cast.anna, at=NOON)
    conversion.convert(lead, actor=cast.anna, at=NOON)
    one = Opportunity.objects.get()
    assert (one.customer, one.owner, one.progress) == (customer, cast.anna, "INTEREST")
    assert (one.title, one.amount) == ("试驾, 七座", 180_000)
    assert one.expected_on == WISH["expected_on"]
    # What he said stands with a new customer already.
    assert (customer.note, one.note) == ("下月要用", "")
    assert AuditEntry.objects.filter(action="opportunity.opened").count() == 1


def test_of_who_is_there_already_the_note_comes_along_too(cast):
    there = make_customer(cast.anna)
    lead = make_lead(cast.anna, **WISH | {"interests": ["很长" * 20] * 4})
    conversion.convert(lead, actor=cast.anna, customer=there, at=NOON)
    one = Opportunity.objects.get(customer=there)
    assert len(one.title) == 80
    assert one.note == ", ".join(lead.interests) + "\n下月要用"


def test_without_an_opportunity_the_wish_is_a_need(cast):
    lead = make_lead(cast.anna, **WISH)
    customer = conversion.convert(lead, actor=cast.anna, opens=False, at=NOON)
    assert not Opportunity.objects.exists()
    like = Like.objects.get()
    assert (like.customer, like.kind, like.text, like.since) == (
        customer, "PRODUCT", "试驾, 七座", NOON.date(),
    )  # fmt: skip


def test_who_wishes_for_nothing_has_neither(cast):
    conversion.convert(make_lead(cast.anna), actor=cast.anna, at=NOON)
    assert not Opportunity.objects.exists()
    assert not Like.objects.exists()


@pytest.mark.parametrize(("ticked", "opened"), [({"opens": "on"}, 1), ({}, 0)])
def test_the_page_shows_the_wish_and_asks(client, cast, now, ticked, opened):
    lead = make_lead(cast.anna, **WISH, at=now)
    client.force_login(cast.anna)
    page = page_of(client, f"/leads/{lead.pk}/convert/")
    assert "试驾" in page
    assert "checked" in page.partition('name="opens"')[2].partition(">")[0]
    client.post(f"/leads/{lead.pk}/convert/", {"seen": lead.standing} | ticked)
    assert Opportunity.objects.count() == opened
    assert Like.objects.count() == 1 - opened


def test_a_box_that_was_cleared_stays_so_when_the_page_asks_why(client, cast, now):
    make_customer(cast.anna, phone="13800001111")
    lead = make_lead(cast.anna, phone="13800001111", **WISH, at=now)
    client.force_login(cast.anna)
    page = client.post(f"/leads/{lead.pk}/convert/", {"seen": lead.standing})
    assert page.status_code == 422
    box = page.content.decode().partition('name="opens"')[2].partition(">")[0]
    assert "checked" not in box


def test_nobody_is_linked_to_who_was_merged_away_meanwhile(cast):
    loser, winner = make_customer(cast.anna), make_customer(cast.anna)
    lead = make_lead(cast.anna)
    on_the_page = Customer.objects.get(pk=loser.pk)
    Customer.objects.filter(pk=loser.pk).update(removed_at=NOON, merged_into=winner)
    with pytest.raises(Refused, match="removed meanwhile"):
        conversion.convert(lead, actor=cast.anna, customer=on_the_page, at=NOON)
    lead.refresh_from_db()
    assert lead.customer is None


def test_the_median_answer_is_by_the_clock_and_of_those_answered(client, cast, now):
    for hours in (1, 2, 9, None):
        lead = make_lead(cast.anna, channel="EVENT", at=now)
        if hours:
            at = now + datetime.timedelta(hours=hours)
            work.touch(lead, actor=cast.anna, channel="CALL", is_reached=True, at=at)
    client.force_login(cast.max)
    [row] = client.get("/leads/analysis/").context["channels"]
    assert (row.answered, row.median_minutes) == (3, 120)
    assert len(client.get(row.answered_url).context["page"].rows) == 3
    assert "2 小时" in page_of(client, "/leads/analysis/")
