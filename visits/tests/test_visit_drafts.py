"""What is typed on the visit screen survives reloads, sign-outs, others, refusals."""

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from crm.testing.browsers import sign_in
from crm.testing.builders import make_customer, make_visit
from crm.testing.cast import PASSWORD
from visits.models import Addendum, Visit
from visits.tests.screen import PAGE_SAVE, SHEET_SAVE, WELL, planned

pytestmark = pytest.mark.browser


def test_a_draft_survives_a_reload_with_its_customer(phone, anna):
    make_customer(anna, name="王小明", at=timezone.now())
    sign_in(phone, anna)
    phone.goto("/visits/new/")
    phone.tap("#customer-search")
    phone.keyboard.type("wxm")
    phone.tap("#customer-choices .choice")
    phone.tap(".visit-line:nth-child(3) summary")
    phone.fill(".visit-line[open] textarea", "修了三次还响")
    phone.fill("#id_note", "见到了老板")
    phone.wait_for_timeout(600)

    phone.reload()

    expect(phone.locator("#id_note")).to_have_value("见到了老板")
    expect(phone.locator(".visit-line[open] textarea")).to_have_value("修了三次还响")
    expect(phone.locator(".visit-who")).to_contain_text("王小明")
    phone.tap(WELL)
    phone.tap(PAGE_SAVE)
    expect(phone.locator(".visit-saved")).to_be_visible()
    phone.goto("/visits/new/")
    expect(phone.locator("#id_note")).to_have_value("")


def test_drafts_of_two_visits_do_not_mix(phone, anna):
    first, second = planned(anna), planned(anna)
    sign_in(phone, anna)
    phone.goto("/visits/plan/")
    phone.tap(f"a[href='/visits/{first.pk}/log/']")
    phone.fill("#id_note", "第一家")
    phone.wait_for_timeout(600)
    phone.tap("#dialog [data-dialog-close]")
    phone.tap(f"a[href='/visits/{second.pk}/log/']")
    expect(phone.locator(f"form[data-draft='visit-{second.pk}']")).to_be_visible()
    expect(phone.locator("#id_note")).to_have_value("")
    phone.tap("#dialog [data-dialog-close]")
    phone.tap(f"a[href='/visits/{first.pk}/log/']")
    expect(phone.locator("#id_note")).to_have_value("第一家")


def test_an_expired_session_is_renewed_in_place(phone, anna, console):
    console.allow("401")
    plan = planned(anna)
    sign_in(phone, anna)
    phone.goto("/visits/plan/")
    phone.tap(f"a[href='/visits/{plan.pk}/log/']")
    phone.tap(WELL)
    phone.fill("#id_note", "写了很久")
    phone.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    phone.tap(SHEET_SAVE)
    phone.fill("#relogin [name=password]", PASSWORD)
    phone.click("#relogin button[type=submit]")
    expect(phone.locator("#relogin")).to_be_hidden()
    phone.tap(SHEET_SAVE)
    expect(phone.locator(".visit-saved")).to_be_visible()
    assert Visit.objects.get().note == "写了很久"


def test_the_second_tab_turns_its_words_into_a_correction(phone, anna, console):
    console.allow("409")
    plan = planned(anna)
    sign_in(phone, anna)
    other = phone.context.new_page()
    for page in (phone, other):
        page.goto(f"/visits/{plan.pk}/log/")
        page.tap(WELL)
    phone.fill("#id_note", "第一页")
    phone.tap(PAGE_SAVE)
    expect(phone.locator(".visit-saved")).to_be_visible()
    other.fill("#id_note", "第二页")
    other.tap(PAGE_SAVE)
    expect(other.locator(".visit-stands")).to_contain_text("第一页")
    expect(other.locator("#id_note")).to_have_value("第二页")
    other.tap(PAGE_SAVE)
    expect(other.locator(".visit-saved")).to_be_visible()
    assert Visit.objects.get().note == "第二页"


def test_a_refused_addendum_stays_and_a_taken_one_leaves_no_draft(phone, anna, console):
    console.allow("422")
    visit = make_visit(anna, at=timezone.now())
    sign_in(phone, anna)
    phone.goto(f"/visits/{visit.pk}/")
    phone.fill("#id_text", "   ")
    phone.tap(".visit-addendum button[type=submit]")
    expect(phone.locator(".visit-addendum .error-summary")).to_be_visible()
    expect(phone.locator("#id_text")).to_be_focused()

    phone.fill("#id_text", "字" * 1990)
    phone.wait_for_timeout(600)
    phone.reload()
    expect(phone.locator("#id_text")).to_have_value("字" * 1990)
    phone.fill("#id_text", "字\n" * 999 + "字。")
    phone.tap(".visit-addendum button[type=submit]")
    expect(phone.locator(".visit-words")).to_contain_text("字。")
    expect(phone.locator("#id_text")).to_have_value("")
    assert Addendum.objects.get().text == "字\n" * 999 + "字。"
    phone.reload()
    expect(phone.locator("#id_text")).to_have_value("")
