"""The menu and the tabs that fold, in real Chromium: by tap, by key, by neither."""

import pytest
from playwright.sync_api import expect

from crm.testing.browsers import axe, sign_in
from crm.testing.builders import make_customer

pytestmark = pytest.mark.browser
TABS = ("", "timeline/", "profile/", "likes/", "contacts/", "assets/", "purchases/",
        "consent/", "documents/", "tier/", "history/", "complaints/")  # fmt: skip


def test_a_group_stays_as_it_was_left(desktop, committed_cast):
    sign_in(desktop, committed_cast.nina)
    desktop.goto("/me/")
    data = desktop.locator("[data-group=data]")
    settings = desktop.locator("[data-group=settings]")
    expect(settings.locator("a").first).to_be_hidden()
    data.locator("summary").click()
    settings.locator("summary").focus()
    desktop.keyboard.press("Enter")
    expect(settings.locator("a").first).to_be_visible()
    for page in ("/today/", "/customers/"):
        desktop.goto(page)
        expect(data.locator("a").first).to_be_hidden()
        expect(settings.locator("a").first).to_be_visible()
    axe(desktop)
    desktop.goto("/imports/")
    expect(data.locator("a[aria-current]")).to_be_visible()


def test_a_key_leads_into_a_shut_group(desktop, committed_cast):
    sign_in(desktop, committed_cast.nina)
    desktop.goto("/me/")
    desktop.keyboard.press("g")
    desktop.keyboard.press("h")
    desktop.wait_for_url("**/tags/")


def test_groups_fold_in_the_narrow_menu_too(desktop, committed_cast):
    sign_in(desktop, committed_cast.nina)
    desktop.goto("/today/")
    desktop.click("[data-nav-fold]")
    group = desktop.locator("[data-group=customers]")
    group.locator("summary").click()
    expect(group.locator("a").first).to_be_hidden()
    axe(desktop)


@pytest.mark.parametrize("scripts", [True, False])
def test_groups_and_tabs_fold_without_scripts(open_page, committed_cast, scripts):
    customer = make_customer(committed_cast.anna)
    page = open_page("phone", java_script_enabled=scripts)
    sign_in(page, committed_cast.nina)
    page.goto(customer.get_absolute_url())
    page.locator(".tabs-more summary").tap()
    tab = page.locator(".tabs-more a[href$='/tier/']")
    expect(tab).to_be_visible()
    assert tab.bounding_box()["height"] >= 44
    tab.tap()
    page.wait_for_url("**/tier/")
    expect(page.locator(".tabs > [aria-current]")).to_be_visible()


@pytest.mark.parametrize(
    ("width", "language"),
    [
        (320, "en"),
        (360, "en"),
        (360, "zh-hans"),
        (800, "en"),
        (1100, "en"),
        (1366, "en"),
    ],
)
def test_every_tab_is_in_sight_or_one_tap_away(
    open_page, committed_cast, width, language
):
    nina = committed_cast.nina
    type(nina).objects.filter(pk=nina.pk).update(language=language)
    customer = make_customer(committed_cast.anna)
    page = open_page(viewport={"width": width, "height": 740})
    sign_in(page, nina)
    for part in ("", "likes/", "purchases/", "history/"):
        page.goto(f"/customers/{customer.pk}/{part}")
        row = page.locator(".tabs > a:visible, .tabs-more:visible")
        for one in row.all():
            stands = one.bounding_box()
            assert stands["x"] >= 0
            assert stands["x"] + stands["width"] <= width, part
        more = page.locator(".tabs-more summary")
        if more.is_visible():
            more.click()
        links = page.locator(".tabs a:visible")
        found = {link.get_attribute("href") for link in links.all()}
        assert found == {f"/customers/{customer.pk}/{one}" for one in TABS}, part
        assert links.count() == len(TABS), "each once"
        for link in links.all():
            assert link.bounding_box()["x"] >= 0
    axe(page)
