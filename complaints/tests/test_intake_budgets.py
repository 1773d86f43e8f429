"""What taking a complaint in costs in a browser: clicks, and nothing typed twice."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from complaints.models import Complaint
from complaints.tests.complaint_builders import make_complaint
from crm.testing.browsers import sign_in
from crm.testing.builders import make_customer, make_visit
from visits.tests.test_budgets import LANGUAGES, speak

pytestmark = pytest.mark.browser
MOST_CLICKS = 5
# Counted across pages: a click may lead to another.
COUNT = """
  addEventListener("pointerdown", () => {
    sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1;
  }, true);
"""
SAVE = "#complaint-form .form-actions button[type=submit]"


def counted(page: Page) -> int:
    return int(page.evaluate("sessionStorage.taps ?? 0"))


@LANGUAGES
def test_a_complaint_takes_five_clicks_from_the_customers_page(
    browser_page, anna, language
):
    speak(anna, language)
    customer = make_customer(anna, name="王小明", at=timezone.now())
    page = browser_page
    page.add_init_script(COUNT)
    sign_in(page, anna)
    page.goto(f"/customers/{customer.pk}/")
    page.click(f"a[href='/customers/{customer.pk}/complaints/new/']")
    page.fill("#id_words", "排队等了两个小时，太慢了")
    page.click("[data-choose-category] >> nth=0")
    page.click("#complaint-form .chip:has([value=APOLOGISE])")
    page.click(SAVE)
    expect(page.locator(".intake-code")).to_have_text("CMP-2026-000001")
    page.click("form[action$='/receipt/'] button")
    expect(page.locator("form[action$='/receipt/']")).to_have_count(0)

    assert counted(page) <= MOST_CLICKS
    complaint = Complaint.objects.get()
    assert complaint.category.code == "waiting-time"
    assert (complaint.remedy, complaint.state) == ("APOLOGISE", "ACKNOWLEDGED")


def test_while_one_types_the_page_says_who_gets_it_and_what_is_open(phone, anna):
    stands = make_complaint(anna, at=timezone.now())
    sign_in(phone, anna)
    phone.goto(f"/customers/{stands.customer_id}/complaints/new/")
    phone.fill("#id_words", "刹车失灵，差点受伤")
    expect(phone.locator("[data-choose-category]").first).to_be_visible()
    expect(phone.locator("#complaint-live")).to_contain_text(anna.name)
    phone.tap(f"button[name=add_to][value='{stands.code}']")
    expect(phone.locator("#complaint-form")).to_have_count(0)
    assert stands.lines.get(deed="ADDED").text == "刹车失灵，差点受伤"


def test_what_was_typed_survives_a_reload_and_is_gone_once_saved(phone, anna):
    customer = make_customer(anna, at=timezone.now())
    sign_in(phone, anna)
    address = f"/customers/{customer.pk}/complaints/new/"
    phone.goto(address)
    phone.fill("#id_words", "别丢这句")
    phone.wait_for_timeout(600)
    phone.reload()
    expect(phone.locator("#id_words")).to_have_value("别丢这句")
    phone.dblclick(SAVE)
    expect(phone.locator(".intake-code")).to_be_visible()
    phone.goto(address)
    expect(phone.locator("#id_words")).to_have_value("")
    assert Complaint.objects.count() == 1


def test_what_was_said_in_a_visit_takes_one_tap(phone, anna):
    said = {"COMPLAINT": "发票开错了"}
    visit = make_visit(anna, at=timezone.now(), feedback=said)
    phone.add_init_script(COUNT)
    sign_in(phone, anna)
    phone.goto(f"/visits/{visit.pk}/")
    phone.tap("form[action$='/complaint/'] button >> nth=0")
    expect(phone.locator(".intake-code")).to_be_visible()
    assert counted(phone) == 1
    assert Complaint.objects.get().words == "发票开错了"


def test_a_complaint_of_whoever_is_found_by_initials(desktop, anna):
    make_customer(anna, name="王小明", at=timezone.now())
    sign_in(desktop, anna)
    desktop.goto("/complaints/new/")
    desktop.fill("#id_words", "刹车响")
    desktop.click("#customer-search")
    desktop.keyboard.type("wxm", delay=20)
    desktop.click("#customer-choices .choice:has-text('王小明')")
    desktop.click(SAVE)
    expect(desktop.locator(".intake-code")).to_be_visible()
    assert Complaint.objects.get().customer.name == "王小明"
