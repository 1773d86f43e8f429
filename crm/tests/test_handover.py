"""Handing over: customers, what is planned with them, and the account, or nothing."""

from datetime import timedelta

import pytest

from accounts.models import AuditEntry, Notice, User
from accounts.refused import Refused
from crm.services import handover
from crm.testing.builders import make_customer, make_plan, make_visit
from crm.testing.cast import NOON, make_user
from customers.models import Customer, Hold
from visits.models import Visit
from visits.services import plans


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
    assert {entry.reason for entry in assigned} == {"离职"}
    assert Notice.objects.get(user=cast.dora).params["how_many"] == 3


def test_two_hundred_customers_go_with_as_few_statements_as_two(cast, count_queries):
    costs = []
    # Once, as the door of the page reads them.
    cast.adam.grants()
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


def assign(customer, cast, *, to):
    return handover.assign(customer, actor=cast.dan, owner=to, reason="搬家", at=NOON)


def test_what_the_owner_planned_goes_along_with_the_customer(cast):
    plan = make_plan(cast.anna)
    late = make_plan(cast.anna, customer=plan.customer, at=NOON - timedelta(days=9))
    assert assign(plan.customer, cast, to=cast.dora) == 2
    for visit in (plan, late):
        before = visit.planned_at
        visit.refresh_from_db()
        assert (visit.owner, visit.branch) == (cast.dora, cast.west)
        assert (visit.state, visit.planned_at) == ("PLANNED", before)
    entry = AuditEntry.objects.filter(action="visit.handed_over").latest("pk")
    assert (entry.actor, entry.customer_id) == (cast.dan, plan.customer_id)
    assert entry.changes["owner"] == ["王安娜", "赵朵拉"]


def test_what_is_behind_and_what_others_planned_stays(cast):
    customer = make_customer(cast.anna)
    stay = [
        make_visit(cast.anna, customer=customer),
        make_plan(cast.ben, actor=cast.carol, customer=customer),
        make_plan(cast.anna),
        make_plan(cast.anna, customer=customer),
    ]
    plans.cancel(stay[-1], actor=cast.anna, reason="客户出差", at=NOON)
    owners = [visit.owner for visit in stay]
    assert assign(customer, cast, to=cast.dora) == 0
    assert [Visit.objects.get(pk=visit.pk).owner for visit in stay] == owners
    assert Hold.objects.get().user == cast.ben
    assert not AuditEntry.objects.filter(action="visit.handed_over").exists()


def test_who_gave_a_plan_away_sees_the_customer_no_longer(cast):
    customer = make_customer(cast.anna)
    make_plan(cast.ben, actor=cast.carol, customer=customer)
    assign(customer, cast, to=cast.ben)
    assert assign(customer, cast, to=cast.dora) == 1
    assert not Hold.objects.exists()
    seen = Customer.objects.for_user(User.objects.get(pk=cast.ben.pk), "SEE_CUSTOMERS")
    assert not seen.exists()


def test_a_customer_who_may_not_change_hands_keeps_his_plans_too(cast):
    plan = make_plan(cast.anna)
    with pytest.raises(Refused):
        assign(plan.customer, cast, to=cast.adam)
    with pytest.raises(Refused):
        assign(plan.customer, cast, to=cast.anna)
    plan.refresh_from_db()
    assert plan.owner == cast.anna


def test_no_promise_to_a_customer_stays_with_who_left(cast):
    mine = make_plan(cast.anna)
    his = make_plan(cast.anna, actor=cast.max, customer=make_customer(cast.ben))
    who = {"actor": cast.adam, "successor": cast.ben}
    handover.let_go(cast.anna, **who, note="", at=NOON)
    for plan in (mine, his):
        plan.refresh_from_db()
        assert plan.owner == plan.customer.owner == cast.ben
    assert not Hold.objects.exists()


def test_when_the_account_must_stay_the_plans_stay_too(cast):
    plan = make_plan(cast.anna)
    with pytest.raises(Refused):
        handover.let_go(
            cast.anna, actor=cast.anna, successor=cast.ben, note="", at=NOON
        )
    plan.refresh_from_db()
    assert plan.owner == cast.anna


def test_two_plans_go_over_with_as_few_statements_as_twelve(cast, count_queries):
    costs = []
    for size in (2, 12):
        customer = make_customer(cast.anna)
        for _each in range(size):
            make_plan(cast.anna, customer=customer)
        costs.append(count_queries(lambda c=customer: assign(c, cast, to=cast.dora)))
    assert costs[0] == costs[1]
    assert Visit.objects.made_by(cast.dora).count() == 14


def test_the_page_hands_the_plans_over(client, cast):
    plan = make_plan(cast.anna)
    client.force_login(cast.dan)
    said = {"owner": cast.dora.pk, "reason": "搬家"}
    answer = client.post(f"/customers/{plan.customer_id}/assign/", said)
    assert answer.url == f"/customers/{plan.customer_id}/"
    plan.refresh_from_db()
    assert plan.owner == cast.dora


def test_the_successors_notice_leads_to_just_what_came(client, cast):
    make_customer(cast.ben, name="旧客户")
    for name in ("甲", "乙"):
        make_customer(cast.anna, name=name)
    handover.let_go(cast.anna, actor=cast.adam, successor=cast.ben, note="", at=NOON)
    notice = Notice.objects.get()
    assert (notice.user, notice.params["how_many"]) == (cast.ben, 2)
    client.force_login(cast.ben)
    came = client.get(client.get(notice.url).context["list_url"])
    assert {row.name for row in came.context["page"].rows} == {"甲", "乙"}


def test_without_a_successor_the_manager_of_the_branch_is_told(client, cast):
    for name in ("甲", "乙"):
        make_customer(cast.anna, name=name)
    gone = make_user("gone", "account", branch=cast.east)
    make_customer(gone, name="丙")
    who = {"actor": cast.adam, "successor": None, "note": "", "at": NOON}
    handover.let_go(gone, **who)
    handover.let_go(cast.anna, **who)
    left = Notice.objects.filter(kind="crm.left_behind")
    assert {notice.user for notice in left} == {cast.max}
    notice = left.get(params__from="王安娜")
    assert notice.params["how_many"] == 2
    client.force_login(cast.max)
    page = client.get(notice.url)
    assert {row.name for row in page.context["page"].rows} == {"甲", "乙"}
    assert "王安娜" in client.get("/inbox/").content.decode()


def test_where_a_branch_has_no_manager_the_directors_are_told(cast):
    make_customer(cast.dora)
    handover.let_go(cast.dora, actor=cast.adam, successor=None, note="", at=NOON)
    assert [notice.user for notice in Notice.objects.all()] == [cast.dan]


def test_a_manager_who_leaves_himself_is_not_told(cast):
    make_customer(cast.max)
    handover.let_go(cast.max, actor=cast.adam, successor=None, note="", at=NOON)
    assert [notice.user for notice in Notice.objects.all()] == [cast.dan]


def test_who_leaves_no_customers_behind_is_no_news(cast):
    handover.let_go(cast.anna, actor=cast.adam, successor=None, note="", at=NOON)
    assert not Notice.objects.exists()


def test_who_left_with_customers_is_handed_over_later(client, cast):
    make_customer(cast.anna)
    handover.let_go(cast.anna, actor=cast.adam, successor=None, note="", at=NOON)
    User.objects.filter(pk=cast.adam.pk).update(language="en")
    client.force_login(cast.adam)
    address = f"/people/{cast.anna.pk}/handover/"
    user_page = f"/admin/accounts/user/{cast.anna.pk}/change/"
    assert address in client.get(user_page).content.decode()
    page = client.get(address).content.decode()
    assert "Hand over the customers of 王安娜" in page
    assert "Deactivate" not in page
    refused = client.post(address, {"successor": "", "note": ""})
    assert refused.status_code == 200
    assert "successor" in refused.context["form"].errors
    done = client.post(address, {"successor": cast.ben.pk, "note": "调岗"})
    assert done.url == "/admin/accounts/user/"
    assert Customer.objects.get().owner == cast.ben
    assert Notice.objects.get(user=cast.ben).params["how_many"] == 1
    assert not User.objects.get(pk=cast.anna.pk).is_active
    assert address not in client.get(user_page).content.decode()
    assert "Hand the customers over" not in client.get(address).content.decode()


def test_nothing_is_handed_over_to_nobody_or_of_who_has_none(cast):
    make_customer(cast.anna)
    handover.let_go(cast.anna, actor=cast.adam, successor=None, note="", at=NOON)
    for user, successor in ((cast.anna, None), (cast.dora, cast.ben)):
        with pytest.raises(Refused):
            handover.hand_over(
                user, actor=cast.adam, successor=successor, note="", at=NOON
            )
    assert Customer.objects.get().owner == cast.anna
