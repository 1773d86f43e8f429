"""Complaints on the pages over several apps: the customer's, search, handing over."""

import pytest

from accounts.models import AuditEntry, Notice
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from complaints.models import Complaint
from complaints.services import assigning
from complaints.tests.complaint_builders import do, fresh, make_complaint
from crm.services import passing_on
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from crm.tests.doubles_builders import remove
from crm.tests.test_passing_on import LEAVE, pass_on


@pytest.fixture
def customer(cast):
    return make_customer(cast.anna, name="王小明")


def test_the_customers_page_names_what_is_open_and_what_to_mind(client, cast, customer):
    made = make_complaint(cast.anna, customer=customer, severity=4)
    closed = make_complaint(cast.anna, customer=customer)
    do("withdraw", closed, cast.anna, text="电话说不用了")
    client.force_login(cast.anna)
    page = client.get(customer.get_absolute_url())
    assert [each.code for each in page.context["open_complaints"]] == [made.code]
    assert any(remark.is_grave for remark in page.context["remarks"])
    his = client.get(f"/customers/{customer.pk}/complaints/")
    assert [row.code for row in his.context["rows"]] == [closed.code, made.code]


def test_complaints_stand_in_the_timeline_and_have_their_chip(client, cast, customer):
    made = make_complaint(cast.anna, customer=customer)
    client.force_login(cast.anna)
    page = client.get(f"/customers/{customer.pk}/timeline/?type=complaints")
    assert made.code in page.content.decode()
    kinds = {entry.kind for _day, day in page.context["timeline"].days for entry in day}
    assert kinds == {"complaint"}


@pytest.mark.parametrize("typed", ["CMP-2026-000001", "#1", "1"])
def test_search_finds_a_complaint_by_its_number(client, cast, customer, typed):
    made = make_complaint(cast.anna, customer=customer)
    client.force_login(cast.anna)
    found = client.get("/search/", {"q": typed}).context["found"]
    assert found.complaints == [made]
    client.force_login(cast.dora)
    assert client.get("/search/", {"q": typed}).context["found"].complaints == []


def test_the_number_of_a_complaint_is_nobodys_telephone(client, cast):
    client.force_login(cast.anna)
    found = client.get("/search/", {"q": "CMP-2026-000088"}).context["found"]
    assert (found.size, found.new_name, found.new_phone) == (0, "", "")
    searched = AuditEntry.objects.filter(action="customer.searched_by_number")
    assert not searched.exists()


def test_whoever_handles_it_sees_the_customer_as_long_as_it_is_open(cast):
    theirs = make_customer(cast.anna)
    made = make_complaint(cast.anna, customer=theirs)
    told = {"handler": cast.ben, "standing": made.standing, "at": NOON}
    assigning.assign(made, actor=cast.carol, **told)
    assert may_apply(cast.ben, Can.SEE_CUSTOMERS, theirs)
    do("withdraw", made, cast.ben, text="电话说不用了")
    assert not may_apply(cast.ben, Can.SEE_CUSTOMERS, theirs)


def test_open_complaints_go_along_for_good_and_stay_during_a_leave(cast, customer):
    open_one = make_complaint(cast.anna, customer=customer)
    closed = make_complaint(cast.anna, customer=customer)
    do("withdraw", closed, cast.anna, text="电话说不用了")
    pass_on(cast, **LEAVE)
    assert fresh(open_one).handler == cast.anna
    pass_on(cast)
    assert fresh(open_one).handler == cast.ben
    assert fresh(closed).handler == cast.anna
    assert Notice.objects.filter(user=cast.ben, kind="complaints.assigned").exists()


def test_whoever_leaves_keeps_no_open_complaint(cast, customer):
    others = make_complaint(cast.anna, customer=make_customer(cast.ben))
    anonymous = make_complaint(cast.anna, customer=None)
    passing_on.pass_on_all(
        cast.anna, actor=cast.adam, taker=cast.ben, note="离职", at=NOON
    )
    assert {fresh(each).handler for each in (others, anonymous)} == {cast.ben}


def test_complaints_of_a_removed_customer_stand_without_his_name(
    client, cast, customer
):
    made = make_complaint(cast.nina, customer=customer)
    remove(customer, cast.nina)
    client.force_login(cast.max)
    for address in (made.get_absolute_url(), "/complaints/?tab=all"):
        page = client.get(address).content.decode()
        assert "王小明" not in page
        assert customer.code in page
    assert Complaint.objects.get().is_open
