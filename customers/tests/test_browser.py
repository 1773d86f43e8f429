"""The archive in a real browser, on the phone and on the desktop."""

import re

import pytest
from playwright.sync_api import expect

from crm.testing.browsers import sign_in
from crm.testing.builders import make_customer
from customers.models import Customer

pytestmark = pytest.mark.browser
NUMBER = "13812345678"
PAGES = ("", "new/", "{}/profile/", "{}/profile/numbers/", "{}/contacts/",
         "{}/contacts/new/", "{}/purchases/", "{}/history/", "{}/assign/")  # fmt: skip


def test_a_number_known_already_warns_while_one_types(browser_page, committed_cast):
    cast = committed_cast
    make_customer(cast.anna, name="王小明", phone=NUMBER)
    sign_in(browser_page, cast.anna)
    browser_page.goto("/customers/new/")
    browser_page.fill("#id_name", "王晓明")
    browser_page.locator("#id_phone").press_sequentially(NUMBER)
    expect(browser_page.locator("#duplicates")).to_contain_text("王小明")
    browser_page.fill("#id_phone", "13812345679")
    expect(browser_page.locator("#duplicates")).not_to_contain_text("王小明")
    browser_page.locator(".form-actions button").click()
    expect(browser_page).to_have_url(re.compile(r"/customers/\d+/"))
    assert Customer.objects.filter(name="王晓明").exists()


def test_a_number_is_revealed_in_its_place(browser_page, committed_cast):
    cast = committed_cast
    customer = make_customer(cast.anna, phone=NUMBER)
    sign_in(browser_page, cast.max)
    browser_page.goto(f"/customers/{customer.pk}/profile/")
    assert NUMBER not in browser_page.content()
    browser_page.locator("form[action$='/reveal/'] button").first.click()
    browser_page.locator(".why button[value=VERIFY]").click()
    expect(browser_page.locator(".masked").first).to_contain_text("138 1234 5678")
