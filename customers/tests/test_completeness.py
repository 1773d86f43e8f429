"""Completeness: one statement over all, equal to what is reckoned here one by one."""

from datetime import date, timedelta
from random import Random

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.refused import Conflict
from accounts.seen import digest, stands
from crm.testing.builders import make_contact, make_customer
from crm.testing.cast import NOON
from customers.choices.completeness import Asked
from customers.choices.facts import Reachable
from customers.models import (
    Asset,
    Completeness,
    CompletenessRule,
    ConsentRecord,
    Contact,
    ContactCheck,
    Customer,
    OwnField,
    QualityDay,
)
from customers.services import (
    archive,
    assets,
    completeness,
    contacts,
    own_fields,
    removing,
    validity,
)
from customers.services.completeness import FIELDS
from customers.tasks import measure_completeness
from customers.tests.fact_builders import make_own_field

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def score(customer) -> int:
    return Completeness.objects.get(customer=customer).score


def rule_of(kind, field) -> CompletenessRule:
    return CompletenessRule.objects.get(kind=kind, field=field)


def ask_only(kind, *fields):
    """Let only these fields of this kind of customer count, each as much."""
    CompletenessRule.objects.filter(kind=kind).exclude(field__in=fields).update(
        weight=0
    )
    CompletenessRule.objects.filter(kind=kind, field__in=fields).update(weight=10)


def reckoned(customer: Customer, on: date) -> int:
    """Reckon a score from the rows, as the page of rules says it."""
    whole = got = 0
    for rule in CompletenessRule.objects.filter(kind=customer.kind):
        has, since = told(customer, rule.field)
        if has is None or customer.tier not in rule.tiers or not rule.weight:
            continue
        whole += rule.weight
        if not has:
            continue
        share = 100
        if rule.fresh_months:
            fresh = rule.fresh_months * 30
            late = min(max((on - since).days - fresh, 0), fresh)
            share -= 50 * late // fresh
        got += rule.weight * share
    # A half is rounded up.
    return (2 * got + whole) // (2 * whole) if whole else 100


def told(customer: Customer, field: str) -> tuple[bool | None, date]:
    checks = dict(
        ContactCheck.objects.filter(customer=customer).values_list(
            "channel", "verified_on"
        )
    )
    channel = {"PHONE": "PHONE", "WRITTEN": "EMAIL", "ADDRESS": "ADDRESS"}.get(field)
    came = timezone.localdate(customer.created_at)
    days = [came, customer.verified_on, checks.get(channel)]
    since = max(day for day in days if day)
    owned = Asset.objects.filter(customer=customer, state="IN_USE")
    required = OwnField.objects.filter(is_required=True, archived_at=None)
    required = [f"f{one.pk}" for one in required
                if one.concerns in ("BOTH", customer.kind)]  # fmt: skip
    match field:
        case "PHONE":
            return customer.phone != "", since
        case "WRITTEN":
            return bool(customer.email or customer.wechat), since
        case "ADDRESS":
            return bool(customer.address or customer.city), since
        case "BIRTHDAY":
            return customer.birthday is not None, since
        case "IDENTITY":
            return customer.id_number != "", since
        case "CONTACT":
            return Contact.objects.filter(customer=customer).exists(), since
        case "SERVICE":
            known = [one.next_service_on is not None for one in owned]
            return (all(known) if known else None), since
        case "INSURANCE":
            cars = [one for one in owned if one.kind == "VEHICLE"]
            known = [one.insurance_until is not None for one in cars]
            return (all(known) if known else None), since
        case "CONSENT":
            said = ConsentRecord.objects.filter(customer=customer, purpose="MARKETING")
            return said.exists(), since
        case "SOURCE":
            return customer.source != "OTHER", since
    return (all(key in customer.own for key in required) if required else None), since


def test_score_equals_one_reckoned_by_hand_for_everybody(cast):
    draw = Random(7)
    for name, concerns in (("车队", "BOTH"), ("合同号", "PERSON")):
        OwnField.objects.create(
            name=name, type="TEXT", concerns=concerns, is_required=True,
            created_at=NOON,
        )  # fmt: skip
    keys = [one.key for one in OwnField.objects.all()]
    for number in range(60):
        at = NOON - timedelta(days=draw.randint(0, 1500))
        customer = make_customer(
            cast.anna, at=at, kind=draw.choice(["PERSON", "ORGANISATION"]),
            tier=draw.choice("SABCD"), email=draw.choice(["", "a@example.com"]),
            wechat=draw.choice(["", f"wx{number}"]), city=draw.choice(["", "上海"]),
            birthday=draw.choice([None, date(1980, 1, 2)]),
            id_number=draw.choice(["", f"K{number}"]),
            source=draw.choice(["OTHER", "WALK_IN"]),
            verified_on=draw.choice([None, days_ago(draw.randint(0, 900))]),
            own={key: "ja" for key in keys if draw.random() < 0.6},
        )  # fmt: skip
        if draw.random() < 0.3:
            Customer.objects.filter(pk=customer.pk).update(phone="")
        if draw.random() < 0.5:
            ContactCheck.objects.create(
                customer=customer, channel=draw.choice(Reachable.values),
                verified_on=TODAY - timedelta(days=draw.randint(0, 900)),
            )  # fmt: skip
        if draw.random() < 0.4:
            make_contact(customer)
        for _ in range(draw.randint(0, 2)):
            Asset.objects.create(
                customer=customer, name="车", created_at=NOON,
                kind=draw.choice(["VEHICLE", "EQUIPMENT"]),
                next_service_on=draw.choice([None, TODAY]),
                insurance_until=draw.choice([None, TODAY]),
                state=(state := draw.choice(["IN_USE", "IN_USE", "SOLD_ON"])),
                state_on=None if state == "IN_USE" else TODAY,
            )  # fmt: skip
        if draw.random() < 0.4:
            ConsentRecord.objects.create(
                customer=customer, purpose="MARKETING", channel="SMS", state="REFUSED",
                how="SPOKEN", at=NOON, by=cast.anna,
            )  # fmt: skip
    completeness.nightly(at=NOON)
    everybody = list(Customer.objects.all())
    expected = {one.pk: reckoned(one, TODAY) for one in everybody}
    assert dict(Completeness.objects.values_list("pk", "score")) == expected
    assert len(set(expected.values())) > 20


def test_measuring_twice_changes_nothing(cast):
    make_customer(cast.anna)
    completeness.nightly(at=NOON)
    days = list(QualityDay.objects.values("on", "owner", "customers", "points"))
    assert completeness.nightly(at=NOON) == 0
    kept = QualityDay.objects.values("on", "owner", "customers", "points")
    assert list(kept) == days != []


def test_a_field_that_is_asked_no_longer_is_missing_no_longer(cast):
    ask_only("PERSON", "OWN")
    field = make_own_field(cast.nina, is_required=True)
    customer = make_customer(cast.anna)
    assert score(customer) == 0
    own_fields.archive(field, actor=cast.nina, at=NOON)
    assert completeness.nightly(at=NOON) == 1
    assert score(customer) == 100


def test_who_left_the_archive_is_neither_measured_nor_counted(cast):
    ask_only("PERSON", "PHONE")
    gone, stays = make_customer(cast.anna, phone=""), make_customer(cast.anna)
    removing.remove(gone, actor=cast.max, reason="登记错误", at=NOON)
    ask_only("PERSON")
    assert completeness.nightly(at=NOON) == 0
    assert (score(stays), score(gone)) == (100, 0)
    day = QualityDay.objects.get(on=TODAY)
    assert (day.customers, day.points) == (1, 100)


def test_the_task_of_the_night_measures_everybody(cast):
    customer = make_customer(cast.anna)
    Completeness.objects.filter(customer=customer).update(score=1)
    assert measure_completeness() == 1
    assert measure_completeness() == 0


@pytest.mark.parametrize(
    ("months", "expected"), [(0, 100), (12, 100), (18, 75), (24, 50), (60, 50)]
)
def test_number_verified_long_ago_counts_less(cast, months, expected):
    ask_only("PERSON", "PHONE")
    at = NOON - timedelta(days=30 * months)
    customer = make_customer(cast.anna, at=at)
    completeness.follow(customer.pk, at=NOON)
    assert score(customer) == expected


def test_verifying_makes_it_fresh_again_at_once(cast):
    ask_only("PERSON", "PHONE")
    customer = make_customer(cast.anna, at=NOON - timedelta(days=900))
    completeness.follow(customer.pk, at=NOON)
    assert score(customer) == 50
    validity.verify(customer, actor=cast.anna, channels=["PHONE"], at=NOON)
    assert score(customer) == 100


def test_score_follows_every_edit_at_once(cast):
    ask_only("ORGANISATION", "PHONE", "CONTACT", "SERVICE", "WRITTEN")
    customer = make_customer(cast.anna, kind="ORGANISATION")
    assert score(customer) == 33
    contact = make_contact(customer)
    assert score(customer) == 67
    fields = {"wechat": "wx1"}
    archive.update(
        customer, actor=cast.anna, fields=fields, version=customer.version, at=NOON
    )
    assert score(customer) == 100
    asset = assets.add(customer, actor=cast.anna, at=NOON, name="车")
    assert score(customer) == 75
    assets.edit(
        asset, actor=cast.anna, fields={"next_service_on": TODAY},
        version=asset.version, at=NOON,
    )  # fmt: skip
    assert score(customer) == 100
    contacts.remove(contact, actor=cast.anna, at=NOON)
    assert score(customer) == 75


def test_of_whom_nothing_is_asked_nothing_is_missing(cast):
    ask_only("PERSON")
    assert score(make_customer(cast.anna)) == 100


def test_at_most_two_things_are_asked_for_the_dearest_first(cast):
    customer = make_customer(cast.anna, phone="", city="")
    asked = completeness.prompts(customer, on=TODAY)
    assert asked == [Asked.PHONE, Asked.ADDRESS]
    ask_only("PERSON")
    assert completeness.prompts(customer, on=TODAY) == []


def test_rule_is_changed_once_and_two_editors_meet(cast):
    rule = rule_of("PERSON", "BIRTHDAY")
    seen = digest(stands(rule, FIELDS))
    new = {"weight": 20, "tiers": "SA", "fresh_months": 36}
    asked = {"actor": cast.nina, "at": NOON}
    completeness.change_rule(rule, seen=seen, **asked, **new)
    rule.refresh_from_db()
    assert (rule.weight, rule.tiers, rule.fresh_months) == (20, "SA", 36)
    entry = AuditEntry.objects.get(action="completeness.changed")
    assert entry.changes["weight"] == [10, 20]
    with pytest.raises(Conflict):
        completeness.change_rule(rule, seen=seen, **asked, **(new | {"weight": 5}))
    rule.refresh_from_db()
    assert rule.weight == 20
    assert CompletenessRule.pgh_event_model.objects.count() == 1
