"""A session that is about to end says so in time, to every hand and ear."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from crm.testing.browsers import axe
from crm.testing.cast import PASSWORD

pytestmark = pytest.mark.browser
FORM = "/customers/new/"
NAME = "#customer-form #id_name"
TWO_MINUTES = 120
COOKIE = settings.SESSION_COOKIE_NAME


@pytest.fixture
def page(desktop: Page, committed_cast) -> Page:
    """Anna, signed in by the form, half-way through a new customer."""
    desktop.clock.install()
    desktop.goto("/login/")
    desktop.fill("[name=username]", "anna")
    desktop.fill("[name=password]", PASSWORD)
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/today/")
    desktop.goto(FORM)
    desktop.fill(NAME, "欧阳小明")
    return desktop


def wait(page: Page, seconds: int) -> None:
    page.clock.fast_forward(seconds * 1000)


def cookie_ends(page: Page) -> float:
    return next(c["expires"] for c in page.context.cookies() if c["name"] == COOKIE)


def test_two_minutes_before_it_asks_and_enter_keeps_it(page):
    wait(page, settings.SESSION_COOKIE_AGE - TWO_MINUTES - 60)
    dialog = page.locator("#stay")
    expect(dialog).to_be_hidden()
    wait(page, 60)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    expect(dialog.locator("button[type=submit]")).to_be_focused()
    axe(page)
    before = cookie_ends(page)

    with page.expect_response("**/stay/") as answer:
        page.keyboard.press("Enter")

    assert answer.value.status == 204
    expect(dialog).to_be_hidden()
    expect(page.locator(NAME)).to_be_focused()
    expect(page.locator(NAME)).to_have_value("欧阳小明")
    assert cookie_ends(page) > before
    wait(page, TWO_MINUTES + 60)
    expect(page.locator("#relogin")).to_be_hidden()


def test_nothing_is_asked_of_the_server_while_it_waits(page):
    page.goto("/me/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    # The browser fetches the picture of the tab when it likes.
    wait(page, settings.SESSION_COOKIE_AGE - TWO_MINUTES + 1)
    expect(page.locator("#stay")).to_be_visible()
    assert [url for url in asked if "/static/img/" not in url] == []


def test_who_does_not_answer_signs_in_again_in_place(page):
    wait(page, settings.SESSION_COOKIE_AGE - TWO_MINUTES + 1)
    page.keyboard.press("Escape")
    expect(page.locator("#stay")).to_be_hidden()
    wait(page, TWO_MINUTES)
    relogin = page.locator("#relogin")
    expect(relogin).to_be_visible()
    relogin.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(relogin).to_be_hidden()
    expect(page.locator(NAME)).to_have_value("欧阳小明")
    wait(page, settings.SESSION_COOKIE_AGE - TWO_MINUTES + 1)
    expect(page.locator("#stay")).to_be_visible()


def test_the_answer_in_one_tab_counts_in_the_other(page):
    other = page.context.new_page()
    other.goto("/today/")
    # One clock for all tabs.
    wait(page, settings.SESSION_COOKIE_AGE - TWO_MINUTES + 1)
    for each in (page, other):
        expect(each.locator("#stay")).to_be_visible()
    other.locator("#stay button[type=submit]").click()
    expect(page.locator("#stay")).to_be_hidden()


def test_a_session_that_has_ended_meanwhile_is_said(page, console):
    console.allow("401")
    wait(page, settings.SESSION_COOKIE_AGE - TWO_MINUTES + 1)
    page.context.clear_cookies(name=COOKIE)
    page.locator("#stay button[type=submit]").click()
    expect(page.locator("#relogin")).to_be_visible()
