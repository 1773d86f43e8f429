"""Files of leads: of one's own or of a platform, each lead once, whoever brings it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.choices import JobState
from accounts.models import AuditEntry, Grant, Job, Notice, User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers import headings
from customers.choices.imports import ImportKind
from customers.models import Lead, LeadDeed, LeadOrigin
from customers.services import import_work, imports
from customers.services.leads import distribution, pool, work
from customers.tests.importing import (
    broken_off,
    by_nina,
    checked,
    codes,
    gone_on,
    read,
    started,
    states,
    undone,
)
from customers.tests.importing import work as worked
from customers.tests.lead_builders import make_campaign, make_lead, told, touched

HEAD = "线索ID,平台,姓名,手机号,意向车型,城市,渠道,活动,留资时间,备注"
LIN = "D1,懂车帝,林小姐,13800000003,途观L、帕萨特,上海,抖音,,2026-11-20 09:30,周末"
KIND = {"kind": ImportKind.LEADS}
imported = by_nina(**KIND)
OVERWRITE = {"known": "OVERWRITE"}


@pytest.mark.parametrize(
    "heads",
    [
        "线索编号,线索平台,用户姓名,用户手机号,意向车系,城市,线索渠道,活动名称,提交时间,留言",
        "询价单号,来源平台,客户姓名,手机号码,询价车型,上牌城市,来源,推广计划,询价时间,需求",
        "订单ID,媒体,称呼,联系电话,车型,用户城市,渠道名称,活动,线索创建时间,用户留言",
        "Lead ID,Platform,Name,Mobile,Model,City,Channel,Campaign,Lead time,Message",
    ],
)
def test_the_columns_of_the_usual_platforms_are_recognised(heads):
    guessed = headings.guess(heads.split(","), ImportKind.LEADS)
    assert list(guessed.values()) == [
        "platform_key", "platform", "name", "phone", "interests", "city", "channel",
        "campaign", "left_at", "lead_note",
    ]  # fmt: skip


def test_a_row_becomes_a_lead_that_waits_to_be_distributed(cast):
    fair = make_campaign(cast.max, name="秋季车展")
    batch = imported(cast, HEAD, LIN.replace("抖音,,", "抖音,秋季车展,"))
    lead = Lead.objects.get()
    assert (states(batch), codes(batch)) == (["CREATED"], [])
    assert (lead.name, lead.phone, lead.channel) == (
        "林小姐",
        "+8613800000003",
        "ONLINE",
    )
    assert (lead.owner, lead.branch, lead.campaign) == (None, cast.east, fair)
    assert lead.interests == ["途观L", "帕萨特"]
    assert lead.note == "周末\n城市: 上海"
    assert (lead.platform, lead.platform_key) == ("懂车帝", "D1")
    assert (lead.created_by, lead.created_at, lead.touched_at) == (
        cast.nina,
        NOON,
        NOON,
    )
    assert lead.consent_given_at is None
    assert Lead.objects.search("lin").get() == lead
    entry = AuditEntry.objects.get(action="lead.imported")
    assert entry.changes["phone"] == ["", "138****0003"]
    assert entry.changes["campaign"] == [None, "秋季车展"]
    rule = {"branch": cast.east, "channel": "", "campaign": None, "way": "TURNS"}
    distribution.save_rule(None, actor=cast.max, people=[cast.anna], at=NOON, **rule)
    (dealt,) = distribution.preview(Lead.objects.all(), today=NOON.date())
    assert (dealt.lead, dealt.person) == (lead, cast.anna)
    assert lead.first_due_at == make_lead(cast.anna).first_due_at


def test_when_and_by_whom_it_was_first_written_down_is_kept(client, cast):
    imported(cast, "姓名,手机,留资时间,创建人", "林,13800000003,2026/11/20 9:30,张伟")
    lead = Lead.objects.get()
    there = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert (lead.origin.left_at, lead.origin.author) == (there, "张伟")
    assert lead.origin.file_name == "名单.csv"
    client.force_login(cast.nina)
    page = client.get(lead.get_absolute_url()).content.decode()
    for word in ("张伟", "名单.csv", cast.nina.name):
        assert word in page


def test_the_same_file_twice_registers_nothing_twice(cast):
    lines = (HEAD, LIN, "D2,懂车帝,陈,13800000004,,,,,,", "D3,易车,无号,,,,,,,")
    assert states(imported(cast, *lines)) == ["CREATED", "CREATED", "ERROR"]
    again = imported(cast, *lines)
    assert states(again) == ["DUPLICATE", "DUPLICATE", "ERROR"]
    assert codes(again) == ["known_lead", "known_lead", "no_reach"]
    assert Lead.objects.count() == LeadOrigin.objects.count() == 2


def test_without_numbers_of_its_own_a_row_is_known_by_its_cells(cast):
    lead = imported(cast, "姓名,手机", "林,13800000003").rows.get()
    closed = Lead.objects.get(pk=lead.record_id)
    work.lose(closed, actor=cast.nina, reason="PRICE", at=NOON)
    assert codes(imported(cast, "姓名,手机", "林,13800000003")) == ["known_lead"]
    assert states(imported(cast, "姓名,手机", "林小姐,13800000003")) == ["CREATED"]


def test_one_number_on_two_platforms_is_two_leads(cast):
    other = LIN.replace("懂车帝", "易车").replace("0003", "0004")
    batch = imported(cast, HEAD, LIN, other)
    assert states(batch) == ["CREATED", "CREATED"]


def test_a_platform_for_the_whole_file_is_named_once_and_remembered(client, cast):
    client.force_login(cast.nina)
    batch = read(cast.nina, "线索ID,姓名,手机", "D1,林,13800000003", **KIND)
    chosen = {"column_0": "platform_key", "column_1": "name", "column_2": "phone"}
    chosen |= {"channel": "ONLINE"}
    answer = client.post(f"/imports/{batch.pk}/match/", chosen)
    assert answer.context["form"].errors["platform"]
    client.post(f"/imports/{batch.pk}/match/", chosen | {"platform": "懂车帝"})
    worked(batch)
    client.post(f"/imports/{batch.pk}/run/")
    worked(batch)
    assert Lead.objects.get().platform == "懂车帝"
    other = read(cast.nina, "线索ID,姓名,手机", "D2,陈,13800000004", **KIND)
    page = client.get(f"/imports/{other.pk}/match/")
    assert page.context["form"]["platform"].value() == "懂车帝"


def test_who_is_an_open_lead_already_is_said_and_left_alone(client, cast):
    open_one = make_lead(cast.anna, phone="13800000003")
    pooled = make_lead(cast.ben, phone="13800000004")
    pool.release(pooled, actor=cast.ben, reason="没有时间", at=NOON)
    by_wechat = make_lead(cast.anna, wechat="lin_2026")
    heads, lines = (
        "姓名,手机,微信",
        ("林,13800000003,", "陈,13800000004,", "赵,,lin_2026"),
    )
    batch = imported(cast, heads, *lines)
    assert states(batch) == ["DUPLICATE"] * 3
    assert codes(batch) == ["open_lead", "pooled_lead", "open_lead"]
    client.force_login(cast.nina)
    page = client.get(batch.get_absolute_url()).content.decode()
    for lead in (open_one, by_wechat):
        assert lead.get_absolute_url() in page


def test_a_customers_number_is_said_and_the_lead_registered_all_the_same(client, cast):
    known = make_customer(cast.anna, name="林女士", phone="13800000003")
    hers = make_customer(cast.dora, name="秘密", phone="13800000004")
    lines = ("林,13800000003", "陈,13800000004")
    batch = checked(cast.nina, "姓名,手机", *lines, **KIND)
    assert (states(batch), set(codes(batch))) == (["WARNING"] * 2, {"is_customer"})
    client.force_login(cast.nina)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert known.get_absolute_url() in page
    assert hers.name not in page
    client.post(f"/imports/{batch.pk}/rows/2/leave-out/")
    client.post(f"/imports/{batch.pk}/run/")
    worked(batch)
    assert states(batch) == ["DUPLICATE", "CREATED"]
    lead = Lead.objects.get()
    page = client.get(batch.get_absolute_url()).content.decode()
    assert lead.get_absolute_url() in page


def test_the_same_person_twice_in_a_file_is_one_lead(cast):
    batch = imported(
        cast, HEAD, LIN, LIN.replace("D1", "D2"), LIN.replace("上海", "北")
    )
    assert states(batch) == ["CREATED", "DUPLICATE", "DUPLICATE"]
    assert codes(batch) == ["same_phone", "same_lead"]


def test_a_lead_known_by_its_number_there_is_changed_by_the_rule(cast):
    imported(cast, HEAD, LIN)
    row = "D1,懂车帝,林小姐,13900000003,朗逸,,,,,改约"
    imported(cast, HEAD, row, rules={"known": "FILL"})
    lead = Lead.objects.get()
    assert (lead.phone, lead.note, lead.version) == (
        "+8613800000003",
        "周末\n城市: 上海",
        1,
    )
    batch = imported(cast, HEAD, row, rules=OVERWRITE)
    lead.refresh_from_db()
    assert (lead.phone, lead.phone_raw) == ("+8613900000003", "13900000003")
    assert (lead.interests, lead.note, lead.version) == (["朗逸"], "改约", 2)
    assert Lead.objects.search("13900000003").get() == lead
    assert [deed.kind for deed in lead.deeds.all()] == ["EDITED"]
    undone(batch)
    lead.refresh_from_db()
    assert (lead.phone, lead.interests) == ("+8613800000003", ["途观L", "帕萨特"])
    assert Lead.objects.search("13800000003").get() == lead


def test_by_the_phone_a_lead_is_changed_where_that_was_chosen(cast):
    lead = make_lead(cast.anna, phone="13800000003", note="")
    rules = {"known": "FILL", "by_phone": True}
    batch = imported(cast, "姓名,手机,备注", "林,13800000003,周末", rules=rules)
    lead.refresh_from_db()
    assert (states(batch), lead.note) == (["UPDATED"], "周末")


def test_a_lead_out_of_the_importers_reach_is_never_changed(cast):
    far = make_lead(cast.dora, phone="13800000003", note="")
    rules = {"known": "OVERWRITE", "by_phone": True}
    batch = imported(cast, "姓名,手机,备注", "林,13800000003,周末", rules=rules)
    far.refresh_from_db()
    assert (codes(batch), far.note) == (["lead_elsewhere"], "")


def test_a_column_names_who_looks_after_it_within_the_branch(cast):
    heads = "姓名,手机,负责人"
    lines = ("林,13800000003,anna", "陈,13800000004,陈本", "赵,13800000005,dora")
    batch = imported(cast, heads, *lines)
    assert [lead.owner for lead in Lead.objects.order_by("pk")] == [cast.anna, cast.ben]
    assert (states(batch)[2], codes(batch)) == ("ERROR", ["no_worker"])
    assert told(cast.anna) == []
    notice = Notice.objects.get(user=cast.anna, kind="customers.leads_imported")
    assert notice.params["how_many"] == 1


def test_what_a_platform_writes_is_read_or_said(cast):
    heads = "姓名,手机,预算,活动,渠道,留资时间,下次联系"
    lines = (
        "一,13800000001,15万,,,,",
        "二,13800000002,10-15万,没有的活动,,,",
        "三,13800000003,,,火星,,",
        "四,13800000004,,,,2031-01-01 10:00,",
        "五,123,,,,,",
    )
    batch = imported(cast, heads, *lines)
    assert states(batch) == ["CREATED", "CREATED", "ERROR", "ERROR", "ERROR"]
    assert codes(batch) == [
        "no_amount", "no_campaign", "no_word", "future_date", "bad_phone",
    ]  # fmt: skip
    assert list(Lead.objects.order_by("pk").values_list("budget", flat=True)) == [
        150_000, None,
    ]  # fmt: skip
    assert batch.report["unknown"] == {
        "campaign": {"没有的活动": 1},
        "channel": {"火星": 1},
    }


def test_leads_nobody_touched_are_taken_back_and_can_come_again(cast):
    batch = imported(cast, HEAD, LIN, "D2,懂车帝,陈,13800000004,,,,,,")
    stays = Lead.objects.get(platform_key="D2")
    touched(stays, cast.nina)
    undone(batch)
    assert Lead.objects.get() == stays
    assert (states(batch), codes(batch)) == (["UNDONE", "CREATED"], ["undo_touched"])
    assert AuditEntry.objects.filter(action="lead.import_undone").count() == 1
    assert states(imported(cast, HEAD, LIN)) == ["CREATED"]


def test_a_lead_whose_story_the_clock_began_stays(cast):
    batch = imported(cast, HEAD, LIN)
    deed = {"kind": "REMINDED", "actor": None, "at": NOON}
    LeadDeed.objects.create(lead=Lead.objects.get(), **deed)
    undone(batch)
    assert (Lead.objects.count(), codes(batch)) == (1, ["undo_in_use"])


@pytest.mark.parametrize("chunks", [0, 1, 2, 3])
def test_an_import_that_broke_off_goes_on_and_every_lead_is_there_once(
    cast, monkeypatch, chunks
):
    monkeypatch.setattr(import_work, "RUN_CHUNK", 5)
    lines = [f"D{n},懂车帝,客{n},139{n:08d},,,,,," for n in range(12)]
    batch = started(cast.nina, None, HEAD, *lines, **KIND)
    broken_off(batch, import_work.run, chunks)
    assert Lead.objects.count() == min(chunks * 5, 12)
    assert gone_on(batch)
    assert Job.objects.get(pk=batch.job_id).state == JobState.DONE
    assert states(batch) == ["CREATED"] * 12
    assert Lead.objects.values("phone").distinct().count() == Lead.objects.count() == 12
    assert set(states(imported(cast, HEAD, *lines))) == {"DUPLICATE"}


def test_a_right_taken_away_bites_before_the_first_row(cast):
    batch = started(cast.nina, None, HEAD, LIN, **KIND)
    Grant.objects.filter(action=Can.CREATE_LEADS).delete()
    assert worked(batch).state == JobState.FAILED
    assert not Lead.objects.exists()


def test_who_registers_no_leads_is_offered_no_file_of_them(client, cast):
    Grant.objects.filter(action=Can.CREATE_LEADS).delete()
    client.force_login(cast.nina)
    page = client.get("/imports/new/")
    offered = [value for value, _label in page.context["form"].fields["kind"].choices]
    assert "LEADS" not in offered
    assert "CUSTOMERS" in offered


def test_a_chunk_costs_the_same_for_two_rows_as_for_twelve(cast, count_queries):
    costs = []
    for rows in (2, 12):
        lines = [f"{rows}-{n},易车,客,139{rows:04d}{n:04d},,,,,," for n in range(rows)]
        batch = started(cast.nina, None, HEAD, *lines, **KIND)
        costs.append(count_queries(lambda batch=batch: worked(batch)))
    assert costs[0] == costs[1]


def test_who_belongs_to_no_branch_brings_no_leads(cast):
    batch = checked(cast.nina, HEAD, LIN, **KIND)
    User.objects.filter(pk=cast.nina.pk).update(branch=None, team=None)
    cast.nina.refresh_from_db()
    with pytest.raises(Refused, match="不属于任何门店"):
        imports.start(batch, actor=cast.nina, at=NOON)
    assert not Lead.objects.exists()
