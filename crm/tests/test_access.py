"""Every role and every address: exactly the table of `crm.tests.access`."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from accounts.models import AuditEntry
from crm.tests import access

# Every page of the admin site, whatever models it holds: `ADMINISTERS`.
ADMIN = "admin:"
SIGN_IN = ("/login/?next=", "/admin/login/?next=")


@pytest.fixture
def world(shared_world, undone):
    return shared_world


def names(patterns, prefix=""):
    """Yield the full name of every address the site map holds."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, inner)
        elif pattern.name:
            yield prefix + pattern.name
        else:
            yield f"{prefix}{pattern.pattern} has no name"


def views(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from views(pattern.url_patterns)
        else:
            yield pattern


def answer(row, address, who, world):
    """Return how `address` answers one person, undoing whatever he did."""
    client = Client()
    with transaction.atomic():
        if who != "nobody":
            client.force_login(getattr(world.cast, who))
        before = AuditEntry.objects.count()
        response = client.get(address) if row.post is None else client.post(
            address, row.post
        )  # fmt: skip
        done = AuditEntry.objects.count() - before
        transaction.set_rollback(True)
    if response.status_code == 302 and response.url.startswith(SIGN_IN):
        return access.IN
    assert response.status_code < 500, f"{row} {who}: {response.status_code}"
    assert not done or response.status_code < 400, f"{row} {who}: refused and done"
    return response.status_code if response.status_code in (403, 404) else access.OK


def test_every_address_stands_in_the_table():
    mapped = set(names(get_resolver().url_patterns))
    listed = {row.url for row in access.ROWS}
    assert {name for name in mapped if not name.startswith(ADMIN)} == listed


def test_every_view_says_what_it_takes():
    unsaid = [
        str(pattern.pattern)
        for pattern in views(get_resolver().url_patterns)
        if not hasattr(pattern.callback, "can")
        and getattr(pattern.callback, "login_required", True)
    ]
    assert unsaid == []


@pytest.mark.parametrize("row", access.ROWS, ids=str)
def test_each_role_is_answered_as_the_table_says(row, world):
    address = row.address(world)
    answers = [answer(row, address, who, world) for who in access.PEOPLE]
    wrong = {
        who: f"{got}, not {said}"
        for who, got, said in zip(access.PEOPLE, answers, row.answers, strict=True)
        if got != said
    }
    assert wrong == {}


def test_only_administrators_open_the_admin_site(world):
    row = access.Row("admin:index", access.answers.ADMINISTERS)
    pages = {
        f"/admin/{name.removeprefix(ADMIN).replace('_', '/', 1)}/".replace(
            "/changelist/", "/"
        )
        for name in names(get_resolver().url_patterns)
        if name.startswith(ADMIN) and name.endswith("_changelist")
    }
    for page in {row.address(world)} | {p.replace("_changelist", "") for p in pages}:
        answers = [answer(row, page, who, world) for who in access.PEOPLE]
        assert answers == list(row.answers), page
