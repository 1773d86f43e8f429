"""What a customer likes: noted once, never quite gone, minded before calls."""

import uuid

import pytest

from accounts.models import AuditEntry
from accounts.refused import Refused
from crm.testing.builders import make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from customers.models import Like
from customers.services import likes
from customers.tests.fact_builders import make_like

pytestmark = pytest.mark.django_db


def test_a_form_sent_twice_notes_once(cast):
    customer, key = make_customer(cast.anna), uuid.uuid4()
    once = make_like(customer, submission_key=key)
    assert make_like(customer, submission_key=key) == once
    other = make_customer(cast.anna)
    with pytest.raises(Refused, match="已经提交过"):
        make_like(other, submission_key=key)
    assert Like.objects.count() == 1


def test_without_words_nothing_is_noted(cast):
    with pytest.raises(Refused, match="所知的内容"):
        make_like(make_customer(cast.anna), text="  ")
    assert not AuditEntry.objects.filter(action="like.noted").exists()


def test_what_is_no_longer_so_goes_and_the_history_keeps_it(cast):
    like = make_like(make_customer(cast.anna), text="不吃辣")
    likes.drop(like, actor=cast.anna, at=NOON)
    likes.drop(like, actor=cast.anna, at=NOON)
    assert not Like.objects.exists()
    assert Like.pgh_event_model.objects.get(pgh_obj_id=like.pk).text == "不吃辣"
    assert AuditEntry.objects.filter(action="like.dropped").count() == 1


def test_the_page_notes_and_shows_needs_told_in_visits_that_one_may_see(client, cast):
    customer = make_customer(cast.anna)
    make_visit(cast.anna, customer=customer, feedback={"NEED": "想要上门取车"})
    client.force_login(cast.anna)
    address = f"/customers/{customer.pk}/likes/"
    key = client.get(f"{address}new/").context["form"]["submission_key"].value()
    said = {"kind": "HOBBY", "text": "钓鱼", "since": "2026-01-01", "told_by": "太太",
            "submission_key": key}  # fmt: skip
    assert client.post(f"{address}new/", said).status_code == 302
    text = client.get(address).text
    assert all(words in text for words in ("钓鱼", "太太", "想要上门取车"))
    client.force_login(cast.sam)
    text = client.get(address).text
    assert "钓鱼" in text
    assert "想要上门取车" not in text


def test_a_day_to_come_is_refused(client, cast):
    customer = make_customer(cast.anna)
    client.force_login(cast.anna)
    said = {"kind": "HOBBY", "text": "钓鱼", "since": "2199-01-01"}
    page = client.post(f"/customers/{customer.pk}/likes/new/", said)
    assert page.context["form"].errors["since"]


def test_who_logs_a_visit_is_told_how_the_customer_likes_to_be_met(client, cast):
    customer = make_customer(cast.anna)
    make_like(customer, text="发微信")
    make_like(customer, kind="TIME", text="晚上八点后")
    make_like(customer, kind="HOBBY", text="钓鱼")
    plan = make_plan(cast.anna, customer=customer)
    client.force_login(cast.anna)
    for address in (
        f"/visits/{plan.pk}/log/",
        f"/customers/{customer.pk}/visits/new/",
    ):
        text = client.get(address).text
        assert "发微信" in text
        assert "晚上八点后" in text
        assert "钓鱼" not in text
    offered = client.get(
        f"/visits/offer/?customer={customer.pk}", headers={"HX-Request": "true"}
    )
    assert "发微信" in offered.text


def test_the_page_costs_the_same_for_two_as_for_twelve(client, cast, count_queries):
    customer = make_customer(cast.anna)
    client.force_login(cast.anna)
    address, costs = f"/customers/{customer.pk}/likes/", []
    for more in (2, 10):
        for _ in range(more):
            make_like(customer)
            make_visit(cast.anna, customer=customer, feedback={"NEED": "要"})
        costs.append(count_queries(lambda: client.get(address)))
    assert costs[0] == costs[1]
