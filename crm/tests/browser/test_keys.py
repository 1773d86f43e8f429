"""Keys lead everywhere, and never come between a person and what he types."""

import pytest
from playwright.sync_api import Page, expect

from crm.testing.browsers import sign_in

pytestmark = pytest.mark.browser
FORM = "/customers/new/"
NAME = "#customer-form #id_name"


@pytest.fixture
def anna(desktop: Page, committed_cast) -> Page:
    sign_in(desktop, committed_cast.anna)
    desktop.goto("/today/")
    return desktop


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_leads_to_the_search_field(anna, key):
    anna.keyboard.press(key)
    expect(anna.locator("#search-box")).to_be_focused()


@pytest.mark.parametrize(
    ("keys", "url"), [("gc", "/customers/"), ("nu", FORM), ("gt", "/today/")]
)
def test_two_letters_lead_to_a_place(anna, keys, url):
    anna.goto("/me/")
    for key in keys:
        anna.keyboard.press(key)
    anna.wait_for_url(f"**{url}")


def test_letters_typed_into_a_field_are_letters(anna):
    anna.goto(FORM)
    anna.focus(NAME)
    anna.keyboard.type("gc/?")
    expect(anna.locator(NAME)).to_have_value("gc/?")
    assert anna.url.endswith(FORM)


def test_single_keys_can_be_switched_off_on_this_device(anna):
    anna.keyboard.press("?")
    anna.locator("#shortcuts [data-keys-switch]").uncheck()
    anna.keyboard.press("Escape")
    anna.reload()
    anna.keyboard.press("/")
    expect(anna.locator("#search-box")).not_to_be_focused()
    anna.keyboard.press("Control+k")
    expect(anna.locator("#search-box")).to_be_focused()


def test_enter_that_ends_a_composition_sends_nothing(anna):
    anna.goto(FORM)
    posts = []
    anna.on("request", lambda r: posts.append(r.url) if r.method == "POST" else None)
    anna.focus(NAME)
    keyboard = anna.context.new_cdp_session(anna)
    spelled = {"text": "wang", "selectionStart": 4, "selectionEnd": 4}
    keyboard.send("Input.imeSetComposition", spelled)
    anna.keyboard.press("Enter")
    anna.keyboard.press("Control+Enter")
    keyboard.send("Input.insertText", {"text": "王"})
    expect(anna.locator(NAME)).to_have_value("王")
    assert posts == []


def test_control_and_enter_send_the_form_from_any_field(anna):
    anna.goto(FORM)
    anna.fill("#id_phone", "12")
    anna.keyboard.press("Control+Enter")
    expect(anna.locator(".error-summary").first).to_be_visible()
