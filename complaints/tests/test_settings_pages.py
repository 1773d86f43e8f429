"""The company's complaint policy, categories and causes: kept on their pages."""

from datetime import timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.refused import Conflict, Refused
from complaints.forms.settings import PolicyForm, RuleForm
from complaints.models import Category, Cause, ClockRule, Policy
from complaints.services import policies, word_lists
from complaints.tests.complaint_builders import make_complaint
from crm.testing.cast import NOON

POLICY = "/complaints/settings/policy/"
CATEGORIES, CAUSES = "/complaints/settings/categories/", "/complaints/settings/causes/"
LIMIT = {
    "metric": "REPLY", "amount": "4", "unit": "HOURS", "basis": "PROMISED", "kind": "",
    "severity": "3", "tier": "", "channel": "", "source": "", "is_on": "on",
}  # fmt: skip


@pytest.fixture
def manager(client, cast):
    client.force_login(cast.max)
    return client


def draft(cast) -> Policy:
    return policies.draft(actor=cast.max, at=NOON)


def typed(form) -> dict:
    """Return what a browser sends of a form nobody changed."""
    values = {name: form[name].value() for name in form.fields}
    values = {name: values[name] for name in values if values[name] is not None}
    return {name: value for name, value in values.items() if value is not False}


def actions() -> list[str]:
    rows = AuditEntry.objects.filter(action__startswith="complaint.")
    return list(rows.order_by("pk").values_list("action", flat=True))


def test_a_draft_copies_what_is_in_force_with_its_limits(manager, cast):
    assert manager.post(f"{POLICY}new/").url == f"{POLICY}2/"
    assert manager.post(f"{POLICY}new/").url == f"{POLICY}2/"
    made, first = Policy.objects.get(version=2), Policy.objects.get(version=1)
    assert (made.is_draft, made.made_by, made.verify_days) == (True, cast.max, 3)
    assert made.rules.count() == first.rules.count()
    assert manager.get(POLICY).status_code == manager.get(f"{POLICY}2/").status_code
    assert actions() == ["complaint.policy_drafted"]


def test_a_draft_is_edited_on_its_page_and_says_what_it_changes(manager, cast):
    made = draft(cast)
    said = typed(PolicyForm(row=made))
    said |= {"verify_days": "5", "escalate_hours": "0，4,12"}
    assert manager.post(f"{POLICY}2/", said).status_code == 302
    made.refresh_from_db()
    assert (made.verify_days, made.escalate_hours) == (5, [0, 4, 12])
    page = manager.get(f"{POLICY}2/").content.decode()
    assert "3 → 5" in page
    assert "0, 8, 24 → 0, 4, 12" in page


@pytest.mark.parametrize("hours", ["8, 4", "x", "-1", "1,2,3,4,5,6", "0, 9999"])
def test_hours_rise_and_are_few(manager, cast, hours):
    said = typed(PolicyForm(row=draft(cast))) | {"escalate_hours": hours}
    assert manager.post(f"{POLICY}2/", said).status_code == 422
    assert Policy.objects.get(version=2).escalate_hours == [0, 8, 24]


def test_a_limit_is_added_changed_and_removed(manager, cast):
    made = draft(cast)
    assert manager.post(f"{POLICY}2/limits/new/", LIMIT).status_code == 302
    rule = made.rules.get(severity=3)
    again = manager.post(f"{POLICY}2/limits/new/", LIMIT)
    assert again.status_code == 200
    assert made.rules.filter(severity=3).count() == 1
    said = typed(RuleForm(row=rule)) | {"amount": "6"}
    address = f"{POLICY}2/limits/{rule.pk}/"
    assert manager.post(address, said).status_code == 302
    rule.refresh_from_db()
    assert rule.amount == 6
    assert manager.post(f"{address}remove/").status_code == 302
    assert not made.rules.filter(severity=3).exists()


def test_a_limit_by_law_names_its_source(manager, cast):
    draft(cast)
    said = LIMIT | {"basis": "STATUTORY"}
    assert manager.post(f"{POLICY}2/limits/new/", said).status_code == 200
    said |= {"source": "消费者权益保护法"}
    assert manager.post(f"{POLICY}2/limits/new/", said).status_code == 302


def test_what_is_in_force_holds_for_what_comes_and_not_for_what_came(manager, cast):
    before = make_complaint(cast.anna)
    page = manager.get(draft(cast).get_absolute_url())
    standing = page.context["standing"]
    manager.post(f"{POLICY}2/activate/", {"standing": standing})
    made = Policy.objects.get(version=2)
    assert not made.is_draft
    later = make_complaint(cast.anna, at=timezone.now() + timedelta(minutes=1))
    assert (before.policy.version, later.policy.version) == (1, 2)
    assert manager.post(f"{POLICY}2/", typed(PolicyForm(row=made))).status_code == 422


def test_only_what_stands_on_the_page_comes_into_force(cast):
    made = draft(cast)
    standing = policies.standing_of(made)
    rule = made.rules.filter(metric="REPLY").first()
    seen = RuleForm(row=rule).initial["seen"]
    said = {name: getattr(rule, name) for name in policies.RULE_FIELDS}
    policies.change_rule(
        rule, actor=cast.dan, seen=seen, at=NOON, **said | {"amount": 9}
    )
    with pytest.raises(Refused):
        policies.activate(made, actor=cast.max, standing=standing, at=NOON)
    assert Policy.objects.get(version=2).is_draft
    with pytest.raises(Conflict):
        policies.change_rule(
            rule, actor=cast.max, seen=seen, at=NOON, **said | {"amount": 7}
        )


def test_the_version_in_force_cannot_be_edited(cast):
    first = Policy.objects.get(version=1)
    rule = ClockRule.objects.filter(policy=first).first()
    for deed in (
        lambda: policies.remove_rule(rule, actor=cast.max, at=NOON),
        lambda: policies.activate(first, actor=cast.max, standing="", at=NOON),
        lambda: policies.edit(first, actor=cast.max, seen="", at=NOON, verify_days=9),
    ):
        with pytest.raises(Refused):
            deed()
    assert actions() == []


BY_HAND = (
    "UPDATE complaints_policy SET compensation_limit = 1 WHERE version = 1",
    "UPDATE complaints_policy SET active_from = NULL WHERE version = 1",
    "DELETE FROM complaints_policy WHERE version = 1",
    "UPDATE complaints_clockrule SET amount = 9 WHERE policy_id = {first}",
    "UPDATE complaints_clockrule SET policy_id = {draft} WHERE policy_id = {first}",
    "UPDATE complaints_clockrule SET policy_id = {first} WHERE policy_id = {draft}",
    "DELETE FROM complaints_clockrule WHERE policy_id = {first}",
    "INSERT INTO complaints_clockrule (policy_id, metric, basis, amount, unit, kind,"
    " tier, channel, is_on, source) VALUES"
    " ({first}, 'REPLY', 'PROMISED', 1, 'HOURS', 'PRAISE', 'A', '', true, '')",
)


@pytest.mark.parametrize("statement", BY_HAND)
def test_nothing_in_force_is_changed_by_hand(cast, statement):
    pks = {"first": Policy.objects.get(version=1).pk, "draft": draft(cast).pk}
    refused = pytest.raises(InternalError, match="pgtrigger")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(**pks))


def test_a_draft_is_thrown_away_with_its_limits(manager, cast):
    standing = manager.get(draft(cast).get_absolute_url()).context["standing"]
    address = f"{POLICY}2/discard/"
    manager.post(address, {"standing": "another"})
    assert Policy.objects.filter(version=2).exists()
    assert manager.post(address, {"standing": standing}).url == POLICY
    assert not Policy.objects.filter(version=2).exists()
    assert set(ClockRule.objects.values_list("policy__version", flat=True)) == {1}
    assert actions() == ["complaint.policy_drafted", "complaint.policy_discarded"]
    assert manager.post(address, {"standing": standing}).status_code == 404


def test_what_is_in_force_is_never_thrown_away(manager, cast):
    standing = policies.standing_of(Policy.objects.get(version=1))
    manager.post(f"{POLICY}1/discard/", {"standing": standing})
    assert Policy.objects.filter(version=1).exists()


def test_a_category_is_added_and_retired_and_those_that_bear_it_keep_it(manager, cast):
    said = {"name_zh": "充电桩", "name_en": "Charging", "severity": "2",
            "keywords": "充电 桩", "is_active": "on"}  # fmt: skip
    assert manager.post(f"{CATEGORIES}new/", said).status_code == 302
    category = Category.objects.get(name_en="Charging")
    assert (category.code, category.keywords) == ("charging", ["充电", "桩"])
    complaint = make_complaint(cast.anna, category=category)
    form = manager.get(f"{CATEGORIES}{category.pk}/").context["form"]
    kept = typed(form) | {"keywords": "充电 桩"}
    kept.pop("is_active")
    assert manager.post(f"{CATEGORIES}{category.pk}/", kept).status_code == 302
    assert category not in Category.objects.in_use()
    complaint.refresh_from_db()
    assert complaint.category == category


def test_two_in_use_have_not_one_name(manager):
    said = {"name_zh": "交付与物流", "name_en": "X", "severity": "2", "is_active": "on"}
    assert manager.post(f"{CATEGORIES}new/", said).status_code == 200
    assert not Category.objects.filter(name_en="X").exists()


def test_a_cause_belongs_to_one_at_the_top_only(cast):
    skill, people = Cause.objects.get(code="skill"), Cause.objects.get(code="people")
    names = {"name_zh": "新", "name_en": "New", "is_active": True}
    by = {"actor": cast.max, "at": NOON}
    made = word_lists.add(Cause, **by, **names, parent=people)
    assert made.parent == people
    with pytest.raises(Refused):
        word_lists.add(Cause, **by, **names | {"name_zh": "另"}, parent=skill)
    with pytest.raises(Refused):
        word_lists.change(
            people, **by, seen="", name_zh="人员", name_en="People", is_active=True,
            parent=Cause.objects.get(code="process"),
        )  # fmt: skip


@pytest.mark.parametrize("address", [CATEGORIES, CAUSES, POLICY])
def test_a_list_costs_the_same_for_any_number(manager, cast, count_queries, address):
    cost = count_queries(lambda: manager.get(address))
    people = Cause.objects.get(code="people")
    by = {"actor": cast.max, "at": NOON}
    for number in range(8):
        names = {"name_zh": f"类{number}", "name_en": "More", "is_active": True}
        word_lists.add(Category, **by, **names)
        word_lists.add(Cause, **by, **names, parent=people)
    draft(cast)
    assert count_queries(lambda: manager.get(address)) == cost


def places(model, **among) -> list[str]:
    return [row.code for row in model.objects.in_use().filter(**among)]


def test_a_category_is_moved_up_and_down_by_buttons(manager):
    first, second, third, *rest = places(Category)
    row = Category.objects.get(code=second)
    address, said = f"{CATEGORIES}{row.pk}/move/", {"position": row.position}
    assert manager.post(address, said | {"to": "up"}).status_code == 302
    assert places(Category) == [second, first, third, *rest]
    # A page that was sent twice, or is old, moves nothing more.
    manager.post(address, said | {"to": "down"})
    assert places(Category) == [second, first, third, *rest]
    row.refresh_from_db()
    manager.post(address, {"position": row.position, "to": "up"})
    manager.post(address, {"position": row.position, "to": "down"})
    assert places(Category) == [first, second, third, *rest]
    assert actions() == ["complaint.category_saved"] * 2


def test_a_cause_moves_among_those_that_belong_to_the_same(manager):
    people = Cause.objects.get(code="people")
    tops, below = places(Cause, parent=None), places(Cause, parent=people)
    row = Cause.objects.get(code=below[-1])
    said = {"position": row.position, "to": "up"}
    manager.post(f"{CAUSES}{row.pk}/move/", said)
    swapped = [*below[:-2], below[-1], below[-2]]
    assert places(Cause, parent=people) == swapped
    assert places(Cause, parent=None) == tops
    shown = [each.code for each in manager.get(CAUSES).context["causes"]]
    start = shown.index("people") + 1
    assert shown[start : start + len(below)] == swapped


def test_words_of_one_place_can_be_moved_and_retired_ones_not(manager, cast):
    Category.objects.update(position=7)
    order = places(Category)
    last = Category.objects.get(code=order[-1])
    by = {"actor": cast.max, "at": NOON, "is_up": True}
    word_lists.move(last, **by, seen=7)
    assert places(Category) == [*order[:-2], order[-1], order[-2]]
    Category.objects.filter(pk=last.pk).update(is_active=False)
    last.refresh_from_db()
    with pytest.raises(Refused):
        word_lists.move(last, **by, seen=last.position)
