"""The pages about what a customer owns."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from crm.testing.builders import make_customer
from customers.models import Asset, MileageReading
from customers.services import search
from customers.tests.asset_builders import VIN, make_asset

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(cast, client):
    client.force_login(cast.anna)
    return make_customer(cast.anna, name="王小明")


def said(**overrides) -> dict:
    form = {"kind": "VEHICLE", "name": "途观 L", "version": 1,
            "submission_key": uuid.uuid4()}  # fmt: skip
    return form | overrides


def test_the_form_adds_and_the_card_shows_it_masked(client, customer):
    address = f"/customers/{customer.pk}/assets/"
    today = timezone.localdate()
    form = said(plate="京Ａ·12345", vin=VIN, insurance_until=today - timedelta(days=2),
                next_service_on=today + timedelta(days=5))  # fmt: skip
    assert client.post(f"{address}new/", form).url == address
    html = client.get(address).content.decode()
    assert "京****2345" in html
    assert "LSV****047371" in html
    assert "12345" not in html.replace("京****2345", "")
    assert "state-late" in html
    assert "state-waiting" in html


def test_a_doubtful_check_digit_is_said_and_the_asset_kept(client, customer):
    form = said(vin="LSVAA49J932047371")
    page = client.post(f"/customers/{customer.pk}/assets/new/", form, follow=True)
    assert "check digit" in page.content.decode() or "校验位" in page.content.decode()
    assert Asset.objects.exists()


@pytest.mark.parametrize(("plate", "is_odd"), [("沪A123", True), ("沪A12345", False)])
def test_an_odd_plate_is_said_and_the_asset_kept(client, customer, plate, is_odd):
    form = said(plate=plate)
    page = client.post(f"/customers/{customer.pk}/assets/new/", form, follow=True)
    assert ("不像完整的车牌" in page.content.decode()) is is_odd
    assert Asset.objects.get().plate == plate


@pytest.mark.parametrize(("who", "is_told"), [("anna", False), ("max", True)])
def test_whose_number_it_is_is_told_within_ones_reach_alone(
    client, cast, customer, who, is_told
):
    other = make_customer(cast.ben, name="钱某某")
    make_asset(other, plate="京A12345")
    client.force_login(getattr(cast, who))
    address = f"/customers/{customer.pk}/assets/new/"
    page = client.post(address, said(plate="京A12345"))
    html = page.content.decode()
    assert ("钱某某" in html) is is_told
    assert cast.ben.name not in html or is_told
    assert AuditEntry.objects.filter(action="customer.searched_by_number").count() == 1
    assert Asset.objects.count() == 1
    assert 'name="is_sure"' in html
    sure = said(plate="京A12345", is_sure="on")
    assert client.post(address, sure).status_code == 302


@pytest.mark.parametrize("plate", ["京A12345", "临 77"])
def test_saving_says_of_so_many_numbers_a_day_that_they_are_known(
    client, cast, customer, monkeypatch, plate
):
    make_asset(make_customer(cast.ben), plate=plate)
    monkeypatch.setattr(search, "LOOKED_UP_A_DAY", 2)
    address = f"/customers/{customer.pk}/assets/new/"
    answers = [client.post(address, said(plate=plate)).status_code for _ in range(3)]
    looked = AuditEntry.objects.filter(action="customer.searched_by_number")
    # The third is saved, as it would be if nobody had the number.
    assert (answers, looked.count()) == ([200, 200, 302], 2)
    assert plate not in str(list(looked.values_list("changes")))


def test_whose_masked_number_it_is_is_not_told_to_who_only_sees_him(client, cast):
    make_asset(make_customer(cast.ben, name="钱某某"), plate="京A12345")
    client.force_login(cast.sam)
    mine = make_customer(cast.sam, name="自己的")
    form = said(plate="京A12345")
    html = client.post(f"/customers/{mine.pk}/assets/new/", form).content.decode()
    assert 'name="is_sure"' in html
    assert "钱某某" not in html


def test_a_blank_box_keeps_the_plate_and_the_second_editor_is_told(client, customer):
    asset = make_asset(customer, plate="京A12345")
    address = f"/customers/{customer.pk}/assets/{asset.pk}/"
    assert "京A12345" not in client.get(address).content.decode()
    client.post(address, said(name="朗逸"))
    page = client.post(address, said(name="帕萨特"))
    assert "朗逸" in page.content.decode()
    now = Asset.objects.get()
    assert (now.name, now.plate) == ("朗逸", "京A12345")
    client.post(address, said(name="帕萨特", version=2, remove_plate="on"))
    now = Asset.objects.get()
    assert (now.name, now.plate) == ("帕萨特", "")


def test_a_lower_mileage_asks_once_and_then_is_noted(client, customer):
    asset = make_asset(customer)
    address = f"/customers/{customer.pk}/assets/{asset.pk}/mileage/"
    today = timezone.localdate().isoformat()
    form = {"km": 9000, "on": today, "submission_key": uuid.uuid4()}
    assert client.post(address, form).status_code == 302
    lower = form | {"km": 900, "submission_key": uuid.uuid4()}
    page = client.post(address, lower)
    assert 'name="is_sure"' in page.content.decode()
    assert client.post(address, lower | {"is_sure": "on"}).status_code == 302
    assert MileageReading.objects.count() == 2


def test_no_meter_is_read_tomorrow(client, customer):
    asset = make_asset(customer)
    address = f"/customers/{customer.pk}/assets/{asset.pk}/mileage/"
    tomorrow = timezone.localdate() + timedelta(days=1)
    form = {"km": 9, "on": tomorrow, "submission_key": uuid.uuid4()}
    assert client.post(address, form).status_code == 200
    assert not MileageReading.objects.exists()


def test_what_was_scrapped_stands_as_such_and_two_tabs_meet(client, customer):
    asset = make_asset(customer)
    address = f"/customers/{customer.pk}/assets/{asset.pk}/state/"
    form = {"state": "SCRAPPED", "on": timezone.localdate(), "version": 1}
    assert client.post(address, form).status_code == 302
    page = client.post(address, form | {"state": "SOLD_ON"})
    assert page.status_code == 200
    assert Asset.objects.get().state == "SCRAPPED"
    assert "state-cancelled" in client.get(
        f"/customers/{customer.pk}/assets/"
    ).content.decode()  # fmt: skip


def test_an_asset_is_not_reached_through_another_customer(client, cast, customer):
    asset = make_asset(customer, plate="京A12345")
    mine = make_customer(cast.dora)
    client.force_login(cast.dora)
    for page in ("", "mileage/", "state/"):
        address = f"/customers/{mine.pk}/assets/{asset.pk}/{page}"
        assert client.get(address).status_code == 404
    told = {"field": "plate", "asset": asset.pk}
    assert client.post(f"/customers/{mine.pk}/reveal/", told).status_code == 404


def test_the_full_plate_comes_for_a_click_and_can_be_hidden_again(client, customer):
    asset = make_asset(customer, plate="京A12345")
    told = {"field": "plate", "asset": asset.pk}
    page = client.post(f"/customers/{customer.pk}/reveal/", told)
    html = page.content.decode()
    assert "京A·12345" in html
    assert f'name="asset" value="{asset.pk}"' in html
    wrong = client.post(f"/customers/{customer.pk}/dial/", told)
    assert wrong.status_code == 422


def test_the_list_is_narrowed_to_whose_insurance_ends(client, cast, customer):
    today = timezone.localdate()
    make_asset(customer, insurance_until=today + timedelta(days=20))
    make_customer(cast.anna, name="没有车")

    def rows(query: str) -> set[str]:
        page = client.get(f"/customers/?{query}").context["page"]
        return {row.name for row in page.rows}

    assert rows("whose=all&falls=insurance_until") == {"王小明"}
    assert rows("whose=all&falls=insurance_until&within=10") == set()
    assert rows("whose=all&falls=inspection_until") == set()
    assert rows("whose=all&within=10") == {"王小明", "没有车"}
    page = client.get("/customers/?whose=all&falls=insurance_until&within=25")
    assert [words for words, _url in page.context["filters"] if "25" in words]


def test_the_cards_cost_the_same_for_two_assets_as_for_twelve(
    client, cast, customer, count_queries
):
    client.force_login(cast.max)
    address = f"/customers/{customer.pk}/assets/"
    client.get(address)  # the first look is recorded
    costs = []
    for more in (2, 10):
        for _number in range(more):
            make_asset(customer, sold_by=cast.east)
        costs.append(count_queries(lambda: client.get(address)))
    assert costs[0] == costs[1]


def test_who_looks_as_another_sees_no_content_of_an_asset(client, cast, customer):
    make_asset(
        customer, name="机密车", plate="京A12345", serial_number="机密号", note="机密注"
    )
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.anna.pk}/")
    html = client.get(f"/customers/{customer.pk}/assets/").content.decode()
    assert "机密" not in html
    assert 'name="asset"' not in html
