"""The whole menu on the phone: one tap from the bar, by key, without scripts."""

import pytest
from playwright.sync_api import expect

from crm.navigation import Navigation
from crm.testing.browsers import axe, sign_in

pytestmark = pytest.mark.browser
MENU = ".bottombar [data-nav-open]"


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("who", ["nina", "sam", "adam"])
def test_every_place_is_one_tap_from_the_bar(open_page, committed_cast, who, scripts):
    user = getattr(committed_cast, who)
    page = open_page("phone", java_script_enabled=scripts)
    sign_in(page, user)
    page.goto("/me/")
    menu = page.locator("#sidebar")
    expect(menu).to_be_hidden()
    page.locator(MENU).tap()
    expect(menu).to_be_visible()
    for _label, entries in Navigation(user, "/me/").groups:
        for entry in entries:
            expect(menu.locator(f"li a[href='{entry.url}']")).to_have_count(1)
    for shown in menu.locator("a:visible, button:visible, summary:visible").all():
        assert shown.bounding_box()["height"] >= 44, shown.inner_text()
    expect(menu.locator("a[href='/me/']")).to_have_attribute("aria-current", "page")
    menu.locator("[data-nav-close]").tap()
    expect(menu).to_be_hidden()
    page.locator(MENU).tap()
    menu.locator("li a[href='/inbox/']").tap()
    page.wait_for_url("**/inbox/")


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_menu_fits_between_the_search_and_the_bar(
    open_page, committed_cast, width, language
):
    nina = committed_cast.nina
    type(nina).objects.filter(pk=nina.pk).update(language=language)
    page = open_page("phone", viewport={"width": width, "height": 740})
    sign_in(page, nina)
    page.goto("/customers/")
    page.locator(MENU).tap()
    stands = page.locator("#sidebar").bounding_box()
    assert (stands["x"], stands["width"]) == (0, width)
    bar = page.locator(".bottombar").bounding_box()
    assert stands["y"] + stands["height"] == pytest.approx(bar["y"], abs=1)
    for word in page.locator("#sidebar .sidebar-word:visible").all():
        assert word.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
    here = page.locator("#sidebar li a[aria-current]")
    expect(here).to_be_focused()
    # Signing out and the language are in sight however long the menu is.
    for word in ("[data-forget-drafts] button", ".language button >> nth=0"):
        expect(page.locator(f"#sidebar {word}")).to_be_in_viewport(ratio=1)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_below_waits_and_the_focus_comes_back(phone, committed_cast):
    sign_in(phone, committed_cast.anna)
    phone.goto("/today/")
    button = phone.locator(MENU)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.tap()
    expect(button).to_have_attribute("aria-expanded", "true")
    assert phone.locator(".page").evaluate("page => page.inert")
    phone.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(phone.locator("#sidebar")).to_be_hidden()
    assert not phone.locator(".page").evaluate("page => page.inert")
    button.tap()
    button.tap()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.tap()
    phone.locator(".bar-plus summary").tap()
    expect(phone.locator(".sheet")).to_be_visible()
    expect(phone.locator("#sidebar")).to_be_hidden()
    button.tap()
    expect(phone.locator(".sheet")).to_be_hidden()
    phone.locator("#search-box").tap()
    expect(phone.locator("#sidebar")).to_be_hidden()
    expect(phone.locator("#search-box")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_phone_speaks_another_language_and_signs_out(
    open_page, committed_cast, scripts
):
    page = open_page("phone", java_script_enabled=scripts)
    sign_in(page, committed_cast.anna)
    page.goto("/leads/")
    page.locator(MENU).tap()
    page.locator("#sidebar button[value=en]").tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "/leads/" in page.url
    page.locator(MENU).tap()
    page.locator("#sidebar [data-forget-drafts] button").tap()
    page.wait_for_url("**/login/")


def test_a_tablet_turned_wide_has_its_page_again(open_page, committed_cast):
    page = open_page(viewport={"width": 768, "height": 900})
    sign_in(page, committed_cast.anna)
    page.goto("/today/")
    page.click(".topbar-menu")
    assert page.locator(".page").evaluate("page => page.inert")
    page.set_viewport_size({"width": 1024, "height": 768})
    page.wait_for_function("() => !document.querySelector('.page').inert")
    expect(page.locator("#sidebar")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_one_wants_of_ones_page_stands_on_the_first_screen(
    open_page, committed_cast, language
):
    dan = committed_cast.dan
    type(dan).objects.filter(pk=dan.pk).update(language=language)
    page = open_page("phone")
    sign_in(page, dan)
    page.goto("/me/")
    axe(page)
    for wanted in (
        ".me-places a[href='/inbox/']",
        ".me-places [data-forget-drafts] button",
        "[name=language] >> nth=0",
        "[name=theme] >> nth=0",
    ):
        stands = page.locator(f"main {wanted}").bounding_box()
        assert stands["y"] + stands["height"] <= 740, wanted
    assert page.evaluate("document.documentElement.scrollHeight") < 3 * 740
    rights = page.locator(".me-may")
    expect(rights.locator(".sight").first).to_be_hidden()
    rights.locator("summary").tap()
    expect(rights.locator(".sight").first).to_be_visible()


def test_keys_are_told_where_there_is_a_keyboard(open_page, committed_cast):
    for screen, shown in (("phone", False), ("desktop", True)):
        page = open_page(screen)
        sign_in(page, committed_cast.anna)
        page.goto("/me/")
        for place in (".footer", ".me-places"):
            link = page.locator(f"{place} a[href='/me/shortcuts/']")
            expect(link).to_be_visible(visible=shown)
