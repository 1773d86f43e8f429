"""What first-time users met on the phone: bars, tabs, toasts, one tap to call."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from crm.testing.browsers import axe, sign_in
from crm.testing.builders import make_customer
from customers.models import Customer

SOON = (date.today() + timedelta(days=40)).isoformat()
pytestmark = pytest.mark.browser
WIDTH = 360
TABS = ("", "timeline/", "profile/", "contacts/", "purchases/", "history/")
LONG = "上海远帆国际贸易有限公司浦东新区分公司"


def box(page: Page, selector: str) -> dict:
    return page.locator(selector).first.bounding_box()


def settings(user, **said) -> None:
    type(user).objects.filter(pk=user.pk).update(**said)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("width", [320, 360])
def test_the_bar_keeps_its_height_whatever_its_words(
    open_page, committed_cast, language, width
):
    anna = committed_cast.anna
    settings(anna, language=language)
    page = open_page("phone", viewport={"width": width, "height": 740})
    sign_in(page, anna)
    page.goto("/customers/?whose=all")
    assert box(page, ".bottombar")["height"] <= 57
    assert box(page, ".bottombar a[aria-current] span")["height"] < 24
    if width == WIDTH:
        cut = page.eval_on_selector_all(
            ".bottombar span:not(.visually-hidden)",
            "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length",
        )
        assert not cut


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_deed_on_a_customer_fits_the_screen(open_page, committed_cast, language):
    carol = committed_cast.carol
    settings(carol, language=language)
    customer = make_customer(committed_cast.anna)
    page = open_page("phone")
    sign_in(page, carol)
    page.goto(customer.get_absolute_url())
    deeds = page.locator(".page-actions .btn")
    assert deeds.count() > 2
    for deed in deeds.all():
        stands = deed.bounding_box()
        assert stands["x"] >= 0
        assert stands["x"] + stands["width"] <= WIDTH
        assert stands["height"] >= 44
        assert deed.evaluate("one => one.scrollWidth <= one.clientWidth + 1")


@pytest.mark.parametrize("screen", ["phone", "desktop"])
@pytest.mark.parametrize("name", ["王小明", LONG])
def test_the_tabs_stay_where_they_are_and_show_which_is_open(
    open_page, committed_cast, screen, name
):
    customer = make_customer(committed_cast.anna, name=name)
    page = open_page(screen)
    sign_in(page, committed_cast.max)
    tops = set()
    for tab in TABS:
        page.goto(f"/customers/{customer.pk}/{tab}")
        tops.add(round(box(page, ".tabs")["y"]))
        here = box(page, ".tabs [aria-current]")
        assert here["x"] >= 0
        assert here["x"] + here["width"] <= page.viewport_size["width"]
    assert len(tops) == 1


def test_a_toast_hides_neither_name_nor_tabs_nor_bars(phone, committed_cast):
    customer = make_customer(committed_cast.anna)
    sign_in(phone, committed_cast.anna)
    phone.goto(customer.get_absolute_url())
    phone.fill("#next-on", SOON)
    phone.locator(".next-form button").tap()
    toast = phone.locator(".toast-card")
    expect(toast).to_be_visible()
    stands, deeds = toast.bounding_box(), box(phone, ".page-actions")
    assert stands["y"] > box(phone, ".tabs")["y"] + 100
    assert stands["y"] + stands["height"] <= deeds["y"]
    assert deeds["y"] + deeds["height"] <= box(phone, ".bottombar")["y"] + 1
    toast.locator("[data-toast-close]").tap()
    expect(toast).to_have_count(0)


def test_a_past_day_is_refused_under_the_field(phone, committed_cast, console):
    console.allow("422")
    customer = make_customer(committed_cast.anna)
    sign_in(phone, committed_cast.anna)
    phone.goto(customer.get_absolute_url())
    phone.fill("#next-on", "2020-01-01")
    phone.locator(".next-form button").tap()
    expect(phone.locator("#next-on-error")).to_be_visible()
    axe(phone)
    assert Customer.objects.get().next_contact_on is None
    phone.fill("#next-on", SOON)
    phone.locator(".next-form button").tap()
    expect(phone.locator(".toast-card")).to_be_visible()


def test_the_phone_sorts_and_says_how(phone, committed_cast):
    for name in ("甲", "乙", "丙", "丁", "戊", "己"):
        make_customer(committed_cast.anna, name=name)
    sign_in(phone, committed_cast.anna)
    phone.goto("/customers/?whose=all")
    before = phone.locator("tbody .cell-id a").all_inner_texts()
    summary = phone.locator(".list-sort summary")
    words = summary.inner_text()
    summary.tap()
    axe(phone)
    phone.locator(".list-sort a[href*='sort=-name']").tap()
    phone.wait_for_url("**sort=-name**")
    assert phone.locator("tbody .cell-id a").all_inner_texts() == before[::-1]
    phone.goto("/customers/")
    assert "sort=-name" in phone.url
    assert summary.inner_text() != words


def test_one_tap_calls_and_the_call_is_recorded_first(phone, committed_cast, console):
    console.allow("tel:")
    customer = make_customer(committed_cast.anna, phone="13812345678")
    sign_in(phone, committed_cast.anna)
    phone.goto(customer.get_absolute_url())
    phone.evaluate(
        """document.addEventListener("click", (event) => {
            const link = event.target.closest("a[href^='tel:']");
            if (link) { event.preventDefault(); document.title = link.href; }
        })"""
    )
    phone.locator("form[action$='/dial/'] button").tap()
    expect(phone).to_have_title("tel:+8613812345678")


def test_on_the_desktop_the_call_waits_for_a_click(desktop, committed_cast):
    customer = make_customer(committed_cast.anna, phone="13812345678")
    sign_in(desktop, committed_cast.anna)
    desktop.goto(customer.get_absolute_url())
    title = desktop.title()
    desktop.evaluate(
        """document.addEventListener("click", (event) => {
            if (event.target.closest("a[data-dial]")) document.title = "called";
        })"""
    )
    desktop.locator("form[action$='/dial/'] button").click()
    expect(desktop.locator("a[data-dial]")).to_be_visible()
    assert desktop.title() == title


def test_a_number_in_full_is_called_copied_and_hidden(open_page, committed_cast):
    customer = make_customer(committed_cast.anna, phone="13812345678")
    page = open_page("phone", permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, committed_cast.anna)
    page.goto(customer.get_absolute_url())
    reveal = page.locator(".who form[action$='/reveal/'] button")
    reveal.tap()
    link = page.locator(".who a[href='tel:+8613812345678']")
    expect(link).to_have_text("138 1234 5678")
    page.locator("[data-copy]").tap()
    expect(page.locator("[data-copied-word]")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "13812345678"
    axe(page)
    page.locator("[data-mask]").tap()
    expect(link).to_have_count(0)
    assert "1234" not in page.locator(".who").inner_text()
    reveal.tap()
    expect(link).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_compact_rows_are_compact(desktop, committed_cast, language):
    anna = committed_cast.anna
    settings(anna, language=language, density="compact")
    make_customer(anna, name="王小明")
    make_customer(anna, name=LONG, kind="ORGANISATION", partner_kind="RETAILER")
    sign_in(desktop, anna)
    desktop.goto("/customers/?whose=all")
    for row in desktop.locator(".list-table tbody tr").all():
        assert row.bounding_box()["height"] <= 36
    assert desktop.evaluate("document.documentElement.scrollWidth") <= 1366
