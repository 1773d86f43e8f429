"""Which language a page speaks: chosen at the door, brought along, or the profile's."""

import pytest
from django.test import Client

from accounts.models import AuditEntry, User
from crm.testing.cast import PASSWORD

ENTRY = {"username": "anna", "password": PASSWORD}


def spoken(client) -> str:
    return client.get("/today/").headers["Content-Language"]


def stored() -> str:
    return User.objects.get(username="anna").language


@pytest.fixture
def was_here(cast):
    """Anna has signed in before."""
    Client().post("/login/", ENTRY)


def test_the_first_session_speaks_as_the_sign_in_page_did(cast):
    client = Client(headers={"accept-language": "en-GB,en;q=0.9,zh;q=0.5"})
    client.post("/login/", ENTRY)
    assert (spoken(client), stored()) == ("en", "zh-hans")
    client.post("/logout/")
    client.post("/login/", ENTRY)
    assert spoken(client) == "zh-hans"


@pytest.mark.parametrize("chosen", [True, False])
def test_a_sign_in_on_a_borrowed_phone_changes_nothing_of_the_user(cast, chosen):
    client = Client(headers={"accept-language": "en"})
    if chosen:
        client.post("/language/", {"language": "en", "next": "/login/"})
    client.post("/login/", ENTRY)
    assert (spoken(client), stored()) == ("en", "zh-hans")
    assert not AuditEntry.objects.filter(action="user.profile_changed").exists()


@pytest.mark.parametrize("first", [True, False])
def test_saving_the_theme_on_a_borrowed_phone_keeps_the_language(cast, first):
    if not first:
        Client().post("/login/", ENTRY)
    client = Client()
    client.post("/language/", {"language": "en"})
    client.post("/login/", ENTRY)
    page = client.get("/me/")
    assert page.context["is_lent"]
    assert page.context["form"]["language"].value() == "zh-hans"
    client.post("/me/", page.context["form"].initial | {"theme": "dark"})
    cast.anna.refresh_from_db()
    assert (cast.anna.theme, stored()) == ("dark", "zh-hans")
    assert spoken(client) == "zh-hans"


def test_choosing_in_the_first_session_is_stored(cast):
    client = Client(headers={"accept-language": "en"})
    client.post("/login/", ENTRY)
    client.post("/language/", {"language": "zh-hans"})
    assert (spoken(client), stored()) == ("zh-hans", "zh-hans")
    client.post("/language/", {"language": "en"})
    assert (spoken(client), stored()) == ("en", "en")


def test_a_later_sign_in_does_not(was_here):
    client = Client(headers={"accept-language": "en"})
    client.post("/login/", ENTRY)
    assert (spoken(client), stored()) == ("zh-hans", "zh-hans")


def test_what_an_administrator_chose_stands_at_the_first_sign_in(cast):
    User.objects.filter(pk=cast.anna.pk).update(language="en")
    client = Client(headers={"accept-language": "zh-CN"})
    client.post("/login/", ENTRY)
    assert (spoken(client), stored()) == ("en", "en")


def test_the_choice_on_the_sign_in_page_holds_in_this_browser_alone(was_here):
    here, elsewhere = Client(), Client()
    here.post("/language/", {"language": "en", "next": "/login/"})
    for client in (here, elsewhere):
        client.post("/login/", ENTRY)
    assert (spoken(here), spoken(elsewhere)) == ("en", "zh-hans")
    assert stored() == "zh-hans"
    here.post("/logout/")
    assert here.get("/login/").headers["Content-Language"] == "en"


@pytest.mark.parametrize("switch", ["menu", "settings"])
def test_choosing_when_signed_in_ends_what_the_browser_had_chosen(was_here, switch):
    client = Client()
    client.post("/language/", {"language": "en"})
    client.post("/login/", ENTRY)
    page = client.get("/me/")
    if switch == "menu":
        client.post("/language/", {"language": "zh-hans"})
    else:
        settings = page.context["form"].initial | {"language": "zh-hans"}
        client.post("/me/", settings)
    assert (spoken(client), stored()) == ("zh-hans", "zh-hans")


def test_a_cookie_that_names_no_language_says_nothing(was_here):
    client = Client()
    client.cookies["weixi_language"] = "xx"
    client.post("/login/", ENTRY)
    assert spoken(client) == "zh-hans"


def test_ones_settings_ask_for_the_language_once(client, cast):
    client.force_login(cast.anna)
    page = client.get("/me/").content.decode()
    # The others stand in the menus, one on wide screens and one on the phone.
    assert page.count('name="language" value="en" lang="en"') == 2
    assert page.count('action="/language/"') == 2
