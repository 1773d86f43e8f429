"""Opportunities: opened once, moved by whom they concern, never by a stale page."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts import paging
from accounts.models import AuditEntry
from accounts.refused import Conflict, Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Customer, Opportunity
from customers.services import opportunities, ownership, removing
from customers.tests.fact_builders import make_opportunity

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
DAY = timedelta(days=1)


def move(opportunity, progress, actor=None, **more):
    told = {"progress": progress, "version": opportunity.version, "at": NOON} | more
    actor = actor or opportunity.owner
    return opportunities.move(opportunity, actor=actor, **told)


def shown(client, query) -> set[str]:
    page = client.get(f"/opportunities/?{query}")
    return {row.title for row in page.context["page"].rows}


def test_it_is_of_the_owner_of_the_customer_whoever_opens_it(cast):
    customer = make_customer(cast.anna)
    made = make_opportunity(cast.max, customer=customer)
    assert (made.owner, made.created_by) == (cast.anna, cast.max)
    entry = AuditEntry.objects.get(action="opportunity.opened")
    assert (entry.actor, entry.customer_id) == (cast.max, customer.pk)


def test_a_form_sent_twice_and_words_taken_up_twice_open_one(cast):
    customer, key = make_customer(cast.anna), uuid.uuid4()
    once = make_opportunity(cast.anna, customer=customer, submission_key=key)
    again = make_opportunity(cast.anna, customer=customer, submission_key=key)
    assert once == again
    taken = make_opportunity(cast.anna, customer=customer, origin="x:1")
    assert make_opportunity(cast.anna, customer=customer, origin="x:1") == taken
    with pytest.raises(Refused, match="已经提交过"):
        make_opportunity(cast.ben, submission_key=key)
    assert Opportunity.objects.count() == 2


def test_each_move_is_recorded_with_who_and_when(cast):
    made = make_opportunity(cast.anna)
    move(move(made, "PROPOSAL"), "WON", actor=cast.max)
    entries = AuditEntry.objects.filter(action="opportunity.moved").order_by("pk")
    assert [(e.actor, e.changes["progress"]) for e in entries] == [
        (cast.anna, ["INTEREST", "PROPOSAL"]),
        (cast.max, ["PROPOSAL", "WON"]),
    ]
    made.refresh_from_db()
    assert made.ended_at == NOON


def test_what_is_lost_says_why_and_may_come_back(cast):
    made = make_opportunity(cast.anna)
    with pytest.raises(Refused) as refusal:
        move(made, "LOST")
    assert refusal.value.field == "lost_reason"
    lost = move(made, "LOST", lost_reason="PRICE")
    assert not lost.is_open
    back = move(lost, "NEGOTIATE", lost_reason="PRICE")
    assert (back.lost_reason, back.ended_at) == ("", None)


def test_the_second_of_two_tabs_is_refused(client, cast):
    made = make_opportunity(cast.anna)
    move(made, "PROPOSAL")
    with pytest.raises(Refused, match="其他人"):
        move(made, "WON")
    client.force_login(cast.anna)
    late = client.post(
        f"/opportunities/{made.pk}/move/", {"progress": "WON", "version": 1}
    )
    assert late.status_code == 422
    made.refresh_from_db()
    assert made.progress == "PROPOSAL"
    again = {"progress": "WON", "version": late.context["form"]["version"].value()}
    client.post(f"/opportunities/{made.pk}/move/", again)
    made.refresh_from_db()
    assert made.progress == "WON"


def test_two_editors_of_different_fields_both_win_of_one_the_second_is_told(cast):
    made = make_opportunity(cast.anna)
    told = {"actor": cast.anna, "version": 1, "at": NOON}
    opportunities.edit(made, fields={"title": "甲", "note": ""}, **told)
    now = opportunities.edit(made, fields={"title": made.title, "note": "注"}, **told)
    assert (now.title, now.note) == ("甲", "注")
    with pytest.raises(Conflict):
        opportunities.edit(made, fields={"title": "乙"}, **told)


def test_a_form_that_comes_late_says_what_stands(client, cast):
    made = make_opportunity(cast.anna)
    client.force_login(cast.anna)
    address = f"/opportunities/{made.pk}/edit/"
    assert client.post(address, {"title": "甲", "version": 1}).status_code == 302
    late = client.post(address, {"title": "乙", "version": 1})
    assert "甲" in str(late.context["form"].errors["title"])
    version = late.context["form"]["version"].value()
    client.post(address, {"title": "乙", "version": version})
    made.refresh_from_db()
    assert made.title == "乙"


def test_it_goes_along_when_the_customer_changes_hands(cast):
    customer = make_customer(cast.anna)
    made = make_opportunity(cast.anna, customer=customer)
    ended = make_opportunity(cast.anna, customer=customer)
    move(ended, "WON")
    ownership.assign(customer, actor=cast.max, owner=cast.ben, reason="x", at=NOON)
    made.refresh_from_db()
    ended.refresh_from_db()
    assert (made.owner, ended.owner) == (cast.ben, cast.anna)


def test_the_list_is_narrowed_and_what_is_due_is_open(client, cast):
    late = make_opportunity(cast.anna, title="晚", next_on=TODAY - 400 * DAY)
    make_opportunity(cast.anna, title="将", next_on=TODAY + 4000 * DAY)
    make_opportunity(cast.anna, title="无")
    won = make_opportunity(cast.anna, title="赢", next_on=TODAY - 400 * DAY)
    move(won, "WON")
    make_opportunity(cast.ben, title="别")
    client.force_login(cast.anna)
    assert client.get("/opportunities/").status_code == 302
    assert shown(client, "whose=all") == {"晚", "将", "无", "赢"}
    assert shown(client, "only=due") == {"晚"}
    assert shown(client, "only=open") == {"晚", "将", "无"}
    assert shown(client, "progress=WON") == {"赢"}
    assert shown(client, "whose=nonsense&only=%00&progress=x") >= {"晚"}
    client.force_login(cast.carol)
    assert shown(client, "whose=team") == {"晚", "将", "无", "赢", "别"}
    client.force_login(cast.dora)
    assert shown(client, "whose=all") == set()
    assert late.title == "晚"


def test_every_opportunity_stands_on_one_page_whether_dated_or_not(client, cast):
    customer = make_customer(cast.anna)
    for number in range(30):
        day = TODAY + number % 3 * DAY if number % 2 else None
        make_opportunity(cast.anna, customer=customer, title=str(number), next_on=day)
    client.force_login(cast.anna)
    first = client.get("/opportunities/?whose=mine")
    second = client.get(f"/opportunities/{first.context['older_url']}")
    pages = [page.context["page"].rows for page in (first, second)]
    assert [len(rows) for rows in pages] == [25, 5]
    assert len({row.pk for rows in pages for row in rows}) == 30


def test_the_list_costs_the_same_for_two_rows_as_for_twelve(
    client, cast, count_queries
):
    client.force_login(cast.anna)
    client.get("/opportunities/?whose=all")
    costs = []
    for more in (2, 10):
        for _ in range(more):
            make_opportunity(cast.anna)
        costs.append(count_queries(lambda: client.get("/opportunities/?whose=all")))
    assert costs[0] == costs[1]


def test_today_tells_of_the_next_steps_that_are_due(client, cast):
    make_opportunity(cast.anna, next_on=TODAY - 400 * DAY)
    client.force_login(cast.anna)
    page = client.get("/today/")
    assert [each.title for each in page.context["steps"]] == ["增购两台商务车"]
    query = page.context["steps_url"].partition("?")[2]
    assert shown(client, query) == {"增购两台商务车"}


def test_the_form_opens_one_on_the_customers_page(client, cast):
    customer = make_customer(cast.anna)
    client.force_login(cast.anna)
    address = f"/customers/{customer.pk}/opportunities/new/"
    key = client.get(address).context["form"]["submission_key"].value()
    said = {"title": "续保", "amount": "5000", "version": 1, "submission_key": key}
    assert client.post(address, said).status_code == 302
    assert client.post(address, said).status_code == 302
    assert Opportunity.objects.get().amount == 5000
    assert "续保" in client.get(f"/customers/{customer.pk}/").text
    wrong = client.post(address, said | {"amount": "-1", "next_on": "0001-01-01"})
    assert {"amount", "next_on"} <= set(wrong.context["form"].errors)


@pytest.mark.parametrize(
    "wrong",
    [
        {"progress": "WON"},
        {"lost_reason": "PRICE"},
        {"amount": -1},
        {"title": ""},
        {"progress": "SOON"},
        {"ended_at": NOON},
    ],
)
def test_the_database_refuses_what_cannot_be(cast, wrong):
    made = make_opportunity(cast.anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opportunity.objects.filter(pk=made.pk).update(**wrong)


def test_of_a_customer_in_the_recycle_bin_nobody_sees_one(client, cast):
    made = make_opportunity(cast.anna)
    removing.remove(made.customer, actor=cast.max, reason="误录", at=NOON)
    client.force_login(cast.max)
    assert shown(client, "whose=all") == set()
    assert client.get(f"/opportunities/{made.pk}/").status_code == 404


def test_one_goes_over_only_where_its_owner_had_that_customer(cast):
    annas, bens = make_customer(cast.anna), make_customer(cast.ben)
    made = make_opportunity(cast.anna, customer=annas)
    # Brought back from its end after the customer had gone over.
    Opportunity.objects.filter(pk=made.pk).update(owner=cast.ben)
    ownership.assign_all(
        Customer.objects.filter(pk__in=[annas.pk, bens.pk]),
        actor=cast.max, owner=cast.carol, reason="调整", at=NOON,
    )  # fmt: skip
    made.refresh_from_db()
    assert made.owner == cast.ben


def test_the_first_page_of_many_is_not_called_all_of_them(client, cast):
    customer = make_customer(cast.anna)
    for _ in range(paging.SIZE + 1):
        make_opportunity(cast.anna, customer=customer)
    client.force_login(cast.anna)
    page = client.get("/opportunities/?whose=all")
    assert page.context["text"] == "本页 25 条，共 26 条"
