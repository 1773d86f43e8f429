"""Today and the customer's page in real Chromium: what they do without a reload."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from crm.testing.browsers import sign_in
from crm.testing.builders import make_customer, make_plan, make_visit

pytestmark = pytest.mark.browser


def plan_today(owner, name: str):
    at = timezone.now()
    customer = make_customer(owner, name=name, at=at - timedelta(days=90))
    return make_plan(owner, customer=customer, at=at, planned_at=at)


def test_a_planned_visit_is_logged_from_today_and_leaves_the_list(
    browser_page, committed_cast
):
    page, anna = browser_page, committed_cast.anna
    visit = plan_today(anna, "王小明")
    sign_in(page, anna)
    page.goto("/today/")
    work = page.locator("#today")
    work.locator(".job-act").click()
    sheet = page.locator("dialog[open] #visit-form")
    expect(sheet).to_be_visible()
    sheet.locator("label", has=page.locator("[value=POSITIVE]")).click()
    page.locator("dialog[open] [type=submit]").first.click()
    expect(page.locator("dialog[open] .visit-saved")).to_be_visible()
    expect(work.locator(".job", has_text="王小明")).to_have_count(0)
    visit.refresh_from_db()
    assert visit.is_logged


def test_customers_opened_last_stand_beside_the_work(desktop, committed_cast):
    customer = make_customer(committed_cast.anna, name="欧阳静")
    sign_in(desktop, committed_cast.anna)
    desktop.goto(customer.get_absolute_url())
    desktop.goto("/today/")
    expect(desktop.locator("#recent a")).to_have_text("欧阳静")


def test_older_entries_and_kinds_load_in_place(desktop, committed_cast):
    customer = make_customer(committed_cast.anna)
    now = timezone.now()
    for number in range(30):
        make_visit(
            committed_cast.anna, customer=customer, at=now - timedelta(days=number)
        )
    sign_in(desktop, committed_cast.anna)
    desktop.goto(customer.get_absolute_url())
    entries = desktop.locator("#timeline .touch")
    expect(entries).to_have_count(25)
    desktop.locator(".touch-older a").click()
    expect(entries).to_have_count(31)
    expect(desktop.locator(".touch-older")).to_have_count(0)
    desktop.locator(".touch-chip[href*=changes]").click()
    expect(entries).to_have_count(1)
    assert desktop.url.endswith(customer.get_absolute_url())
