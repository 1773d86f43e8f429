"""The rule of a segment: what each fact fits, how it reads, what is no rule."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from accounts.refused import Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.choices.consent import Channel, Purpose
from customers.models import Customer, Purchase, Segment
from customers.segmenting import rules
from customers.segmenting.facts import Asked
from customers.segmenting.ideas import IDEAS
from customers.services import assets, ledger, tags
from customers.services.leads import conversion
from customers.tests.asset_builders import make_asset
from customers.tests.consent_builders import say
from customers.tests.fact_builders import make_opportunity, make_own_field, make_tag
from customers.tests.lead_builders import make_lead
from customers.tests.purchase_builders import enter_purchase, refund
from customers.tests.segment_builders import (
    TODAY,
    all_of,
    any_of,
    fits,
    known,
    make_segment,
)


def ago(days: int):
    return NOON - timedelta(days=days)


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


def test_what_was_voided_was_never_bought_and_a_refund_is_no_purchase(cast):
    for name in ("买过", "作废"):
        head = enter_purchase(make_customer(cast.anna, name=name))
    ledger.void(head, actor=cast.anna, reason="录错", at=NOON)
    refund(Purchase.objects.get(customer__name="买过"), 100, on=TODAY)
    Purchase.objects.filter(is_credit=True).update(business_line="RETAIL")
    bought = {line: fits(all_of(("business_line", "IN", [line])), cast.anna)
              for line in ("SERVICE", "RETAIL")}  # fmt: skip
    assert bought == {"SERVICE": {"买过"}, "RETAIL": set()}
    never = all_of(("business_line", "OUT", ["SERVICE"]))
    assert fits(never, cast.anna) == {"作废"}


def test_what_was_sold_on_is_no_longer_his(cast):
    customer = make_customer(cast.anna, name="卖了")
    sold = make_asset(customer, name="大众途观", insurance_until=TODAY)
    gone = {"state": "SOLD_ON", "on": TODAY, "version": 1, "at": NOON}
    assets.move_on(sold, actor=cast.anna, **gone)
    for condition in (
        ("asset", "IN", ["VEHICLE"]), ("brand", "HOLDS", "途观"),
        ("insurance", "SOON", 30),
    ):  # fmt: skip
        assert fits(all_of(condition), cast.anna) == set(), condition
    assert fits(all_of(("asset", "OUT", ["VEHICLE"])), cast.anna) == {"卖了"}


def test_whoever_withdrew_agreed_no_longer(cast):
    customer = make_customer(cast.anna, name="撤回")
    say(customer), say(customer, state="WITHDRAWN")
    asked = ["MARKETING:SMS"]
    assert fits(all_of(("consent", "IN", asked)), cast.anna) == set()
    assert fits(all_of(("consent", "OUT", asked)), cast.anna) == {"撤回"}


def test_who_was_a_lead_came_from_one(cast):
    make_customer(cast.anna, name="别人")
    lead = make_lead(cast.anna, name="林小姐")
    conversion.convert(lead, actor=cast.anna, at=NOON)
    assert fits(all_of(("lead", "YES", None)), cast.anna) == {"林小姐"}
    assert fits(all_of(("lead", "NO", None)), cast.anna) == {"别人"}


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
        "equipment whose insurance has ended or ends within 30 days"
    )
    assert words(rule, "zh-hans") == (
        "等级为 S 或 A，且已有 45 天未联系，且有车辆或设备的保险已过期或在 30 天内到期"
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
