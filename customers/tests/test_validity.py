"""Validity: verified, out of reach, to be checked; what each of them clears."""

from datetime import timedelta

import pytest

from accounts.models import AuditEntry
from accounts.refused import Refused
from crm.testing.builders import make_customer, make_plan
from crm.testing.cast import NOON
from customers.models import ContactCheck, Customer
from customers.services import archive, validity

pytestmark = pytest.mark.django_db


def broken(*_asked, **_told):
    raise ZeroDivisionError


TODAY = NOON.date()


def report(customer, channel="PHONE", trouble="WRONG", **more):
    told = {"channel": channel, "trouble": trouble, "at": NOON} | more
    validity.report(customer, actor=customer.owner, **told)
    customer.refresh_from_db()


def verify(customer, **more):
    told = {"actor": customer.owner, "at": NOON} | more
    changed = validity.verify(customer, **told)
    customer.refresh_from_db()
    return changed


def flag(customer, is_to_check=True):
    validity.flag(customer, actor=customer.owner, is_to_check=is_to_check, at=NOON)
    customer.refresh_from_db()


def troubles(customer) -> dict:
    rows = ContactCheck.objects.filter(customer=customer).troubled()
    return dict(rows.values_list("channel", "trouble"))


def test_what_is_wrong_is_noted_with_its_day(cast):
    customer = make_customer(cast.anna)
    report(customer, trouble="NO_ANSWER", tries=3)
    check = ContactCheck.objects.get()
    assert (check.trouble, check.tries, check.trouble_on) == ("NO_ANSWER", 3, TODAY)
    assert customer.has_trouble
    entry = AuditEntry.objects.get(action="customer.unreachable")
    assert entry.changes == {"check_phone": [None, "NO_ANSWER 3"]}


def test_what_is_not_in_the_archive_cannot_be_wrong(cast):
    customer = make_customer(cast.anna)
    with pytest.raises(Refused) as refusal:
        report(customer, channel="EMAIL")
    assert refusal.value.field == "channel"
    with pytest.raises(Refused) as refusal:
        report(customer, trouble="NO_ANSWER")
    assert refusal.value.field == "tries"
    assert not ContactCheck.objects.exists()


def test_verifying_all_clears_all_and_is_said_once(cast):
    customer = make_customer(cast.anna, email="a@example.com")
    report(customer)
    report(customer, channel="EMAIL", trouble="BOUNCED")
    flag(customer)
    assert verify(customer)
    assert not verify(customer)
    assert troubles(customer) == {}
    assert customer.verified_on == TODAY
    assert not customer.has_trouble
    assert not customer.check_at_arrival
    assert AuditEntry.objects.filter(action="customer.verified").count() == 1


def test_verifying_one_way_leaves_the_others(cast):
    customer = make_customer(cast.anna, email="a@example.com")
    report(customer)
    report(customer, channel="EMAIL", trouble="BOUNCED")
    verify(customer, channels=["PHONE"])
    assert troubles(customer) == {"EMAIL": "BOUNCED"}
    assert customer.has_trouble
    assert customer.verified_on is None


@pytest.mark.parametrize(("fields", "left"), [
    ({"phone": "13911119999"}, {"EMAIL": "BOUNCED"}),
    ({"email": "b@example.com"}, {"PHONE": "WRONG"}),
    ({"city": "上海"}, {"PHONE": "WRONG", "EMAIL": "BOUNCED"}),
    ({"phone": "13911119999", "email": ""}, {}),
])  # fmt: skip
def test_rewriting_clears_what_was_wrong_with_it_alone(cast, fields, left):
    customer = make_customer(cast.anna, email="a@example.com")
    report(customer)
    report(customer, channel="EMAIL", trouble="BOUNCED")
    archive.update(
        customer, actor=cast.anna, fields=fields, version=customer.version, at=NOON
    )
    customer.refresh_from_db()
    assert troubles(customer) == left
    assert customer.has_trouble == bool(left)
    assert not ContactCheck.objects.exclude(verified_on=None).exists()


def test_a_verified_number_that_is_rewritten_is_verified_no_longer(cast):
    customer = make_customer(cast.anna)
    verify(customer, channels=["PHONE"])
    assert ContactCheck.objects.get().verified_on == TODAY
    customer.refresh_from_db()
    new = {"fields": {"phone": "13911119999"}, "version": customer.version}
    archive.update(customer, actor=cast.anna, at=NOON, **new)
    assert ContactCheck.objects.get().verified_on is None


def test_a_rewritten_number_is_verified_only_when_that_is_said(client, cast):
    customer = make_customer(cast.anna)
    client.force_login(cast.anna)
    address = f"/customers/{customer.pk}/profile/numbers/"
    said = {"phone": "13911118888", "version": 1}
    assert client.post(address, said).status_code == 302
    assert not ContactCheck.objects.exists()
    again = {"phone": "", "version": 2, "is_verified": "on"}
    assert client.post(address, again).status_code == 302
    assert ContactCheck.objects.get().channel == "PHONE"


def test_one_tap_verifies_on_the_profile_and_on_the_screen_of_a_visit(client, cast):
    customer = make_customer(cast.anna)
    report(customer)
    plan = make_plan(cast.anna, customer=customer)
    client.force_login(cast.anna)
    assert (
        f"/customers/{customer.pk}/verified/"
        in client.get(f"/visits/{plan.pk}/log/").text
    )
    tapped = client.post(
        f"/customers/{customer.pk}/verified/", headers={"HX-Request": "true"}
    )
    assert 'role="status"' in tapped.text
    assert troubles(customer) == {}
    flag(customer)
    client.post(f"/customers/{customer.pk}/verified/")
    customer.refresh_from_db()
    assert not customer.check_at_arrival


def test_who_sees_and_may_not_edit_is_warned_but_offered_nothing(client, cast):
    customer = make_customer(cast.anna)
    report(customer)
    client.force_login(cast.sam)
    text = client.get(f"/customers/{customer.pk}/").text
    assert "号码或地址有误" in text
    assert "/verified/" not in text


def test_the_flag_stands_on_the_page_the_visit_and_the_row(client, cast):
    customer = make_customer(cast.anna)
    flag(customer)
    client.force_login(cast.anna)
    assert "下次到店时请核对资料" in client.get(f"/customers/{customer.pk}/").text
    assert (
        "下次到店时请核对资料"
        in client.get(f"/customers/{customer.pk}/visits/new/").text
    )
    assert "到店核对" in client.get("/customers/?whose=all").text
    client.post(f"/customers/{customer.pk}/check/", {"check": "no"})
    customer.refresh_from_db()
    assert not customer.check_at_arrival


def test_the_list_is_narrowed_by_validity(client, cast):
    fresh = make_customer(cast.anna, name="甲")
    old, flagged = (
        make_customer(cast.anna, name="乙"),
        make_customer(cast.anna, name="丙"),
    )
    verify(fresh)
    Customer.objects.filter(pk=old.pk).update(verified_on=TODAY - timedelta(days=400))
    report(old)
    flag(flagged)
    client.force_login(cast.anna)
    for query, expected in {
        "check=trouble": {"乙"},
        "check=arrival": {"丙"},
        "unverified=12": {"乙", "丙"},
        "unverified=24": {"丙"},
    }.items():
        page = client.get(f"/customers/?{query}")
        assert {row.name for row in page.context["page"].rows} == expected, query
        assert page.context["filters"]


def test_a_check_keeps_its_history(cast):
    customer = make_customer(cast.anna)
    report(customer)
    verify(customer)
    past = ContactCheck.pgh_event_model.objects.get()
    assert (past.trouble, past.trouble_on) == ("WRONG", TODAY)


def test_a_trail_that_cannot_be_written_leaves_nothing(cast, monkeypatch):
    customer = make_customer(cast.anna)
    monkeypatch.setattr("accounts.audit.record", broken)
    with pytest.raises(ZeroDivisionError):
        report(customer)
    customer.refresh_from_db()
    assert not customer.has_trouble
    assert not ContactCheck.objects.exists()
