"""What a customer owns: written once, checked, told of, and found by."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import AuditEntry
from accounts.refused import Conflict, Refused
from crm import finding
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.choices.assets import AssetState, Falls
from customers.models import Asset, Customer, MileageReading
from customers.services import assets, numbers, search
from customers.tests.asset_builders import VIN, make_asset

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def customer(cast):
    return make_customer(cast.anna, name="王小明")


def test_an_asset_is_kept_as_read_and_recorded_masked(customer, cast):
    asset = make_asset(customer, plate="京Ａ·12345", vin=VIN.lower())
    assert (asset.plate, asset.vin) == ("京A12345", VIN)
    entry = AuditEntry.objects.get(action="asset.added")
    assert entry.customer_id == customer.pk
    assert entry.changes["plate"] == ["", "京****2345"]
    assert entry.changes["vin"] == ["", "LSV****047371"]


def test_a_form_sent_twice_adds_one(customer, cast):
    key = uuid.uuid4()
    first = make_asset(customer, plate="京A12345", submission_key=key)
    assert make_asset(customer, plate="京A12345", submission_key=key) == first
    other = make_customer(cast.anna)
    with pytest.raises(Refused):
        make_asset(other, submission_key=key)
    assert Asset.objects.count() == 1


@pytest.mark.parametrize("vin", ["123", "LSVAA49J13204737I", VIN + "1"])
def test_a_vin_of_another_form_is_refused_and_nothing_left(customer, vin):
    with pytest.raises(Refused) as refusal:
        make_asset(customer, vin=vin)
    assert refusal.value.field == "vin"
    assert not Asset.objects.exists()
    assert not AuditEntry.objects.filter(action="asset.added").exists()


def test_a_check_digit_that_does_not_fit_is_doubted_and_kept(customer):
    asset = make_asset(customer, vin="LSVAA49J932047371")
    assert assets.has_doubtful_vin(asset)
    assert not assets.has_doubtful_vin(make_asset(customer, vin=VIN))


@pytest.mark.parametrize("number", [{"plate": "京A12345"}, {"vin": VIN}])
def test_a_number_in_use_is_refused_unless_one_is_sure(customer, cast, number):
    make_asset(make_customer(cast.dora), **number)
    with pytest.raises(Refused) as refusal:
        make_asset(customer, **number)
    assert [refusal.value.field] == list(number)
    make_asset(customer, is_sure=True, **number)
    assert Asset.objects.count() == 2


def test_the_number_of_what_was_sold_on_is_free(customer, cast):
    sold = make_asset(make_customer(cast.dora), plate="京A12345")
    gone = {"state": "SOLD_ON", "on": TODAY, "version": 1}
    assets.move_on(sold, actor=cast.dora, at=NOON, **gone)
    bought = make_asset(customer, plate="京A12345")
    assert Asset.objects.in_use().get(plate="京A12345") == bought


def test_two_editors_meet_and_what_only_one_changed_is_merged(customer, cast):
    asset = make_asset(customer)
    edit = {"actor": cast.anna, "version": 1, "at": NOON}
    assets.edit(asset, fields={"name": "朗逸"}, **edit)
    assets.edit(asset, fields={"note": "备用钥匙在前台"}, **edit)
    with pytest.raises(Conflict) as conflict:
        assets.edit(asset, fields={"name": "帕萨特"}, **edit)
    assert conflict.value.theirs == {"name": "朗逸"}
    now = Asset.objects.get()
    assert (now.name, now.note, now.version) == ("朗逸", "备用钥匙在前台", 3)


def test_history_keeps_every_state_of_it(customer, cast):
    asset = make_asset(customer, name="途观")
    assets.edit(asset, actor=cast.anna, fields={"name": "途岳"}, version=1, at=NOON)
    past = Asset.pgh_event_model.objects.get()
    assert (past.name, past.pgh_obj_id) == ("途观", asset.pk)


def test_the_meter_is_read_and_the_latest_stands(customer, cast):
    asset = make_asset(customer)
    for km, days in ((12_000, 90), (20_500, 1), (15_000, 40)):
        assets.read_mileage(
            asset, actor=cast.anna, km=km, on=TODAY - timedelta(days=days), at=NOON
        )
    now = Asset.objects.get()
    assert (now.mileage_km, now.mileage_read_on) == (20_500, TODAY - timedelta(days=1))
    assert MileageReading.objects.count() == 3


def test_a_meter_that_runs_backwards_is_asked_about(customer, cast):
    asset = make_asset(customer)
    read = {"actor": cast.anna, "at": NOON}
    assets.read_mileage(asset, km=20_000, on=TODAY - timedelta(days=9), **read)
    with pytest.raises(Refused) as less:
        assets.read_mileage(asset, km=2_100, on=TODAY, **read)
    assert "20,000" in str(less.value)
    with pytest.raises(Refused) as more:
        assets.read_mileage(asset, km=30_000, on=TODAY - timedelta(days=20), **read)
    assert [one.value.field for one in (less, more)] == ["km", "km"]
    assert MileageReading.objects.count() == 1
    assets.read_mileage(asset, km=2_100, on=TODAY, is_sure=True, **read)
    assert Asset.objects.get().mileage_km == 2_100


def test_a_reading_sent_twice_is_noted_once_and_never_changed(customer, cast):
    asset, key = make_asset(customer), uuid.uuid4()
    for _again in range(2):
        assets.read_mileage(
            asset, actor=cast.anna, km=9, on=TODAY, submission_key=key, at=NOON
        )
    reading = MileageReading.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        MileageReading.objects.filter(pk=reading.pk).update(km=8)


@pytest.mark.parametrize("kind", Falls.values)
def test_what_falls_due_is_past_or_comes_soon_and_is_in_use(customer, cast, kind):
    days = {"past": -3, "today": 0, "edge": 30, "later": 31}
    for name, ahead in days.items():
        make_asset(customer, name=name, **{kind: TODAY + timedelta(days=ahead)})
    make_asset(customer, name="never")
    gone = make_asset(customer, name="gone", **{kind: TODAY})
    scrapped = {"state": AssetState.SCRAPPED, "on": TODAY, "version": 1}
    assets.move_on(gone, actor=cast.anna, at=NOON, **scrapped)
    due = Asset.objects.due(kind, 30, today=TODAY)
    assert set(due.values_list("name", flat=True)) == {"past", "today", "edge"}


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"state": "LOST"}, {"state": "SCRAPPED"}, {"kind": "HOUSE"},
              {"mileage_km": 5}]
)  # fmt: skip
def test_what_cannot_be_is_refused_by_the_database(customer, wrong):
    asset = make_asset(customer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(**wrong)


def found(text, user) -> set[int]:
    rows = Customer.objects.for_user(user, "SEE_CUSTOMERS")
    ranked = {one.pk for one in rows.ranked(text, user)}
    assert ranked == set(rows.search(text, user).values_list("pk", flat=True))
    return ranked


@pytest.mark.parametrize(
    "text", ["京A·12345", "京Ａ12345", "京a 12345", "2345", "12345x", VIN, VIN.lower(),
             "7371", "47371", "047371"]
)  # fmt: skip
def test_a_customer_is_found_by_plate_and_vin_and_by_their_ends(customer, cast, text):
    make_customer(cast.anna, name="别人")
    make_asset(customer, plate="京A12345", vin=VIN)
    expected = {customer.pk} if text != "12345x" else set()
    assert found(text, cast.anna) == expected
    assert found(text, cast.dora) == set()


@pytest.mark.parametrize("text", ["12345", "A12345", "2047371", VIN[-8:], VIN[-16:]])
def test_more_of_the_end_than_the_mask_shows_finds_nobody(customer, cast, text):
    make_asset(customer, plate="京A12345", vin=VIN)
    assert found(text, cast.anna) == set()


@pytest.mark.parametrize("text", ["京A12345", "京B72345", VIN, f"LSV{'1' * 8}047371"])
def test_a_masked_number_is_not_learned_by_trying_what_ends_like_it(
    customer, cast, text
):
    """Sam sees him, and may not reveal his numbers: right and wrong answer alike."""
    make_asset(customer, plate="京A12345", vin=VIN)
    mine = make_customer(cast.sam, name="自己的")
    make_asset(mine, plate="京C92345", vin=f"LSV{'2' * 8}047371")
    assert found(text, cast.sam) == {customer.pk, mine.pk}
    assert found("京A12346", cast.sam) == set()
    assert found("京C92345", cast.sam) == {mine.pk}
    assert found("2345", cast.sam) == {customer.pk, mine.pk}
    is_right = text in ("京A12345", VIN)
    assert found(text, cast.max) == (
        {customer.pk} if is_right else {customer.pk, mine.pk}
    )


def test_a_plate_both_have_finds_the_one_whose_numbers_one_may_reveal(customer, cast):
    make_asset(customer, plate="京A12345")
    mine = make_customer(cast.sam, name="自己的")
    make_asset(mine, plate="京A12345", is_sure=True)
    assert found("京A12345", cast.sam) == {mine.pk}
    assert found("京A12345", cast.max) == {customer.pk, mine.pk}


def test_a_look_up_of_nobody_in_particular_finds_by_the_end_alone(customer):
    make_asset(customer, plate="京A12345")
    for text in ("京A12345", "京B72345"):
        assert Customer.objects.search(text).get() == customer


def test_a_changed_plate_is_found_and_the_old_one_no_more(customer, cast):
    asset = make_asset(customer, plate="京A12345")
    new = {"plate": "京A67890"}
    assets.edit(asset, actor=cast.anna, fields=new, version=1, at=NOON)
    assert found("京A67890", cast.anna) == {customer.pk}
    assert found("京A12345", cast.anna) == set()


def test_a_plate_is_given_out_as_it_stands_on_the_car_and_recorded(customer, cast):
    asset = make_asset(customer, plate="京A12345", vin=VIN)
    told = {"actor": cast.anna, "at": NOON}
    assert numbers.reveal(asset, field="plate", **told) == "京A·12345"
    assert numbers.reveal(asset, field="vin", **told) == VIN
    entries = AuditEntry.objects.filter(action="customer.revealed")
    assert {entry.customer_id for entry in entries} == {customer.pk}
    with pytest.raises(Refused) as refusal:
        numbers.reveal(asset, actor=cast.dora, field="plate", at=NOON)
    assert refusal.value.field == "reason"


@pytest.mark.parametrize("text", ["京A·12345", VIN])
def test_whoever_looks_for_a_whole_number_is_recorded_and_bounded(
    customer, cast, monkeypatch, text
):
    assert search.note(text, actor=cast.anna, at=NOON) == text
    entry = AuditEntry.objects.get(action="customer.searched_by_number")
    (kept,) = entry.changes.values()
    assert kept == ["", "LSV****047371" if text == VIN else "京****2345"]
    assert text not in str(entry.changes)
    monkeypatch.setattr(search, "LOOKED_UP_A_DAY", 1)
    assert search.note(text, actor=cast.anna, at=NOON) == text[-4:]
    assert search.note("2345", actor=cast.anna, at=NOON) == "2345"
    assert AuditEntry.objects.filter(action=entry.action).count() == 2


@pytest.mark.parametrize("text", ["京A12345", VIN])
def test_nobody_is_offered_as_a_new_customer_who_is_called_like_a_car(cast, text):
    found = finding.everything(cast.anna, text, language="en", limit=8)
    assert (found.new_name, found.new_phone) == ("", "")
    assert (found.lead_name, found.lead_phone) == ("", "")
