"""Segments: what a rule says, whom it fits, who finds it, who changes it."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from accounts.models import AuditEntry
from accounts.permissions.actions import Can
from accounts.refused import Conflict, Refused
from accounts.seen import digest, stands
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.choices.consent import Channel, Purpose
from customers.models import Customer, Segment, SegmentCount, SegmentPin
from customers.segmenting import looking, rules
from customers.segmenting.facts import Asked
from customers.segmenting.ideas import IDEAS
from customers.services import segments, tags
from customers.tests.asset_builders import make_asset
from customers.tests.consent_builders import say
from customers.tests.fact_builders import make_opportunity, make_own_field, make_tag
from customers.tests.segment_builders import all_of, any_of, fits, make_segment

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def ago(days: int):
    return NOON - timedelta(days=days)


def known(owner, name: str, **columns) -> Customer:
    """Return a customer of whom the product keeps these columns by itself."""
    customer = make_customer(owner, name=name)
    Customer.objects.filter(pk=customer.pk).update(**columns)
    return customer


def words(rule: dict, language: str = "en") -> str:
    asked = Asked(None, NOON)
    with translation.override(language):
        return rules.read(rule, asked).words(asked)


# (fact, compares, value), the columns of whom it fits, those of whom it does not.
COLUMNS = [
    (("tier", "IN", ["S", "A"]), {"tier": "S"}, {"tier": "B"}),
    (("tier", "OUT", ["S", "A"]), {"tier": "B"}, {"tier": "S"}),
    (("kind", "IN", ["ORGANISATION"]), {"kind": "ORGANISATION"}, {"kind": "PERSON"}),
    (("partner_kind", "IN", ["DEALER"]), {"partner_kind": "DEALER"}, {}),
    (("stage", "IN", ["LOST"]), {"stage": "LOST"}, {"stage": "NEW"}),
    (("source", "OUT", ["EVENT"]), {"source": "PHONE"}, {"source": "EVENT"}),
    (("city", "BEGINS", "上"), {"city": "上海"}, {"city": "成都"}),
    (("city", "BEGINS", "%"), {"city": "%x"}, {"city": "上海"}),
    (("contacted", "LONG_NOT", 45), {"last_contact_at": ago(46)},
     {"last_contact_at": ago(44)}),
    (("contacted", "LONG_NOT", 45), {"last_contact_at": None},
     {"last_contact_at": ago(1)}),
    (("contacted", "LATELY", 45), {"last_contact_at": ago(44)},
     {"last_contact_at": None}),
    (("next_contact", "SOON", 7), {"next_contact_on": TODAY + timedelta(7)},
     {"next_contact_on": TODAY + timedelta(8)}),
    (("next_contact", "SOON", 7), {"next_contact_on": TODAY},
     {"next_contact_on": TODAY - timedelta(1)}),
    (("overdue", "YES", None), {"next_contact_on": TODAY - timedelta(1)},
     {"next_contact_on": None}),
    (("overdue", "NO", None), {"next_contact_on": None},
     {"next_contact_on": TODAY - timedelta(1)}),
    (("planned", "NO", None), {"next_contact_on": None}, {"next_contact_on": TODAY}),
    (("verified", "LATELY", 30), {"verified_on": TODAY - timedelta(30)},
     {"verified_on": TODAY - timedelta(31)}),
    (("verified", "LONG_NOT", 30), {"verified_on": None},
     {"verified_on": TODAY - timedelta(30)}),
    (("trouble", "YES", None), {"has_trouble": True}, {}),
    (("trouble", "NO", None), {}, {"has_trouble": True}),
    (("arrival", "YES", None), {"check_at_arrival": True}, {}),
    (("phone", "NO", None), {"phone": ""}, {"phone": "+8613900000001"}),
    (("total", "LEAST", "500"), {"purchase_total": Decimal(500)},
     {"purchase_total": Decimal("499.99")}),
    (("total", "MOST", "500"), {"purchase_total": Decimal(500)},
     {"purchase_total": Decimal("500.01")}),
    (("purchases", "LEAST", "2"), {"purchase_count": 2}, {"purchase_count": 1}),
    (("last_purchase", "LATELY", 90), {"last_purchase_on": TODAY - timedelta(90)},
     {"last_purchase_on": TODAY - timedelta(91)}),
    (("last_purchase", "LONG_NOT", 90), {"last_purchase_on": None},
     {"last_purchase_on": TODAY - timedelta(90)}),
    (("birthday", "SOON", 7), {"birthday": date(1980, 11, 30)},
     {"birthday": date(1980, 12, 1)}),
    (("birthday", "SOON", 7), {"birthday": date(1980, 11, 23)}, {"birthday": None}),
    (("behaviour", "OUT", ["NEW"]), {}, {"removed_at": NOON}),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "hit", "miss"), COLUMNS)
def test_a_fact_fits_whom_it_says_and_nobody_else(cast, condition, hit, miss):
    known(cast.anna, "合", **hit)
    known(cast.anna, "不合", **miss)
    assert fits(all_of(condition), cast.anna) == {"合"}


def test_whoever_was_born_on_a_leap_day_celebrates_on_the_28th(cast):
    known(cast.anna, "闰", birthday=date(1980, 2, 29))
    rule = all_of(("birthday", "SOON", 1))
    assert fits(rule, cast.anna, NOON.replace(month=2, day=27)) == {"闰"}
    leap = NOON.replace(year=2028, month=2, day=27)
    assert fits(rule, cast.anna, leap) == set()


def test_facts_of_people_and_places(cast):
    known(cast.anna, "安")
    known(cast.dora, "朵")
    for fact, value in (
        ("owner", cast.anna.pk), ("team", cast.team.pk), ("branch", cast.east.pk),
    ):  # fmt: skip
        assert fits(all_of((fact, "IN", [str(value)])), cast.dan) == {"安"}
        assert fits(all_of((fact, "OUT", [str(value)])), cast.dan) == {"朵"}
    assert fits(all_of(("mine", "YES", None)), cast.anna) == {"安"}
    assert fits(all_of(("mine", "NO", None)), cast.dan) == {"安", "朵"}


def test_facts_of_what_hangs_on_a_customer(cast):
    customer, other = make_customer(cast.anna, name="合"), make_customer(cast.anna)
    Customer.objects.filter(pk=other.pk).update(name="不合")
    tag = make_tag(cast.nina)
    tags.put(customer, actor=cast.anna, tags=[tag], seen=[], at=NOON)
    make_asset(customer, name="大众途观", insurance_until=TODAY + timedelta(30))
    make_opportunity(cast.anna, customer=customer)
    say(customer, Purpose.MARKETING, Channel.SMS)
    for fact, yes, no, value in (
        ("tag", "IN", "OUT", [str(tag.pk)]),
        ("asset", "IN", "OUT", ["VEHICLE"]),
        ("opportunity", "YES", "NO", None),
        ("consent", "IN", "OUT", ["MARKETING:SMS"]),
    ):
        assert fits(all_of((fact, yes, value)), cast.anna) == {"合"}, fact
        assert fits(all_of((fact, no, value)), cast.anna) == {"不合"}, fact
    assert fits(all_of(("brand", "HOLDS", "途观")), cast.anna) == {"合"}
    assert fits(all_of(("insurance", "SOON", 30)), cast.anna) == {"合"}
    assert fits(all_of(("insurance", "SOON", 29)), cast.anna) == set()
    for fact in ("lead", "open_lead"):
        assert fits(all_of((fact, "NO", None)), cast.anna) == {"合", "不合"}
    line = ("business_line", "OUT", ["SALES"])
    assert fits(all_of(line), cast.anna) == {"合", "不合"}


OWN = [
    ("CHOICE", "油\n电", "电", "油", ("IN", ["电"]), ("OUT", ["油"])),
    ("YES_NO", "", True, False, ("YES", None), ("YES", None)),
    ("NUMBER", "", 9, 10.5, ("MOST", "9"), ("MOST", "10.4")),
    ("DATE", "", "2026-01-02", "2026-01-01", ("SINCE", "2026-01-02"),
     ("SINCE", "2026-01-02")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "choices", "hit", "miss", "one", "two"), OWN)
def test_the_company_s_own_fields_are_facts(cast, kind, choices, hit, miss, one, two):
    field = make_own_field(cast.nina, type=kind, choices=choices, name="100%燃料")
    known(cast.anna, "合", own={field.key: hit})
    known(cast.anna, "不合", own={field.key: miss})
    for compares, value in (one, two):
        rule = all_of((f"own_{field.key}", compares, value))
        assert fits(rule, cast.anna) == {"合"}
        assert "100%燃料" in words(rule)


def test_groups_are_all_of_or_any_of(cast):
    known(cast.anna, "甲", tier="S", city="上海")
    known(cast.anna, "乙", tier="B", city="上海")
    known(cast.anna, "丙", tier="S", city="成都")
    best, here = ("tier", "IN", ["S"]), ("city", "BEGINS", "上海")
    assert fits(all_of(best, here), cast.anna) == {"甲"}
    assert fits(any_of(best, here), cast.anna) == {"甲", "乙", "丙"}
    two = {"any": True, "groups": all_of(best)["groups"] + all_of(here)["groups"]}
    assert fits(two, cast.anna) == {"甲", "乙", "丙"}
    assert fits(two | {"any": False}, cast.anna) == {"甲"}


def test_a_rule_reads_as_one_plain_sentence_in_either_language():
    rule = all_of(
        ("tier", "IN", ["S", "A"]), ("contacted", "LONG_NOT", 45),
        ("insurance", "SOON", 30),
    )  # fmt: skip
    assert words(rule) == (
        "The tier is S or A, and no contact for 45 days, and has a vehicle or "
        "equipment whose insurance ends within 30 days"
    )
    assert words(rule, "zh-hans") == (
        "等级为 S 或 A，且已有 45 天未联系，且有车辆或设备的保险在 30 天内到期"
    )
    either = any_of(("phone", "NO", None), ("trouble", "YES", None))
    both = {"any": False, "groups": rule["groups"][:1] + either["groups"]}
    assert words(both).endswith(
        "(has no phone number, or cannot be reached as recorded)"
    )


@pytest.mark.parametrize("idea", IDEAS.values(), ids=lambda idea: idea.slug)
def test_a_shipped_idea_can_be_kept_and_asked(cast, idea):
    kept = rules.checked(idea.rule, Asked(None, NOON))
    assert kept == idea.rule
    assert fits(kept, cast.anna) == set()


BROKEN = [
    None, [], "x", {}, {"any": False}, {"any": "no", "groups": []},
    {"any": False, "groups": [{}]}, {"any": False, "groups": [{"any": False,
     "conditions": []}]}, {"any": False, "groups": [{"any": False, "conditions": 7}]},
    all_of(*[("phone", "YES", None)] * 13), all_of(("owner__password", "IN", ["x"])),
    all_of(("tier__in", "IN", ["S"])), all_of(("tier", "startswith", "S")),
    all_of(("tier", "IN", "S")), all_of(("tier", "IN", ["X"])),
    all_of(("tier", "IN", [])), all_of(("tier", "IN", [1])),
    all_of(("tier", ["IN"], ["S"])), all_of((["tier"], "IN", ["S"])),
    all_of(("contacted", "LATELY", "9")), all_of(("contacted", "LATELY", True)),
    all_of(("contacted", "LATELY", -1)), all_of(("contacted", "LATELY", 10**9)),
    all_of(("total", "LEAST", "NaN")), all_of(("total", "LEAST", "1e99")),
    all_of(("total", "LEAST", 5)), all_of(("city", "BEGINS", "\x00")),
    all_of(("city", "BEGINS", " ")), all_of(("phone", "YES", 1)),
    all_of(("tag", "IN", ["1 OR 1=1"])), all_of(("own_f1", "YES", None)),
]  # fmt: skip


@pytest.mark.parametrize("rule", BROKEN, ids=range(len(BROKEN)))
def test_what_is_none_of_the_grammar_is_not_kept_and_fits_nobody(cast, rule):
    make_customer(cast.anna)
    assert fits(rule, cast.anna) == set()
    assert words(rule)
    with pytest.raises(Refused):
        make_segment(cast.nina, rule=rule)
    assert not Segment.objects.exists()


def test_turned_round_or_beside_something_else_a_broken_part_still_fits_nobody(cast):
    make_customer(cast.anna)
    broken, whole = ("tier", "OUT", ["X"]), ("phone", "YES", None)
    assert fits(any_of(broken, whole), cast.anna) == set()


def test_a_rule_whose_tag_went_out_of_use_says_so_and_fits_nobody(client, cast):
    tag, customer = make_tag(cast.nina), make_customer(cast.anna, name="不应出现")
    tags.put(customer, actor=cast.anna, tags=[tag], seen=[], at=NOON)
    segment = make_segment(cast.nina, rule=all_of(("tag", "IN", [str(tag.pk)])))
    assert len(fits(segment.rule, cast.anna)) == 1
    tags.archive(tag, actor=cast.nina, at=NOON)
    assert fits(segment.rule, cast.anna) == set()
    client.force_login(cast.anna)
    page = client.get(segment.get_absolute_url()).text
    assert "不再使用" in page
    assert customer.name not in page


def test_a_shared_segment_shows_each_reader_his_own_customers_only(client, cast):
    known(cast.anna, "安的客户", tier="S")
    known(cast.dora, "朵的客户", tier="S")
    segment = make_segment(cast.nina)
    for reader, sees, not_his in (
        (cast.anna, "安的客户", "朵的客户"), (cast.dora, "朵的客户", "安的客户"),
    ):  # fmt: skip
        client.force_login(reader)
        for page in (segment.get_absolute_url(), f"/customers/?segment={segment.pk}"):
            text = client.get(page).text
            assert sees in text
            assert not_his not in text


def test_what_somebody_keeps_for_himself_is_found_by_nobody_else(client, cast):
    segment = make_segment(cast.nina, shared="MINE", name="秘密")
    mine = Segment.objects.for_user(cast.nina, Can.SEE_SEGMENTS)
    assert list(mine) == [segment]
    client.force_login(cast.max)
    for path in ("", "edit/"):
        assert client.get(f"/segments/{segment.pk}/{path}").status_code == 404
    for path in ("archive/", "restore/", "pin/", "unpin/"):
        assert client.post(f"/segments/{segment.pk}/{path}").status_code == 404
    assert "秘密" not in client.get("/segments/").text
    make_customer(cast.anna, name="可见")
    listed = client.get(f"/customers/?segment={segment.pk}")
    assert "可见" not in listed.text
    assert "秘密" not in listed.text


@pytest.mark.parametrize("asked", ["999", "abc", "0", "-1", "9" * 20, "1%20OR%201"])
def test_a_segment_that_is_not_there_has_nobody_in_it(client, cast, asked):
    make_customer(cast.anna, name="可见")
    client.force_login(cast.anna)
    page = client.get(f"/customers/?segment={asked}")
    assert page.status_code == 200
    assert "可见" not in page.text


def test_an_archived_segment_fits_nobody_until_it_is_used_again(client, cast):
    known(cast.anna, "可见", tier="S")
    segment = make_segment(cast.nina)
    assert segments.archive(segment, actor=cast.nina, at=NOON)
    assert not segments.archive(segment, actor=cast.nina, at=NOON)
    client.force_login(cast.anna)
    address = f"/customers/?segment={segment.pk}"
    assert "可见" not in client.get(address).text
    assert segments.restore(segment, actor=cast.nina, at=NOON)
    assert not segments.restore(segment, actor=cast.nina, at=NOON)
    assert "可见" in client.get(address).text


def test_sent_twice_it_is_made_once(cast):
    key = uuid.uuid4()
    assert make_segment(cast.nina, key=key) == make_segment(cast.nina, key=key)
    assert AuditEntry.objects.filter(action="segment.made").count() == 1


def change(segment, actor, seen, **fields):
    said = {"name": segment.name, "shared": segment.shared, "rule": segment.rule}
    segments.change(segment, actor=actor, seen=seen, at=NOON, **(said | fields))


def seen_of(segment) -> str:
    stored = Segment.objects.get(pk=segment.pk)
    return digest(stands(stored, ("name", "shared", "rule")))


def test_of_two_editors_the_second_is_told_and_nothing_is_lost(cast):
    segment = make_segment(cast.nina)
    seen = seen_of(segment)
    fleet = all_of(("asset", "IN", ["VEHICLE"]))
    change(segment, cast.nina, seen, rule=fleet)
    change(segment, cast.max, seen, name="改名")
    now = Segment.objects.get()
    assert (now.name, now.rule, now.version) == ("改名", fleet, 3)
    with pytest.raises(Conflict):
        change(segment, cast.max, seen, rule=all_of(("phone", "NO", None)))
    assert Segment.objects.get().rule == fleet
    assert Segment.pgh_event_model.objects.filter(pgh_obj=segment).count() == 2


def test_only_who_made_it_says_who_finds_it(cast):
    segment = make_segment(cast.nina)
    with pytest.raises(Refused):
        change(segment, cast.max, seen_of(segment), shared="MINE", name="别的")
    assert Segment.objects.get().name == segment.name


def test_at_night_each_is_counted_once_through_the_eyes_of_its_owner(cast):
    known(cast.anna, "甲", tier="S")
    known(cast.dora, "乙", tier="S")
    hers = make_segment(cast.cleo, shared="MINE")
    whole = make_segment(cast.nina)
    archived = make_segment(cast.nina)
    segments.archive(archived, actor=cast.nina, at=NOON)
    assert segments.count_all(on=TODAY, at=NOON) == 2
    assert segments.count_all(on=TODAY, at=NOON) == 0
    counts = dict(SegmentCount.objects.values_list("segment", "count"))
    seen = Customer.objects.for_user(cast.nina, Can.SEE_CUSTOMERS).filter(tier="S")
    assert counts == {hers.pk: 0, whole.pk: seen.count()}


def test_what_was_counted_at_night_is_told_its_owner_alone(client, cast):
    known(cast.anna, "甲", tier="S")
    segment = make_segment(cast.nina)
    segments.count_all(on=TODAY, at=NOON)
    known(cast.anna, "乙", tier="S")
    client.force_login(cast.nina)
    before = client.get(segment.get_absolute_url()).context["before"]
    assert (before["size"], before["change"]) == (1, 1)
    client.force_login(cast.dora)
    assert client.get(segment.get_absolute_url()).context["before"] is None


def test_what_takes_too_long_is_cut_off_and_said(client, cast, monkeypatch):
    known(cast.anna, "甲", tier="S")
    segment = make_segment(cast.nina)
    monkeypatch.setattr(looking, "PATIENCE", "1ms")
    rows = Customer.objects.extra(where=["pg_sleep(0.2) IS NOT NULL"])
    assert looking.look(rows).is_slow
    assert Segment.objects.exists(), "the connection is as it was before"
    monkeypatch.setattr(looking, "count_of", lambda rows, most=None: None)
    client.force_login(cast.anna)
    assert "需要太长时间" in client.get(segment.get_absolute_url()).text


def test_beyond_the_limit_it_says_more_than(cast, monkeypatch):
    for _n in range(4):
        make_customer(cast.anna)
    monkeypatch.setattr(looking, "MOST_COUNTED", 3)
    rows = Customer.objects.all()
    assert looking.count_of(rows, 3) == 4
    shown = looking.look(rows)
    assert (shown.size, shown.is_more) == (3, True)


def test_five_tabs_at_most_and_each_once(client, cast):
    made = [make_segment(cast.nina, name=f"客群{n}") for n in range(6)]
    for segment in made[:5]:
        assert segments.pin(segment, user=cast.anna)
    assert not segments.pin(made[0], user=cast.anna)
    with pytest.raises(Refused):
        segments.pin(made[5], user=cast.anna)
    client.force_login(cast.anna)
    tabs = client.get("/customers/?whose=all").text
    assert "客群4" in tabs
    assert "客群5" not in tabs
    segments.archive(made[0], actor=cast.nina, at=NOON)
    assert segments.pin(made[5], user=cast.anna)
    assert segments.unpin(made[5], user=cast.anna)
    assert not segments.unpin(made[5], user=cast.anna)
    assert SegmentPin.objects.count() == 5
