"""Stages: one rule told in SQL, equal to what is reckoned here one by one."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.refused import Conflict
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Customer, Purchase, StageRule
from customers.services import sets, stages
from customers.tasks import recompute_stages

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def buy(customer, days_ago, line="SERVICE", is_credit=False, invoice=None):
    day = TODAY - timedelta(days=days_ago)
    at = datetime.combine(day, time(15), tzinfo=timezone.get_default_timezone())
    number = Purchase.objects.count() + 1
    price = -1 if is_credit else 1
    return Purchase.objects.create(
        customer=customer, branch=customer.branch, source="t", ordinal=number,
        invoice=invoice or f"F{number}", bought_at=at, business_line=line,
        unit_price=price, amount=price, is_credit=is_credit,
        entered_by=customer.owner,
    )  # fmt: skip


def reckoned(bought: list[tuple[date, str]], as_of: date) -> str:
    """Reckon a stage from (day, line) in the order of buying, as the page says it."""
    bought = [(day, line) for day, line in bought if day <= as_of]
    if not bought:
        return "PROSPECT"
    lost = 180 if bought[-1][1] == "RETAIL" else 365
    days = sorted({day for day, _line in bought})
    silent = (as_of - days[-1]).days
    if silent > lost:
        return "LOST"
    if silent > lost * 0.6:
        return "DRIFTING"
    back = [b for a, b in zip(days, days[1:], strict=False) if (b - a).days > lost]
    if back and (as_of - back[-1]).days <= 180:
        return "WON_BACK"
    if (as_of - days[0]).days <= 90:
        return "NEW"
    recent = sum((as_of - day).days < 365 for day in days)
    before = sum(365 <= (as_of - day).days < 730 for day in days)
    return "GROWING" if recent > before else "STABLE"


@pytest.mark.parametrize(
    ("bought", "line", "stage"),
    [
        ([], "SERVICE", "PROSPECT"),
        ([0], "SERVICE", "NEW"),
        ([90], "SERVICE", "NEW"),
        ([91], "SERVICE", "GROWING"),
        ([219], "SERVICE", "GROWING"),
        ([220], "SERVICE", "DRIFTING"),
        ([365], "SERVICE", "DRIFTING"),
        ([366], "SERVICE", "LOST"),
        ([108], "RETAIL", "GROWING"),
        ([109], "RETAIL", "DRIFTING"),
        ([181], "RETAIL", "LOST"),
        ([900, 500, 30], "SERVICE", "WON_BACK"),
        ([700, 181], "SERVICE", "STABLE"),
        ([500, 400, 100, 50], "SERVICE", "STABLE"),
        ([400, 100, 50], "SERVICE", "GROWING"),
    ],
)
def test_each_word_begins_and_ends_on_its_day(cast, bought, line, stage):
    customer = make_customer(cast.anna)
    for days_ago in bought:
        buy(customer, days_ago, line)
    stages.recompute(as_of=TODAY)
    customer.refresh_from_db()
    assert customer.stage == stage
    assert customer.stage_since == (None if stage == "PROSPECT" else TODAY)


def test_a_credit_note_is_no_purchase_and_what_is_to_come_does_not_count(cast):
    customer = make_customer(cast.anna)
    buy(customer, 10, is_credit=True)
    buy(customer, -5)
    assert stages.recompute(as_of=TODAY) == 0
    assert stages.recompute(as_of=TODAY + timedelta(days=6)) == 1


def test_the_day_is_that_of_the_house_not_of_greenwich(cast):
    customer = make_customer(cast.anna)
    late = datetime.combine(TODAY, time(0, 30), tzinfo=timezone.get_default_timezone())
    bought = buy(customer, 0)
    Purchase.objects.filter(pk=bought.pk).update(bought_at=late)
    assert stages.recompute(as_of=TODAY - timedelta(days=1)) == 0
    assert stages.recompute(as_of=TODAY) == 1


def test_everybody_stands_where_he_is_reckoned_to_stand(cast, monkeypatch):
    monkeypatch.setattr(sets, "SIZE", 7)
    draw = Random(7)
    for _ in range(60):
        customer = make_customer(cast.anna)
        for _ in range(draw.randint(0, 6)):
            buy(customer, draw.randint(-20, 900), draw.choice(["RETAIL", "SERVICE"]))
    for as_of in (TODAY, TODAY - timedelta(days=200)):
        stages.recompute(as_of=as_of)
        for customer in Customer.objects.all():
            rows = customer.purchases.order_by("bought_at", "pk")
            bought = [
                (timezone.localdate(row.bought_at), row.business_line) for row in rows
            ]
            assert customer.stage == reckoned(bought, as_of), bought
        assert stages.recompute(as_of=as_of) == 0


def test_a_stage_that_holds_keeps_its_first_day(cast):
    customer = make_customer(cast.anna)
    buy(customer, 20)
    stages.recompute(as_of=TODAY)
    stages.recompute(as_of=TODAY + timedelta(days=3))
    customer.refresh_from_db()
    assert (customer.stage, customer.stage_since) == ("NEW", TODAY)
    assert not Customer.pgh_event_model.objects.exists()


def test_the_clock_moves_nobody_twice(cast):
    buy(make_customer(cast.anna), 1)
    moved = recompute_stages()
    assert moved <= 1
    assert recompute_stages() == 0


def test_a_set_costs_one_statement_however_many_stand_in_it(cast, count_queries):
    costs = []
    for more in (2, 10):
        for _ in range(more):
            buy(make_customer(cast.anna), 5)
        costs.append(count_queries(lambda: stages.recompute(as_of=TODAY)))
    assert costs[0] == costs[1]


def test_the_rule_is_changed_once_and_the_second_tab_is_told(client, cast):
    client.force_login(cast.max)
    said = {"new_days": 60, "window_days": 365, "drifting_percent": 60,
            "retail_lost_days": 180, "lost_days": 365, "won_back_days": 180,
            "version": 1}  # fmt: skip
    assert client.get("/stages/rule/").status_code == 200
    assert client.post("/stages/rule/", said).status_code == 302
    late = client.post("/stages/rule/", said | {"new_days": 30})
    assert late.context["form"].errors["new_days"]
    assert StageRule.objects.get().new_days == 60
    assert AuditEntry.objects.get(action="stage_rule.changed").changes == {
        "new_days": [90, 60]
    }
    with pytest.raises(Conflict):
        stages.change_rule(actor=cast.max, fields={"new_days": 30}, version=1, at=NOON)
    wrong = client.post("/stages/rule/", said | {"lost_days": 3, "version": 2})
    assert wrong.context["form"].errors["lost_days"]


def test_there_is_one_rule_and_the_database_knows(cast):
    with pytest.raises(Exception, match="stage_rule_is_one"), connection.cursor() as c:
        c.execute(
            "INSERT INTO customers_stagerule SELECT 2, new_days, window_days, "
            "drifting_percent, retail_lost_days, lost_days, won_back_days, version "
            "FROM customers_stagerule"
        )


def test_the_page_of_a_customer_says_his_stage_and_what_it_asks(client, cast):
    customer = make_customer(cast.anna, stage="DRIFTING", stage_since=TODAY)
    client.force_login(cast.anna)
    text = client.get(f"/customers/{customer.pk}/").text
    assert "徘徊" in text
    assert "弄清客户为何变得安静" in text
    english = client.get(
        f"/customers/{customer.pk}/", headers={"Accept-Language": "en"}
    )
    assert english.status_code == 200


def test_the_list_is_narrowed_by_stages(client, cast):
    make_customer(cast.anna, name="甲", stage="LOST")
    make_customer(cast.anna, name="乙", stage="NEW")
    make_customer(cast.anna, name="丙")
    client.force_login(cast.anna)
    page = client.get("/customers/?stage=LOST&stage=NEW")
    assert {row.name for row in page.context["page"].rows} == {"甲", "乙"}
    assert any("流失" in words for words, _url in page.context["filters"])
    assert "徘徊" in client.get("/stages/").text
