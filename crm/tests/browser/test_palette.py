"""The search box in a real browser: keys, taps, and the composing of Chinese."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from crm.testing.browsers import axe, sign_in
from crm.testing.builders import make_customer

pytestmark = pytest.mark.browser
ENGLISH_TOO = pytest.mark.parametrize(
    "language", ["zh-hans", pytest.param("en", marks=pytest.mark.full)]
)
PHONE = "13800138000"
# What is typed, and what of the customer is marked for it.
MARKED = {"wxm": "王小明", "wangxiaoming": "王小明", "王小": "王小", "8000": "8000"}


@pytest.fixture
def ming(committed_cast):
    make_customer(committed_cast.anna, name="王晓燕", phone="13911112222")
    return make_customer(committed_cast.anna, name="王小明", phone=PHONE)


@pytest.fixture
def enter(committed_cast, ming):
    """Open Today as anna, in a language."""

    def opened(page, language="zh-hans"):
        User.objects.filter(pk=committed_cast.anna.pk).update(language=language)
        sign_in(page, committed_cast.anna)
        page.goto("/today/")
        page.asked = []
        page.on("request", lambda r: "/search/" in r.url and page.asked.append(r.url))
        return page.locator("#search-box")

    return opened


def first(page):
    return page.locator("#search-results [role='option'][aria-selected='true']")


def compose(page, letters: str) -> None:
    """Let an input method show `letters` that are not text yet."""
    method = page.context.new_cdp_session(page)
    place = {"selectionStart": len(letters), "selectionEnd": len(letters)}
    method.send("Input.imeSetComposition", {"text": letters} | place)


def settle(page, text: str) -> None:
    """Let the input method put `text` in place of what it showed."""
    page.context.new_cdp_session(page).send("Input.insertText", {"text": text})


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_customer_is_found_by_initials_sound_characters_and_number(
    browser_page, enter, language
):
    box = enter(browser_page, language)
    for typed in MARKED:
        box.fill("")
        box.press_sequentially(typed)
        marked = browser_page.locator("#search-results [aria-selected='true'] mark")
        expect(marked).to_have_text(MARKED[typed])
        expect(first(browser_page)).to_contain_text("138****8000")
        assert PHONE not in browser_page.content()


@ENGLISH_TOO
def test_the_open_list_has_no_barrier(browser_page, enter, language):
    box = enter(browser_page, language)
    box.click()
    expect(
        browser_page.locator("#search-results [role='option']").first
    ).to_be_visible()
    axe(browser_page)
    box.fill("wxm")
    expect(first(browser_page)).to_contain_text("王小明")
    axe(browser_page)


def test_keys_open_the_box_from_anywhere(desktop, enter):
    box = enter(desktop)
    for keys in ("/", "Control+k", "Meta+k"):
        desktop.keyboard.press(keys)
        expect(box).to_be_focused()
        expect(desktop.locator("#search-results")).to_be_visible()
        assert box.input_value() == ""
        desktop.keyboard.press("Escape")
        desktop.keyboard.press("Escape")
        expect(box).not_to_be_focused()


def test_a_customer_is_opened_by_keys_alone(desktop, enter, ming, console):
    enter(desktop)
    desktop.keyboard.press("/")
    desktop.keyboard.type("wx")
    expect(first(desktop)).to_be_visible()
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("ArrowUp")
    expect(first(desktop)).to_have_count(1)
    desktop.locator("#search-box").fill("wxm8000")
    expect(first(desktop)).to_contain_text("王小明")
    console.allow("404")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(re.compile(rf"/customers/{ming.pk}/"))


def test_enter_before_the_answer_means_the_first_of_the_answer(
    desktop, enter, ming, console
):
    enter(desktop)
    console.allow("404")
    desktop.keyboard.press("/")
    desktop.keyboard.type("8000")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(re.compile(rf"/customers/{ming.pk}/"))


def test_from_a_customer_one_key_leads_to_logging_a_visit(desktop, enter, ming):
    enter(desktop)
    desktop.keyboard.press("/")
    desktop.keyboard.type("8000")
    expect(first(desktop)).to_contain_text("王小明")
    to_log = f"/customers/{ming.pk}/visits/new/"
    for key in ("Tab", "ArrowRight"):
        desktop.keyboard.press(key)
        expect(first(desktop)).to_have_attribute("href", to_log)
        desktop.keyboard.press("ArrowLeft")
        expect(first(desktop)).to_contain_text("王小明")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(f"**{to_log}")


def test_escape_closes_the_list_and_keeps_the_words(desktop, enter):
    box = enter(desktop)
    box.click()
    box.press_sequentially("wxm")
    expect(first(desktop)).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(desktop.locator("#search-results")).to_be_hidden()
    expect(box).to_have_value("wxm")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_how_much_was_found_is_said_politely(desktop, enter):
    box = enter(desktop, "en")
    box.fill("8000")
    expect(desktop.locator("#search-count")).to_have_text("1 result")


def test_nothing_is_asked_or_sent_while_composing(desktop, enter):
    box = enter(desktop)
    box.click()
    expect(desktop.locator("#search-results [role='option']").first).to_be_visible()
    desktop.asked.clear()
    for letters in ("w", "wang", "wang x", "wang xiao"):
        compose(desktop, letters)
        desktop.wait_for_timeout(200)
    # What an input method's own Enter looks like to a page.
    box.evaluate(
        """box => ["Enter", "ArrowDown", "Escape"].forEach(key => box.dispatchEvent(
            new KeyboardEvent("keydown", {key, keyCode: 229, bubbles: true,
                                          cancelable: true, isComposing: true})))"""
    )
    desktop.wait_for_timeout(200)
    assert not desktop.asked
    assert desktop.url.endswith("/today/")
    settle(desktop, "王小")
    expect(first(desktop)).to_contain_text("王小明")
    assert len(desktop.asked) == 1


def test_a_slow_old_answer_never_replaces_a_newer_one(desktop, enter):
    box = enter(desktop)
    held = []

    def slow(route):
        if re.search("q=wang", route.request.url):
            held.append(route)
        else:
            route.continue_()

    desktop.route("**/search/?*", slow)
    box.click()
    box.fill("wang")
    desktop.wait_for_timeout(300)
    box.fill("zzzz")
    expect(desktop.locator("#search-results .found-none")).to_contain_text("zzzz")
    for route in held:
        route.abort()
    desktop.wait_for_timeout(200)
    expect(desktop.locator("#search-results .found-none")).to_contain_text("zzzz")


def test_a_server_that_fails_is_said_in_the_list(desktop, enter, console):
    box = enter(desktop)
    console.allow("500")
    desktop.route("**/search/?*", lambda route: route.fulfill(status=500, body="no"))
    box.fill("wxm")
    expect(desktop.locator("#search-results [role='alert']")).to_be_visible()
    desktop.unroute("**/search/?*")
    box.fill("8000")
    expect(first(desktop)).to_contain_text("王小明")


def test_on_the_phone_the_list_is_a_sheet_with_rows_to_tap(phone, enter):
    box = enter(phone)
    box.tap()
    box.fill("wxm")
    expect(phone.locator("#search-results mark")).to_have_text("王小明")
    sheet = phone.locator("#search-results").bounding_box()
    assert (sheet["x"], sheet["width"]) == (0, 360)
    for row in phone.locator("#search-results [role='option']").all():
        assert row.bounding_box()["height"] >= 44
    phone.locator("[data-search-close]").tap()
    expect(phone.locator("#search-results")).to_be_hidden()


def test_without_a_script_the_box_leads_to_a_page(open_page, committed_cast, ming):
    page = open_page("phone", java_script_enabled=False)
    sign_in(page, committed_cast.anna)
    page.goto("/today/")
    page.locator("#search-box").fill("wxm")
    page.locator("#search-box").press("Enter")
    expect(page.locator("main")).to_contain_text("王小明")


def test_in_a_form_the_customer_is_picked_by_keys_and_nothing_is_sent(desktop, enter):
    enter(desktop)
    desktop.goto("/visits/new/")
    field = desktop.locator("#customer-search")
    field.click()
    expect(desktop.locator("#customer-choices .choice")).to_have_count(2)
    desktop.asked.clear()
    compose(desktop, "wang xiao")
    desktop.wait_for_timeout(300)
    assert not desktop.asked
    settle(desktop, "王小明")
    chosen = desktop.locator("#customer-choices .choice")
    expect(chosen).to_have_count(1)
    desktop.keyboard.press("Enter")
    expect(chosen.locator("input")).to_be_checked()
    expect(field).to_have_value("")
    assert desktop.url.endswith("/visits/new/")
