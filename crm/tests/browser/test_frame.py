"""The frame in real Chromium: both screens, every theme, no barrier, no stranger."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from crm.testing.browsers import axe, sign_in

pytestmark = pytest.mark.browser
FORM = "/customers/new/"
# What the surface of the page is in each theme, as the tokens say.
BACKGROUND = {"light": "rgb(245, 247, 250)", "dark": "rgb(16, 21, 27)"}


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize(
    ("screen", "scheme", "locale"),
    [("phone", "dark", "zh-CN"), ("desktop", "light", "en")],
)
def test_no_barrier_in_the_frame(open_page, committed_cast, screen, scheme, locale):
    anna = committed_cast.anna
    language = "en" if locale == "en" else "zh-hans"
    type(anna).objects.filter(pk=anna.pk).update(language=language)
    page = open_page(screen, color_scheme=scheme)
    page.goto("/login/")
    axe(page, "best-practice")
    sign_in(page, anna)
    page.goto("/today/")
    assert background(page) == BACKGROUND[scheme]
    axe(page, "best-practice")
    page.goto(FORM)
    page.keyboard.press("Control+Enter")
    page.locator("#customer-form button[type=submit]").first.click()
    expect(page.locator(".error-summary").first).to_be_visible()
    axe(page, "best-practice")


def test_the_phones_plus_opens_what_can_be_created(phone, committed_cast):
    sign_in(phone, committed_cast.anna)
    phone.goto("/today/")
    phone.locator(".bar-plus summary").tap()
    axe(phone)
    phone.locator(f".sheet a[href='{FORM}']").tap()
    phone.wait_for_url(f"**{FORM}")


def test_the_search_field_is_there_on_the_phone(phone, committed_cast):
    sign_in(phone, committed_cast.anna)
    phone.goto("/today/")
    expect(phone.locator("#search-box")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 768, 1366])
def test_no_page_scrolls_sideways(open_page, committed_cast, width):
    page = open_page(viewport={"width": width, "height": 740})
    sign_in(page, committed_cast.anna)
    for path in ("/today/", "/me/", FORM):
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path


def test_a_tablet_opens_the_menu_by_its_button(open_page, committed_cast):
    page = open_page(viewport={"width": 768, "height": 900})
    sign_in(page, committed_cast.anna)
    page.goto("/today/")
    expect(page.locator("#sidebar")).to_be_hidden()
    page.click("[data-nav-open]")
    expect(page.locator("#sidebar")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sidebar")).to_be_hidden()


def test_the_menu_stays_folded_on_the_next_page(desktop, committed_cast):
    sign_in(desktop, committed_cast.anna)
    desktop.goto("/today/")
    desktop.click("[data-nav-fold]")
    desktop.goto("/me/")
    assert desktop.locator("#sidebar").bounding_box()["width"] == 56


def test_the_menu_works_without_scripts(open_page, committed_cast):
    page = open_page("phone", java_script_enabled=False)
    sign_in(page, committed_cast.anna)
    page.goto("/today/")
    page.locator(".bar-plus summary").tap()
    page.locator(f".sheet a[href='{FORM}']").tap()
    page.wait_for_url(f"**{FORM}")


def test_a_fragment_that_fails_says_so_and_offers_to_try_again(
    desktop, committed_cast, console
):
    console.allow("Failed to load")
    console.allow("htmx")
    console.allow("/customers/duplicates/")
    sign_in(desktop, committed_cast.anna)
    desktop.goto(FORM)
    desktop.route("**/customers/duplicates/**", lambda route: route.abort())
    desktop.fill("#id_phone", "13800138000")
    desktop.locator("#id_phone").blur()
    bar = desktop.locator(".failure")
    expect(bar).to_be_visible()
    axe(desktop)
    desktop.unroute("**/customers/duplicates/**")
    bar.locator("[data-retry]").click()
    expect(bar).to_be_hidden()
    expect(desktop.locator("#id_phone")).to_have_value("13800138000")


def test_nothing_is_loaded_from_another_host(desktop, committed_cast):
    hosts = set()
    desktop.on("request", lambda r: hosts.add(urlsplit(r.url).hostname))
    desktop.goto("/login/")
    sign_in(desktop, committed_cast.anna)
    for path in ("/today/", FORM, "/me/"):
        desktop.goto(path)
    assert hosts == {"127.0.0.1"}
