"""The pages of compensation: who finds what, two tabs, double submit, see-as."""

import re
from decimal import Decimal

import pytest

from accounts.masking import veiled
from complaints.models import Compensation
from complaints.tests.complaint_builders import do, fresh, make_complaint
from complaints.tests.offer_builders import decide_offer, propose_offer, standing

SAID = {"kind": "CASH", "amount": "800", "reason": "误工补偿"}


def hidden(page, name: str) -> str:
    html = page.content.decode()
    return re.search(rf'name="{name}" value="([^"]+)"', html)[1]


def form_of(client, complaint) -> dict:
    page = client.get(f"/complaints/{complaint.code}/offer/")
    return SAID | {"key": hidden(page, "key"), "standing": hidden(page, "standing")}


def test_a_proposal_goes_from_the_complaint_to_whoever_decides(client, cast):
    complaint = make_complaint(cast.anna)
    client.force_login(cast.anna)
    page = client.get(complaint.get_absolute_url())
    assert f"/complaints/{complaint.code}/offer/" in page.content.decode()
    said = form_of(client, complaint)
    for _time in range(2):
        client.post(f"/complaints/{complaint.code}/offer/", said)
    offer = Compensation.objects.get()
    assert offer.amount == 800
    client.force_login(cast.max)
    assert (
        offer.get_absolute_url() in client.get("/complaints/offers/").content.decode()
    )
    assert offer.get_absolute_url() in client.get("/today/").content.decode()
    page = client.get(offer.get_absolute_url())
    told = {"version": hidden(page, "version"), "verdict": "APPROVED", "decision": ""}
    client.post(f"{offer.get_absolute_url()}decide/", told)
    assert standing(offer).decided_by == cast.max
    assert "/complaints/offers/1/" not in client.get("/today/").content.decode()


def test_a_stale_form_shows_what_is_new_above_what_was_typed(client, cast):
    complaint = make_complaint(cast.anna)
    client.force_login(cast.anna)
    said = form_of(client, complaint)
    do("acknowledge", complaint, cast.anna, text="已致电确认")
    page = client.post(f"/complaints/{complaint.code}/offer/", said)
    html = page.content.decode()
    assert page.status_code == 422
    assert "已致电确认" in html
    assert "误工补偿" in html
    assert not Compensation.objects.exists()
    said["standing"] = hidden(page, "standing")
    assert said["standing"] == fresh(complaint).standing
    client.post(f"/complaints/{complaint.code}/offer/", said)
    assert Compensation.objects.count() == 1


def test_a_decision_on_another_version_is_shown_again_and_changes_nothing(client, cast):
    offer = propose_offer(make_complaint(cast.anna), cast.anna)
    client.force_login(cast.max)
    told = {"version": "9", "verdict": "REJECTED", "decision": "金额过高"}
    page = client.post(f"{offer.get_absolute_url()}decide/", told)
    assert page.status_code == 422
    assert "金额过高" in page.content.decode()
    assert hidden(page, "version") == "1"
    assert standing(offer).state == "PROPOSED"


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("decide", {"verdict": "APPROVED"}),
        ("withdraw", {}),
        ("give", {"receipt": "收据"}),
        ("revise", SAID),
    ],
)
def test_an_offer_of_another_branch_is_not_there(client, cast, verb, told):
    offer = propose_offer(make_complaint(cast.dora), cast.dora)
    client.force_login(cast.max)
    address = f"{offer.get_absolute_url()}{verb}/"
    assert client.post(address, told | {"version": "1"}).status_code == 404
    assert standing(offer).version == 1


def test_who_may_not_decide_is_refused_at_the_door(client, cast):
    offer = propose_offer(make_complaint(cast.anna), cast.anna)
    client.force_login(cast.anna)
    told = {"version": "1", "verdict": "APPROVED"}
    address = f"{offer.get_absolute_url()}decide/"
    assert client.post(address, told).status_code == 403
    client.force_login(cast.max)
    assert client.post(address, told | {"verdict": "GIVEN"}).status_code == 422
    assert standing(offer).state == "PROPOSED"


def test_the_list_holds_what_one_may_decide_and_costs_the_same(
    client, cast, count_queries
):
    big = propose_offer(make_complaint(cast.anna), cast.anna, amount=Decimal(2001))
    own = propose_offer(make_complaint(cast.max), cast.max)
    client.force_login(cast.max)
    costs = []
    for more in (2, 10):
        for _number in range(more):
            propose_offer(make_complaint(cast.anna), cast.anna)
        costs.append(count_queries(lambda: client.get("/complaints/offers/")))
    assert costs[0] == costs[1]
    rows = client.get("/complaints/offers/").context["page"].rows
    assert len(rows) == 12
    assert not {big, own} & set(rows)
    client.force_login(cast.dan)
    assert {big, own} <= set(client.get("/complaints/offers/").context["page"].rows)


def test_the_complaints_page_costs_the_same_with_many(client, cast, count_queries):
    complaint = make_complaint(cast.anna)
    client.force_login(cast.anna)
    costs = []
    for more in (2, 10):
        for _number in range(more):
            decide_offer(
                propose_offer(complaint, cast.anna, amount=Decimal(9)), cast.max
            )
        costs.append(count_queries(lambda: client.get(complaint.get_absolute_url())))
    assert costs[0] == costs[1]


def test_an_anonymous_complaint_is_compensated_too(client, cast):
    offer = propose_offer(
        make_complaint(cast.anna, customer=None, branch=cast.east), cast.anna
    )
    client.force_login(cast.max)
    for address in (offer.get_absolute_url(), "/complaints/offers/", "/today/"):
        assert client.get(address).status_code == 200


def test_whoever_looks_through_anothers_eyes_reads_veiled_and_decides_nothing(
    client, cast
):
    offer = propose_offer(make_complaint(cast.anna), cast.anna)
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.max.pk}/")
    page = client.get(offer.get_absolute_url())
    html = page.content.decode()
    assert page.status_code == 200
    assert offer.reason not in html
    assert veiled(offer.reason) in html
    assert not page.context["may_decide"]
    assert not page.context["may_handle"]
    told = {"version": "1", "verdict": "APPROVED"}
    assert client.post(f"{offer.get_absolute_url()}decide/", told).status_code in (
        403,
        405,
    )
    assert standing(offer).state == "PROPOSED"


@pytest.mark.parametrize("amount", ["-5", "0", "viel", ""])
def test_what_is_worth_nothing_is_told_beside_the_amount(client, cast, amount):
    complaint = make_complaint(cast.anna)
    client.force_login(cast.anna)
    said = form_of(client, complaint) | {"amount": amount}
    page = client.post(f"/complaints/{complaint.code}/offer/", said)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["amount"]
    assert "误工补偿" in page.content.decode()
    assert not Compensation.objects.exists()
