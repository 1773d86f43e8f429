"""The audit trail of settings reads as words, in the reader's language."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils.translation import override

from accounts.choices import Reach
from accounts.models import AuditEntry, Notice, Role, User
from accounts.permissions.actions import Can
from accounts.services import calendars, people, profile, roles
from accounts.templatetags.trail import changed_fields, verb
from accounts.tests.calendar_builders import company
from crm.testing.cast import NOON


def last() -> AuditEntry:
    return AuditEntry.objects.latest("pk")


def test_choices_and_cells_are_told_by_their_labels(cast):
    profile.change(cast.anna, theme="dark", at=NOON)
    with override("en"):
        assert verb(last()) == "own profile changed"
        [change] = changed_fields(last())
    assert (str(change["old"]), str(change["new"])) == ("as the device", "dark")

    account = Role.objects.get(code="account")
    cells = {Can.SEE_CUSTOMERS: Reach.TEAM}
    roles.set_grants(account, actor=cast.adam, cells=cells, at=NOON)
    with override("en"):
        [change] = changed_fields(last())
        told = [str(change[key]) for key in ("label", "old", "new")]
    assert told == ["See customer archives", "own", "team and below"]


@pytest.mark.parametrize(
    ("language", "told"), [("en", ("no", "yes")), ("zh-hans", ("否", "是"))]
)
def test_a_right_one_has_or_has_not_is_told_as_in_the_table(language, told):
    changes = {Can.MANAGE_ROLES: [Reach.NONE, Reach.ALL]}
    with override(language):
        [change] = changed_fields(AuditEntry(kind="accounts.role", changes=changes))
        assert (str(change["old"]), str(change["new"])) == told


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("The whole company", "Sales specialist", "National Day", "Year")),
        ("zh-hans", ("全公司", "客服专员（销售）", "国庆节", "年份")),
    ],
)
def test_what_an_entry_is_about_is_told_in_the_readers_language(
    client, cast, language, words
):
    for written in ("en", "zh-hans"):
        with override(written):
            day = date(2026, 10, 1)
            calendars.remove_day(company(), actor=cast.adam, day=day, at=NOON)
            calendars.announce(2027, actor=cast.adam, at=NOON)
            role = Role.objects.get(code="sales")
            cells = {Can.SEE_CUSTOMERS: Reach.TEAM}
            roles.set_grants(role, actor=cast.adam, cells=cells, at=NOON)
    User.objects.filter(pk=cast.dan.pk).update(language=language)
    client.force_login(cast.dan)
    page = client.get("/audit/").content.decode()
    for word in words:
        assert word in page


def test_what_is_empty_or_true_is_a_sign():
    entry = AuditEntry(kind="gone.model", changes={"x": [True, ""], "y": [None, False]})
    told = [(change["old"], change["new"]) for change in changed_fields(entry)]
    assert told == [("✓", "–"), ("–", "✕")]


def test_who_is_let_go_is_no_longer_active(cast):
    people.deactivate(cast.anna, actor=cast.adam, at=NOON)
    [change] = changed_fields(last())
    told = tuple(str(change[key]) for key in ("label", "old", "new"))
    assert told == ("State", "active", "deactivated")


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", "CRM manager, Administrator"), ("zh-hans", "客户关系管理经理")],
)
def test_roles_are_told_by_name_in_the_trail_and_the_inbox(
    client, cast, language, names
):
    both = Role.objects.filter(code__in=["admin", "manager"])
    people.update_user(cast.adam, actor=cast.adam, roles=both, at=NOON)
    User.objects.filter(pk=cast.dan.pk).update(language=language)
    client.force_login(cast.dan)
    for address in ("/audit/", "/inbox/"):
        page = client.get(address).content.decode()
        assert names in page
        assert "manager, admin" not in page


def test_cells_of_ones_own_role_are_told_by_their_labels(client, cast):
    admin = Role.objects.get(code="admin")
    cells = {Can.SEE_CUSTOMERS: Reach.ALL}
    roles.set_grants(admin, actor=cast.adam, cells=cells, at=NOON)
    User.objects.filter(pk=cast.dan.pk).update(language="en")
    client.force_login(cast.dan)
    page = client.get("/inbox/").content.decode()
    assert "Administrator; See customer archives: none → all" in page


def test_a_notice_of_before_shows_its_own_line(client, cast):
    Notice.objects.create(
        user=cast.dan, kind="accounts.own_rights", key="old", created_at=NOON,
        params={"actor": "管亚当", "what": "二组"},
    )  # fmt: skip
    client.force_login(cast.dan)
    assert "二组" in client.get("/inbox/").content.decode()


def test_what_has_no_words_shows_as_it_is():
    entry = AuditEntry(action="old.verb", kind="gone.model", changes={"x": [None, "y"]})
    assert verb(entry) == "old.verb"
    assert changed_fields(entry) == [{"label": "x", "old": "–", "new": "y"}]


@pytest.mark.parametrize("query", ["action=user.created", "since=2026-11-23", ""])
def test_the_trail_is_narrowed_by_what_is_asked(client, cast, query):
    people.create_user("neu", actor=cast.adam, name="新人", password="x", at=NOON)
    people.deactivate(cast.anna, actor=cast.adam, at=NOON)
    client.force_login(cast.dan)
    shown = {e.action for e in client.get(f"/audit/?{query}").context["page"].rows}
    wanted = {"user.created", "user.deactivated"}
    assert shown == ({"user.created"} if "action" in query else wanted)


def test_no_customers_content_stands_in_the_trail_of_settings(cast):
    AuditEntry.objects.create(
        at=NOON, action="customer.updated", kind="customers.customer", customer_id=1,
        label="欧阳若兰",
    )  # fmt: skip
    assert not AuditEntry.objects.about_settings().exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("since=2026-11-23&until=2026-11-23", {"first", "last"}),
        ("since=2026-11-24", {"after"}),
        ("until=2026-11-22", {"before"}),
        ("since=0001-01-01&until=9999-12-31", {"before", "first", "last", "after"}),
    ],
)
def test_a_day_ends_at_the_readers_midnight(client, cast, query, found):
    begins = NOON.replace(hour=0)
    moments = {
        "before": begins - timedelta(microseconds=1),
        "first": begins,
        "last": begins + timedelta(days=1, microseconds=-1),
        "after": begins + timedelta(days=1),
    }
    for word, at in moments.items():
        AuditEntry.objects.create(at=at, action=word)
    client.force_login(cast.dan)
    rows = client.get(f"/audit/?{query}").context["page"].rows
    assert {entry.action for entry in rows} == found


def test_the_trail_of_settings_walks_its_own_index(cast):
    about_customers = (
        AuditEntry(at=NOON, action="customer.viewed", kind="customers.customer",
                   object_id=1, customer_id=1)
        for _number in range(3000)
    )  # fmt: skip
    AuditEntry.objects.bulk_create(about_customers)
    people.update_user(cast.anna, actor=cast.adam, name="王安安", at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE accounts_auditentry")
    rows = AuditEntry.objects.about_settings().for_history()
    narrowed = rows.filter(at__gte=NOON, at__lt=NOON + timedelta(days=1))
    for asked in (rows, narrowed):
        assert "audit_settings" in asked[:25].explain()
