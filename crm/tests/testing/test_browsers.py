"""A browser test fails when the browser complains, and passes when it does not."""

import pytest

from crm.testing.browsers import Console, axe, sign_in
from crm.testing.waiting import eventually

pytestmark = pytest.mark.browser
INLINE_SCRIPT = """() => {
    const script = document.createElement("script");
    script.textContent = "1";
    document.body.append(script);
}"""


def test_the_first_page_opens_on_both_screens(browser_page):
    browser_page.goto("/login/")
    assert browser_page.locator("form").count()


@pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh-hans"), ("en", "en")])
def test_the_browsers_language_is_the_pages(phone, locale, language):
    phone.goto("/login/")
    assert phone.locator("html").get_attribute("lang") == language


def test_a_session_opens_pages_without_the_form(desktop, committed_cast):
    sign_in(desktop, committed_cast.anna)
    assert desktop.goto("/today/").ok
    assert desktop.url.endswith("/today/")


def test_an_error_of_the_page_is_noted(desktop, console: Console):
    desktop.goto("/login/")
    desktop.evaluate("console.warn('no matter')")
    desktop.evaluate("console.error('planted')")
    assert "planted" in console.unexpected()[0]
    console.allow("planted")
    assert not console.unexpected()


def test_a_violation_of_the_content_policy_is_noted(desktop, console: Console):
    desktop.goto("/login/")
    console.allow("Content Security Policy")
    desktop.evaluate(INLINE_SCRIPT)
    eventually(lambda: desktop.evaluate("1") and console.errors)
    assert "Content Security Policy" in console.errors[0]


def test_axe_finds_a_picture_without_words(desktop):
    desktop.goto("/login/")
    desktop.evaluate("document.body.append(document.createElement('img'))")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(desktop)
