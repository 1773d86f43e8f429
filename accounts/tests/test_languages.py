"""Which language a page speaks: chosen at the door, learnt there, or the profile's."""

import pytest
from django.test import Client

from accounts.models import User
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


def test_the_first_sign_in_takes_the_browsers_language(cast):
    client = Client(headers={"accept-language": "en-GB,en;q=0.9,zh;q=0.5"})
    client.post("/login/", ENTRY)
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


def test_the_choice_on_the_sign_in_page_holds_on_this_device_alone(was_here):
    here, elsewhere = Client(), Client()
    here.post("/language/", {"language": "en", "next": "/login/"})
    for client in (here, elsewhere):
        client.post("/login/", ENTRY)
    assert (spoken(here), spoken(elsewhere)) == ("en", "zh-hans")
    assert stored() == "zh-hans"
    here.post("/logout/")
    assert here.get("/login/").headers["Content-Language"] == "en"


@pytest.mark.parametrize("switch", ["menu", "settings"])
def test_choosing_when_signed_in_ends_what_the_device_had_chosen(was_here, switch):
    client = Client()
    client.post("/language/", {"language": "en"})
    client.post("/login/", ENTRY)
    page = client.get("/me/")
    assert page.context["form"]["language"].value() == "en"
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
    # The other stands in the menu, which the phone does not show.
    assert page.count('name="language" value="en" lang="en"') == 1
    assert page.count('action="/language/"') == 1
