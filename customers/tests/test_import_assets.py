"""Files of vehicles and equipment: found by their numbers, read, taken back."""

from datetime import date

import pytest

from accounts.models import AuditEntry
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.choices.imports import ImportKind
from customers.models import Asset, Customer
from customers.services import assets
from customers.tests.asset_builders import VIN, make_asset
from customers.tests.importing import by_nina, codes, started, states, undone, work

HEAD = "客户编码,品牌型号,车牌号,车架号,里程,里程日期,保险到期,年检到期,备注"
KIND = {"kind": ImportKind.ASSETS}
imported = by_nina(**KIND)
OVERWRITE = {"known": "OVERWRITE"}


@pytest.fixture
def wang(cast) -> Customer:
    return make_customer(cast.anna, name="王小明", phone="13800138000", code="KH000001")


def test_a_row_becomes_what_the_customer_owns_with_its_meter(cast, wang):
    row = (
        f"kh000001,途观 L,沪A·12345,{VIN.lower()},2.35万公里,2026-11-01,2026/12/31,,新"
    )
    batch = imported(cast, HEAD, row)
    car = Asset.objects.get()
    assert (states(batch), codes(batch)) == (["CREATED"], [])
    assert (car.customer, car.name, car.kind) == (wang, "途观 L", "VEHICLE")
    assert (car.plate, car.vin, car.note) == ("沪A12345", VIN, "新")
    assert (car.mileage_km, car.mileage_read_on) == (23_500, date(2026, 11, 1))
    assert car.insurance_until == date(2026, 12, 31)
    assert car.readings.get().entered_by == cast.nina
    assert Customer.objects.search("沪A12345").get() == wang
    entry = AuditEntry.objects.get(action="asset.added")
    assert (entry.actor, entry.customer_id) == (cast.nina, wang.pk)
    assert entry.changes["file"] == [None, "名单.csv"]


@pytest.mark.parametrize(
    ("heads", "cell"), [("车主电话", "138 0013 8000"), ("原系统编号", "A1")]
)
def test_the_customer_is_found_by_phone_or_old_number_too(cast, heads, cell):
    told = {"external_source": "import", "external_key": "A1"}
    wang = make_customer(cast.anna, phone="13800138000", **told)
    imported(cast, f"{heads},型号,车牌", f"{cell},途观,沪A12345")
    assert Asset.objects.get().customer == wang


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (",途观,沪A12345,,,,,,", "missing", ""),
        ("KH999999,途观,沪A12345,,,,,,", "no_customer", "客户编码"),
        ("KH000001,,沪A12345,,,,,,", "no_asset_name", "品牌型号"),
        ("KH000001,途观,,,,,,,", "no_number", "车架号"),
        ("KH000001,途观,,LSV123,,,,,", "no_vin", "车架号"),
        ("KH000001,途观,沪A12345678901234,,,,,,", "no_plate", "车牌号"),
        ("KH000001,途观,沪A12345,,很多,,,,", "no_mileage", "里程"),
        ("KH000001,途观,沪A12345,,100,2031-01-01,,,", "future_date", "里程日期"),
        ("KH000001,途观,沪A12345,,,,2026-02-30,,", "no_date", "保险到期"),
        ("KH000001,途观,沪A12345,,,,1799-01-01,,", "far_date", "保险到期"),
    ],
)
@pytest.mark.usefixtures("wang")
def test_what_keeps_a_row_out_names_row_and_column(cast, row, code, column):
    batch = imported(cast, HEAD, row)
    (said,) = batch.rows.get().remarks
    assert (states(batch), said["code"], said["column"]) == (["ERROR"], code, column)
    assert not Asset.objects.exists()


def test_what_is_known_is_found_by_any_of_its_numbers_and_changed(cast, wang):
    car = make_asset(wang, plate="沪A12345", vin=VIN, note="旧")
    drill = make_asset(wang, name="钻机", kind="EQUIPMENT", serial_number="SN-1")
    heads = "车牌,车架号,序列号,保险到期,备注"
    lines = (f",{VIN},,2027-01-01,新", ",,SN-1,2027-02-01,")
    assert set(codes(imported(cast, heads, *lines))) == {"known_asset"}
    imported(cast, heads, *lines, rules={"known": "FILL"})
    car.refresh_from_db()
    assert (car.insurance_until, car.note, car.version) == (date(2027, 1, 1), "旧", 2)
    batch = imported(cast, heads, "沪A12345,,,2028-01-01,新", rules=OVERWRITE)
    car.refresh_from_db()
    drill.refresh_from_db()
    assert (car.insurance_until, car.note) == (date(2028, 1, 1), "新")
    assert drill.insurance_until == date(2027, 2, 1)
    undone(batch)
    car.refresh_from_db()
    assert (car.insurance_until, car.note) == (date(2027, 1, 1), "旧")


def test_a_file_of_mileages_notes_each_reading_once(cast, wang):
    car = make_asset(wang, plate="沪A12345")
    heads, row = "车牌,里程,里程日期", "沪A12345,12000,2026-11-01"
    for _time in range(2):
        batch = imported(cast, heads, row, rules=OVERWRITE)
    assert codes(batch) == ["nothing_new"]
    imported(cast, heads, "沪A12345,12500,2026-11-20", rules=OVERWRITE)
    car.refresh_from_db()
    assert (car.mileage_km, car.readings.count()) == (12_500, 2)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("沪A12345,11000,2026-11-20,新", "less_km"),
        ("沪A12345,11000,2026-10-01,新", "older_km"),
    ],
)
def test_a_meter_that_would_run_backwards_is_said_and_not_noted(cast, wang, row, code):
    car = make_asset(wang, plate="沪A12345")
    told = {"km": 12_000, "on": date(2026, 11, 1), "at": NOON}
    assets.read_mileage(car, actor=cast.anna, **told)
    batch = imported(cast, "车牌,里程,里程日期,备注", row, rules=OVERWRITE)
    car.refresh_from_db()
    assert (states(batch), codes(batch)) == (["UPDATED"], [code])
    assert (car.mileage_km, car.note, car.readings.count()) == (12_000, "新", 1)


def test_a_number_in_use_elsewhere_is_never_given_to_another(cast, wang):
    other = make_customer(cast.anna, name="李雷")
    make_asset(other, plate="沪A12345")
    make_asset(wang, vin=VIN)
    batch = imported(
        cast, HEAD, "KH000001,途观,沪A12345,,,,,,", f",,沪A12345,{VIN},,,,,",
        rules=OVERWRITE,
    )  # fmt: skip
    assert (states(batch), set(codes(batch))) == (["ERROR"] * 2, {"number_elsewhere"})
    assert Asset.objects.filter(plate="沪A12345").get().customer == other


def test_a_plate_on_a_car_with_another_vin_is_said(cast, wang):
    make_asset(wang, plate="沪A12345", vin=VIN)
    other = "LSVAA49J132047372"
    batch = imported(cast, HEAD, f",,沪A12345,{other},,,,,", rules=OVERWRITE)
    assert "other_number" in codes(batch)
    assert states(batch) == ["ERROR"]


def test_what_was_sold_on_is_not_changed_and_can_be_anothers(cast, wang):
    car = make_asset(wang, plate="沪A12345", vin=VIN)
    gone = {"state": "SOLD_ON", "on": NOON.date(), "version": 1, "at": NOON}
    assets.move_on(car, actor=cast.anna, **gone)
    assert codes(imported(cast, HEAD, f",,,{VIN},,,,,", rules=OVERWRITE)) == [
        "gone_asset"
    ]
    buyer = make_customer(cast.anna, name="买家")
    imported(cast, HEAD, f"{buyer.code},途观,沪A12345,{VIN},,,,,")
    assert Asset.objects.in_use().get().customer == buyer


def test_what_belongs_to_a_customer_out_of_reach_is_never_changed(cast):
    far = make_asset(make_customer(cast.dora), plate="沪A12345", note="旧")
    batch = imported(cast, "车牌,备注", "沪A12345,新", rules=OVERWRITE)
    far.refresh_from_db()
    assert (codes(batch), far.note) == (["known_elsewhere"], "旧")


@pytest.mark.usefixtures("wang")
def test_the_same_vehicle_twice_in_a_file_is_there_once(cast):
    row = "KH000001,途观,沪A12345,,,,,,"
    batch = imported(cast, HEAD, row, row)
    assert (states(batch), codes(batch)) == (["CREATED", "DUPLICATE"], ["same_asset"])
    assert set(states(imported(cast, HEAD, row, row))) == {"DUPLICATE"}
    assert Asset.objects.count() == 1


def test_a_warranty_that_ends_before_the_sale_is_remarked(cast, wang):
    heads = "客户编码,型号,车牌,购车日期,质保到期"
    row = f"{wang.code},途观,沪A12345,2024-06-01,2023-06-01"
    batch = imported(cast, heads, row)
    assert (states(batch), codes(batch)) == (["CREATED"], ["before"])


def test_what_nobody_touched_is_taken_back_but_no_reading_is(cast, wang):
    read = f"KH000001,帕萨特,,{VIN},9000,2026-11-01,,,"
    rows = ("KH000001,途观,沪A12345,,,,,,", read, "KH000001,朗逸,沪B67890,,,,,,")
    batch = imported(cast, HEAD, *rows)
    Asset.objects.filter(plate="沪B67890").update(version=2)
    undone(batch)
    assert states(batch) == ["UNDONE", "CREATED", "CREATED"]
    assert codes(batch) == ["undo_reading", "undo_touched"]
    assert not Asset.objects.filter(plate="沪A12345").exists()
    assert not Customer.objects.search("沪A12345").exists()
    assert Customer.objects.search("沪B67890").get() == wang


def test_the_rows_lead_to_what_was_made_and_say_branches_by_name(client, cast, wang):
    client.force_login(cast.nina)
    make_asset(wang, plate="沪A12345")
    heads = "车牌,销售门店"
    batch = imported(cast, heads, "沪A12345,东城店", "沪A99999,", rules=OVERWRITE)
    (line,) = client.get(f"{batch.get_absolute_url()}?state=UPDATED").context["lines"]
    assert line.url == f"/customers/{wang.pk}/assets/"
    assert line.changes[0][2] == "东城店"
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "沪A12345" not in page


def test_a_chunk_costs_the_same_for_two_rows_as_for_twelve(cast, wang, count_queries):
    costs = []
    for rows in (2, 12):
        lines = [f"KH000001,途观,沪A{rows:02d}{n:03d},,{n},,,," for n in range(rows)]
        batch = started(cast.nina, None, HEAD, *lines, **KIND)
        costs.append(count_queries(lambda batch=batch: work(batch)))
    assert costs[0] == costs[1]
