"""Nothing typed is lost: not by reload, error, expired session or Back."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect

from crm.testing.browsers import sign_in
from crm.testing.cast import PASSWORD
from customers.models import Customer

pytestmark = pytest.mark.browser
FORM = "/customers/new/"
SAVED = re.compile(r"/customers/\d+/")
NAME = "#customer-form #id_name"
SAVE = "#customer-form button.btn-primary[type=submit]"

# Two clicks a blink apart, and time for what the second would send.
TWICE = """button => new Promise(done => {
  button.click();
  setTimeout(() => button.click(), 100);
  setTimeout(done, 300);
})"""


@pytest.fixture
def typing(phone: Page, committed_cast) -> Page:
    """Anna on her phone, half-way through a new customer."""
    sign_in(phone, committed_cast.anna)
    phone.goto(FORM)
    phone.fill(NAME, "欧阳小明")
    return phone


def expire(page: Page) -> None:
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def test_what_was_typed_comes_back_after_a_reload(typing):
    typing.reload()
    expect(typing.locator(NAME)).to_have_value("欧阳小明")
    expect(typing.locator(".draft-bar")).to_be_visible()


def test_what_was_typed_comes_back_by_the_back_button(typing):
    typing.goto("/today/")
    typing.go_back()
    expect(typing.locator(NAME)).to_have_value("欧阳小明")


def test_an_error_keeps_what_was_typed_and_so_does_leaving_after_it(typing):
    typing.fill("#id_phone", "12")
    typing.click(SAVE)
    expect(typing.locator(".error-summary").first).to_be_focused()
    expect(typing.locator(NAME)).to_have_value("欧阳小明")
    typing.goto("/today/")
    typing.goto(FORM)
    expect(typing.locator(NAME)).to_have_value("欧阳小明")


def test_an_expired_session_keeps_what_was_typed(typing, console):
    # The check for duplicates meets the expired session at the same time.
    console.allow("401")
    expire(typing)
    typing.locator("#customer-form").evaluate("form => form.requestSubmit()")
    typing.wait_for_url("**/login/**")
    typing.fill("[name=username]", "anna")
    typing.fill("[name=password]", PASSWORD)
    typing.keyboard.press("Enter")
    typing.wait_for_url(f"**{FORM}")
    expect(typing.locator(NAME)).to_have_value("欧阳小明")


def test_an_expired_token_keeps_what_was_typed(typing, console):
    console.allow("403")
    typing.locator("#customer-form [name=csrfmiddlewaretoken]").evaluate(
        "field => { field.value = 'x'.repeat(64); }"
    )
    typing.click(SAVE)
    typing.click(f"a[href='{FORM}'].btn-primary")
    expect(typing.locator(NAME)).to_have_value("欧阳小明")


def test_a_sign_in_in_place_leaves_the_page_as_it_was(typing, console):
    console.allow("401")
    expire(typing)
    typing.fill("#id_phone", "13800138000")
    dialog = typing.locator("#relogin")
    expect(dialog).to_be_visible()
    dialog.locator("[name=password]").fill("wrong")
    typing.keyboard.press("Enter")
    expect(dialog.locator(".relogin-error")).to_be_visible()
    dialog.locator("[name=password]").fill(PASSWORD)
    typing.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(typing.locator(NAME)).to_have_value("欧阳小明")
    typing.click(SAVE)
    typing.wait_for_url(SAVED)


def test_a_saved_form_leaves_no_draft_and_comes_back_blank(typing):
    typing.fill("#id_phone", "13800138000")
    typing.click(SAVE)
    typing.wait_for_url(SAVED)
    typing.go_back()
    expect(typing.locator(NAME)).to_have_value("")
    typing.goto(FORM)
    expect(typing.locator(NAME)).to_have_value("")


def test_a_discarded_draft_is_gone(typing):
    typing.reload()
    typing.click("[data-draft-discard]")
    expect(typing.locator(NAME)).to_have_value("")
    typing.reload()
    expect(typing.locator(NAME)).to_have_value("")


def test_nobody_else_on_the_device_gets_the_draft(typing, committed_cast):
    typing.goto("/today/")
    sign_in(typing, committed_cast.ben)
    typing.goto(FORM)
    expect(typing.locator(NAME)).to_have_value("")


def test_signing_out_wipes_the_drafts(typing):
    typing.goto("/me/")
    typing.locator("main [data-forget-drafts] button").click()
    typing.wait_for_url("**/login/**")
    assert typing.evaluate("Object.keys(localStorage)") == []


def test_a_second_click_while_the_first_runs_sends_nothing(typing):
    held = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    typing.route(f"**{FORM}", hold)
    typing.fill("#id_phone", "13800138000")
    typing.locator(SAVE).evaluate(TWICE)
    assert len(held) == 1
    held[0].continue_()
    typing.wait_for_url(SAVED)
    assert Customer.objects.count() == 1
