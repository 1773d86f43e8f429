"""Rows about customers who are there already: filled in, overwritten, or left alone."""

from datetime import date

import pytest

from accounts.models import AuditEntry, Grant
from accounts.permissions.actions import Can
from crm.testing.builders import make_contact, make_customer
from crm.testing.cast import NOON
from customers.models import ContactCheck, Customer, ImportRow
from customers.services import archive, imports, validity
from customers.tests.asset_builders import make_asset
from customers.tests.importing import checked, codes, done, started, states, tried, work

FILL, OVERWRITE = {"known": "FILL"}, {"known": "OVERWRITE"}
EMPTYING = OVERWRITE | {"empties": True}
KEYED = "编号,姓名,手机,城市,生日,等级"
FIRST = "A1,王小明,13800138000,上海,1985-06-01,B"


@pytest.fixture
def wang(cast) -> Customer:
    """A customer imported as A1, born no day anybody knows."""
    done(cast.nina, cast.anna, KEYED, "A1,王小明,13800138000,上海,,B")
    return Customer.objects.get()


def again(cast, *rows: str, rules=OVERWRITE, heads: str = KEYED):
    return tried(cast.nina, cast.anna, heads, *rows, rules=rules)


@pytest.mark.usefixtures("wang")
def test_without_a_rule_a_known_row_is_left_out(cast):
    batch = again(cast, "A1,王大明,13800138000,苏州,1985-06-01,A", rules={})
    assert (states(batch), codes(batch)) == (["DUPLICATE"], ["known_key"])
    assert Customer.objects.get().city == "上海"


def test_filling_in_writes_only_what_is_empty(cast, wang):
    batch = again(cast, "A1,王大明,13800138000,苏州,1985-06-01,A", rules=FILL)
    assert states(batch) == ["UPDATED"]
    wang.refresh_from_db()
    assert (wang.name, wang.city, wang.tier) == ("王小明", "上海", "B")
    assert wang.birthday == date(1985, 6, 1)


def test_overwriting_writes_what_differs_as_if_edited(cast, wang):
    again(cast, "A1,王大明,13900139000,苏州,1985-06-01,A")
    now = Customer.objects.get()
    # His tier a policy computes, or two people decide: no file does.
    assert (now.name, now.city, now.tier) == ("王大明", "苏州", "B")
    assert (now.phone, now.phone_raw) == ("+8613900139000", "13900139000")
    assert (now.owner, now.created_at, now.version) == (
        wang.owner, wang.created_at, wang.version + 1,
    )  # fmt: skip
    assert Customer.objects.search("wangdaming").get() == wang
    assert Customer.objects.search("13900139000").get() == wang
    past = Customer.pgh_event_model.objects.get(pgh_obj_id=wang.pk)
    assert (past.name, past.city) == ("王小明", "上海")
    entry = AuditEntry.objects.get(action="customer.updated")
    assert (entry.actor, entry.customer_id) == (cast.nina, wang.pk)
    assert entry.changes["city"] == ["上海", "苏州"]
    assert entry.changes["phone"] == ["138****8000", "139****9000"]
    assert entry.changes["file"] == [None, "名单.csv"]


def test_a_number_a_file_rewrites_is_neither_wrong_nor_verified(cast, wang):
    told = {"actor": cast.anna, "at": NOON}
    Customer.objects.update(email="w@x.cn")
    for channel in ("PHONE", "EMAIL"):
        validity.report(wang, channel=channel, trouble="WRONG", **told)
    again(cast, "A1,王小明,13800138000,苏州,,B")
    assert set(wang.checks.troubled().values_list("channel", flat=True)) == {
        "PHONE", "EMAIL",
    }, "what stays as it was stays wrong"  # fmt: skip
    again(cast, "A1,王小明,13900139000,苏州,,B")
    wang.refresh_from_db()
    assert wang.checks.troubled().get().channel == "EMAIL"
    assert wang.has_trouble
    again(cast, "A1,王小明,w2@x.cn", heads="编号,姓名,邮箱")
    wang.refresh_from_db()
    assert not wang.has_trouble


def test_rewriting_many_numbers_costs_as_few_statements_as_two(cast, count_queries):
    costs = []
    for many in (2, 12):
        people = [make_customer(cast.anna) for _each in range(many)]
        for number, one in enumerate(people):
            told = {"actor": cast.anna, "at": NOON}
            validity.report(one, channel="PHONE", trouble="WRONG", **told)
            validity.verify(one, channels=["PHONE"], **told)
            people[number] = Customer.objects.get(pk=one.pk)
        pairs = [(one, ["phone"]) for one in people]
        costs.append(count_queries(lambda pairs=pairs: validity.rewritten_all(pairs)))
        assert not ContactCheck.objects.filter(verified_on__isnull=False).exists()
    assert costs[0] == costs[1]


def test_who_is_changed_is_found_by_his_plate_as_before(cast, wang):
    make_asset(wang, plate="京A12345")
    again(cast, "A1,王大明,13800138000,上海,,B")
    assert Customer.objects.search("京A12345", cast.anna).get() == wang
    assert Customer.objects.search("2345", cast.anna).get() == wang


@pytest.mark.parametrize(
    ("rules", "city", "tier"),
    [(OVERWRITE, "上海", "B"), (EMPTYING, "", "B"), (FILL, "上海", "B")],
)
def test_an_empty_cell_changes_nothing_unless_it_was_chosen(
    cast, wang, rules, city, tier
):
    again(cast, "A1,王小明,13800138000,,1985-06-01,", rules=rules)
    wang.refresh_from_db()
    assert (wang.city, wang.tier, wang.name) == (city, tier, "王小明")


@pytest.mark.usefixtures("wang")
def test_a_column_that_is_not_in_the_file_is_never_emptied(cast):
    again(cast, "A1,王小明", rules=EMPTYING, heads="编号,姓名")
    assert Customer.objects.get().city == "上海"


@pytest.mark.usefixtures("wang")
def test_the_check_says_per_row_and_per_column_what_will_change(cast):
    batch = checked(
        cast.nina, KEYED,
        "A1,王小明,13800138000,苏州,1985-06-01,",
        "A2,李雷,13900139000,上海,昨天,C",
        "A3,韩梅,13700137000,,,",
        rules=EMPTYING,
    )  # fmt: skip
    assert states(batch) == ["UPDATE", "ERROR", "PENDING"]
    row = ImportRow.objects.get(batch=batch, number=2)
    assert row.changes == {"city": ["上海", "苏州"], "birthday": [None, "1985-06-01"]}
    counts = batch.report["columns"]
    assert counts["城市"] == {
        "filled": 2, "empty": 1, "unclear": 0,
        "fills": 0, "changes": 1, "empties": 0, "same": 0,
    }  # fmt: skip
    assert counts["生日"]["fills"] == counts["生日"]["unclear"] == 1
    assert counts["姓名"]["same"] == counts["手机"]["same"] == 1
    assert Customer.objects.get().city == "上海"


def test_a_row_that_says_nothing_new_changes_nothing(cast, wang):
    batch = again(cast, "A1,王小明,138 0013 8000,上海,,B")
    assert (states(batch), codes(batch)) == (["DUPLICATE"], ["nothing_new"])
    wang.refresh_from_db()
    assert wang.version == 1
    assert not AuditEntry.objects.filter(action="customer.updated").exists()


def test_known_by_the_phone_only_where_that_was_chosen(cast):
    known = make_customer(cast.anna, name="王", phone="13800138000")
    heads, row = "姓名,手机,城市", "王,138 0013 8000,苏州"
    batch = again(cast, row, heads=heads)
    assert codes(batch) == ["known_phone"]
    batch = again(cast, row, heads=heads, rules=OVERWRITE | {"by_phone": True})
    assert states(batch) == ["UPDATED"]
    known.refresh_from_db()
    assert known.city == "苏州"


def test_of_two_customers_with_one_number_neither_is_meant(cast):
    for name in ("王", "李"):
        make_customer(cast.anna, name=name, phone="13800138000", reason="家人")
    rules = OVERWRITE | {"by_phone": True}
    batch = again(cast, "王,13800138000,苏州", heads="姓名,手机,城市", rules=rules)
    assert (states(batch), codes(batch)) == (["DUPLICATE"], ["two_known"])


def test_a_number_of_a_contact_names_no_customer_to_change(cast):
    make_contact(make_customer(cast.anna), phone="13800138000")
    rules = OVERWRITE | {"by_phone": True}
    batch = again(cast, "王,13800138000,苏州", heads="姓名,手机,城市", rules=rules)
    assert codes(batch) == ["known_phone"]


def test_the_number_of_another_customer_is_not_taken_over(cast, wang):
    make_customer(cast.anna, phone="13900139000")
    batch = again(cast, "A1,王小明,13900139000,苏州,,B")
    wang.refresh_from_db()
    assert (wang.phone, wang.city) == ("+8613800138000", "苏州")
    assert states(batch) == ["UPDATED"]
    assert codes(checked(cast.nina, KEYED, "A1,王,13900139000,,,",
                         rules=OVERWRITE)) == ["phone_elsewhere"]  # fmt: skip


def test_a_customer_of_another_branch_is_neither_changed_nor_told_of(cast):
    hers = make_customer(cast.dora, name="秘密", phone="13800138000")
    rules = OVERWRITE | {"by_phone": True}
    batch = again(cast, "王,13800138000,苏州", heads="姓名,手机,城市", rules=rules)
    assert (states(batch), codes(batch)) == (["DUPLICATE"], ["known_elsewhere"])
    hers.refresh_from_db()
    assert (hers.name, hers.city) == ("秘密", "")
    assert ImportRow.objects.get(batch=batch).changes == {}


def test_the_right_to_edit_is_asked_again_when_the_rows_are_written(cast, wang):
    batch = started(cast.nina, cast.anna, KEYED, FIRST, rules=OVERWRITE)
    assert states(batch) == ["UPDATE"]
    Grant.objects.filter(action=Can.EDIT_CUSTOMERS).delete()
    work(batch)
    assert codes(batch) == ["known_elsewhere"]
    wang.refresh_from_db()
    assert wang.birthday is None


def test_a_customer_changed_between_check_and_import_is_judged_anew(cast, wang):
    batch = started(cast.nina, cast.anna, KEYED, FIRST, rules=FILL)
    fields = {"birthday": date(1990, 1, 1)}
    told = {"version": wang.version, "fields": fields}
    archive.update(wang, actor=cast.anna, at=NOON, **told)
    work(batch)
    assert (states(batch), codes(batch)) == (["DUPLICATE"], ["nothing_new"])
    wang.refresh_from_db()
    assert wang.birthday == date(1990, 1, 1)


@pytest.mark.usefixtures("wang")
def test_of_two_rows_about_one_customer_the_first_counts(cast):
    batch = again(
        cast, "A1,王小明,13800138000,苏州,,B", "A1,王小明,13800138000,南京,,B"
    )
    assert states(batch) == ["UPDATED", "DUPLICATE"]
    assert Customer.objects.get().city == "苏州"


def test_new_and_known_rows_go_side_by_side(cast, wang):
    batch = again(cast, FIRST, "A2,李雷,13900139000,苏州,,C")
    assert states(batch) == ["UPDATED", "CREATED"]
    assert batch.report["made"]["生日"] == {
        "new": 0, "fills": 1, "changes": 0, "empties": 0,
    }  # fmt: skip
    assert batch.report["made"]["城市"]["new"] == 1
    assert set(Customer.objects.made_by_import(batch.pk)) == set(Customer.objects.all())
    assert wang in Customer.objects.made_by_import(batch.pk)


@pytest.mark.usefixtures("wang")
def test_a_known_row_can_be_left_out(cast):
    batch = checked(cast.nina, KEYED, FIRST, "A2,李,,,,", rules=OVERWRITE)
    imports.leave_out(batch, number=2, actor=cast.nina, at=NOON)
    imports.start(batch, actor=cast.nina, owner=cast.anna, at=NOON)
    work(batch)
    assert states(batch) == ["DUPLICATE", "CREATED"]


def test_known_rows_cost_the_same_for_two_as_for_twelve(cast, count_queries):
    costs = []
    for rows in (2, 12):
        lines = [f"K{rows}-{n},客{n},139{rows:04d}{n:04d},,," for n in range(rows)]
        done(cast.nina, cast.anna, KEYED, *lines)
        changed = [line.replace(",,,", ",上海,,") for line in lines]
        batch = started(cast.nina, cast.anna, KEYED, *changed, rules=OVERWRITE)
        costs.append(count_queries(lambda batch=batch: work(batch)))
        assert set(states(batch)) == {"UPDATED"}
    assert costs[0] == costs[1]


def test_author_and_day_of_the_old_system_are_kept_beside_the_import(client, cast):
    heads = "姓名,创建人,创建日期"
    done(cast.nina, cast.anna, heads, "王,张伟,2019-03-02", "李,anna,", "韩,,")
    wang, li, han = Customer.objects.order_by("pk")
    assert (wang.origin.author, wang.origin.written_on) == ("张伟", date(2019, 3, 2))
    assert (li.origin.author, li.origin.written_on) == (cast.anna.name, None)
    assert not hasattr(han, "origin")
    assert (wang.created_by, wang.created_at) == (cast.nina, NOON)
    client.force_login(cast.anna)
    page = client.get(f"/customers/{wang.pk}/profile/").content.decode()
    assert "张伟" in page
    assert cast.nina.name in page


def test_a_customer_changed_by_a_file_is_still_found_by_his_plate(cast, wang):
    make_asset(wang, plate="京A12345")
    again(cast, "A1,王大明,13900139000,苏州,1985-06-01,A")
    assert Customer.objects.search("京A12345", cast.anna).get() == wang
