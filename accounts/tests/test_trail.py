"""The audit trail of settings reads as words, in the reader's language."""

import pytest
from django.utils.translation import override

from accounts.choices import Reach
from accounts.models import AuditEntry, Role
from accounts.permissions import Can
from accounts.services import people, profile, roles
from accounts.templatetags.trail import changed_fields, verb
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


def test_what_is_empty_or_true_is_a_sign(cast):
    people.deactivate(cast.anna, actor=cast.adam, at=NOON)
    [change] = changed_fields(last())
    assert (change["old"], change["new"]) == ("✓", "✕")


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
