"""Who is told by a closed door: another who can open it, or that it is oneself."""

import pytest
from django.urls import reverse

from accounts.models import User


def page(client, user, address: str) -> str:
    User.objects.update(language="en")
    client.force_login(user)
    answer = client.get(reverse(address))
    assert answer.status_code == 403
    return answer.content.decode()


@pytest.fixture
def second(cast):
    """Another administrator: dan directs, and administers too."""
    cast.dan.roles.set(cast.adam.roles.all())
    return cast.dan


def test_who_grants_rights_is_sent_to_the_roles_and_not_to_himself(client, cast):
    said = page(client, cast.adam, "customers:index")
    assert "You decide yourself what roles may do" in said
    assert reverse("admin:accounts_role_changelist") in said
    assert "Who can grant it" not in said


def test_who_does_not_is_told_who_can(client, cast, second):
    said = page(client, cast.anna, "audit")
    assert "Who can grant it" in said
    assert second.name in said
    assert cast.adam.name in said
    assert "You decide yourself" not in said
