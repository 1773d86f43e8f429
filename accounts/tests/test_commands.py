"""The console makes the first administrator of a new installation."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.permissions.actions import Can


@pytest.fixture
def types(monkeypatch):
    """Answer the question for a password with what the test types."""

    def type_in(password):
        monkeypatch.setattr("getpass.getpass", lambda _prompt: password)

    return type_in


@pytest.mark.django_db
def test_the_first_administrator_may_manage_users_and_roles(types):
    types("blue horse 42")
    call_command("create_administrator", "chief", name="周总")
    chief = User.objects.get(username="chief")
    assert chief.may(Can.MANAGE_USERS)
    assert chief.may(Can.MANAGE_ROLES)
    assert chief.check_password("blue horse 42")


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["short", "password1234"])
def test_a_weak_password_makes_nobody(types, password):
    types(password)
    with pytest.raises(CommandError):
        call_command("create_administrator", "chief")
    assert not User.objects.exists()
