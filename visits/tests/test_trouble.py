"""When saving fails, or a way is left half-way: what the person at the screen sees."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from crm.testing.browsers import SCREENS, axe, sign_in
from crm.testing.builders import make_customer, make_plan
from visits.models import Visit
from visits.tests.screen import PAGE_SAVE, SHEET_SAVE, WELL
from visits.tests.test_budgets import speak
from visits.tests.test_visit_photos import noise

pytestmark = pytest.mark.browser
BOTTOM_SAVE = ".visit-save button[type=submit]"
TROUBLE = ".visit-trouble"
ON_SCREEN = """element => {
  const box = element.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const at = document.elementFromPoint(x, y);
  return box.height > 0 && element.contains(at);
}"""
SCREEN = pytest.mark.parametrize("screen", sorted(SCREENS))


@pytest.fixture
def anna(committed_cast):
    return committed_cast.anna


def begun(page: Page, anna, **sign) -> Page:
    """A form of a new visit to a known customer, well begun."""
    customer = make_customer(anna, name="王小明", at=timezone.now())
    sign_in(page, anna)
    page.goto(f"/customers/{customer.pk}/visits/new/")
    page.fill("#id_note", "写了很久")
    return page


def in_sight(page: Page, save: str) -> None:
    """Assert that what went wrong stands on the screen while the thumb is at Save."""
    told = page.locator(TROUBLE)
    expect(told).not_to_be_empty()
    page.locator(save).scroll_into_view_if_needed()
    assert told.evaluate(ON_SCREEN)


@SCREEN
@pytest.mark.parametrize("save", [BOTTOM_SAVE, PAGE_SAVE])
@pytest.mark.parametrize("how", ["503", "offline"])
def test_a_save_that_failed_is_told_at_the_button_and_gone_once_it_worked(
    open_page, anna, console, screen, save, how
):
    console.allow("503" if how == "503" else "net::ERR_FAILED")
    console.allow("htmx:sendError")
    page = begun(open_page(screen), anna)
    page.click(WELL)

    def refuse(route: Route) -> None:
        route.fulfill(status=503) if how == "503" else route.abort()

    page.route("**/visits/new/", refuse)
    page.locator(save).click()
    in_sight(page, save)
    expect(page.locator(f"{TROUBLE} [role=alert]")).to_be_visible()
    page.unroute("**/visits/new/")

    page.click(f"{TROUBLE} [data-retry]")

    expect(page.locator(".visit-saved")).to_be_visible()
    expect(page.locator(".failure")).to_have_count(0)
    assert Visit.objects.get().note == "写了很久"


def test_saving_again_takes_the_failure_away_too(phone, anna, console):
    console.allow("503")
    page = begun(phone, anna)
    page.tap(WELL)
    page.route("**/visits/new/", lambda route: route.fulfill(status=503))
    page.tap(BOTTOM_SAVE)
    expect(page.locator(".failure")).to_be_visible()
    page.unroute("**/visits/new/")
    page.tap(PAGE_SAVE)
    expect(page.locator(".visit-saved")).to_be_visible()
    expect(page.locator(".failure")).to_have_count(0)


@SCREEN
def test_errors_have_a_short_word_at_the_button_and_go_when_answered(
    open_page, anna, console, screen
):
    console.allow("422")
    page = begun(open_page(screen), anna)
    page.click("#visit-form .chip:has([value=PICK])")
    page.locator(BOTTOM_SAVE).click()
    expect(page.locator(".error-summary")).to_be_focused()
    in_sight(page, BOTTOM_SAVE)
    expect(page.locator(TROUBLE)).to_contain_text("2")
    page.click(f"{TROUBLE} a")
    expect(page.locator(".error-summary")).to_be_in_viewport()

    page.click(WELL)
    expect(page.locator(".visit-outcome.is-invalid")).to_have_count(0)
    expect(page.locator(".visit-outcome .invalid-feedback")).to_have_count(0)
    expect(page.locator(".error-summary li")).to_have_count(1)
    page.click("#visit-form .chip:has([value=WEEK])")
    expect(page.locator(".error-summary")).to_have_count(0)
    expect(page.locator(TROUBLE)).to_be_empty()


@SCREEN
def test_a_button_in_the_head_is_not_left_busy(open_page, anna, console, screen):
    console.allow("422")
    page = begun(open_page(screen), anna)
    page.click(PAGE_SAVE)
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator(PAGE_SAVE)).not_to_have_attribute("aria-busy", "true")


def test_a_box_drawn_larger_by_hand_breaks_no_policy(desktop, anna, console):
    """The corner of a box, and many an extension, write a style into the page."""
    console.allow("422")
    page = begun(desktop, anna)
    page.locator("#id_note").evaluate("box => { box.style.height = '240px' }")
    page.locator(BOTTOM_SAVE).click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#id_note")).to_have_value("写了很久")


def signed_in_anew(page: Page, user) -> None:
    """As another tab does: out and in again, with the new token that brings."""
    sign_in(page, user)
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    other = page.context.new_page()
    other.goto("/me/")
    other.close()


def test_a_form_from_an_earlier_sign_in_is_sent_again_by_a_tap(phone, anna, console):
    console.allow("403")
    page = begun(phone, anna)
    page.tap(WELL)
    signed_in_anew(page, anna)
    page.tap(BOTTOM_SAVE)
    in_sight(page, BOTTOM_SAVE)
    expect(page.locator(TROUBLE)).to_contain_text(
        page.evaluate("document.getElementById('words').dataset.expired")
    )
    assert not Visit.objects.exists()

    page.tap(BOTTOM_SAVE)

    expect(page.locator(".visit-saved")).to_be_visible()
    assert Visit.objects.get().note == "写了很久"


def test_another_person_does_not_send_what_one_typed(
    phone, committed_cast, anna, console
):
    console.allow("403")
    page = begun(phone, anna)
    page.tap(WELL)
    signed_in_anew(page, committed_cast.max)
    for _twice in range(2):
        page.tap(BOTTOM_SAVE)
        expect(page.locator(TROUBLE)).to_contain_text(
            page.evaluate("document.getElementById('words').dataset.otherUser")
        )
    assert not Visit.objects.exists()


def test_a_finished_visit_has_no_save_and_says_that_it_is_saved(phone, anna):
    page = begun(phone, anna)
    page.tap(WELL)
    page.tap(PAGE_SAVE)
    expect(page.locator(".visit-saved")).to_be_visible()
    expect(page.locator("button[form=visit-form]")).to_have_count(0)
    expect(page.locator("h1")).to_have_text(page.inner_text(".visit-saved h2").strip())
    assert page.inner_text(".visit-saved h2").strip() in page.title()


def test_a_dialog_leaves_the_heading_of_the_page_alone(phone, anna):
    plan = make_plan(anna, customer=make_customer(anna, at=timezone.now()),
                     at=timezone.now())  # fmt: skip
    sign_in(phone, anna)
    phone.goto("/today/")
    before = phone.inner_text("h1")
    phone.tap(f"a[href='/visits/{plan.pk}/log/'] >> nth=0")
    phone.tap(WELL)
    phone.tap(SHEET_SAVE)
    expect(phone.locator(".visit-saved")).to_be_visible()
    assert phone.inner_text("h1") == before


def test_back_closes_the_dialog_and_what_was_typed_waits(phone, anna):
    plan = make_plan(anna, customer=make_customer(anna, at=timezone.now()),
                     at=timezone.now())  # fmt: skip
    sign_in(phone, anna)
    phone.goto("/me/")
    phone.goto("/today/")
    opener = f"a[href='/visits/{plan.pk}/log/'] >> nth=0"
    for _twice in range(2):
        phone.tap(opener)
        expect(phone.locator("#dialog")).to_be_visible()
        phone.fill("#id_note", "别丢这句")
        phone.go_back()
        expect(phone.locator("#dialog")).to_be_hidden()
        assert phone.url.endswith("/today/")
    phone.tap(opener)
    expect(phone.locator("#id_note")).to_have_value("别丢这句")
    # Closed by its button, it leaves no step behind in the history.
    phone.tap("#dialog [data-dialog-close]")
    expect(phone.locator("#dialog")).to_be_hidden()
    phone.wait_for_function("history.state?.dialog !== true")
    phone.go_back()
    phone.wait_for_url("**/me/")


@SCREEN
def test_a_chosen_customer_offers_his_plan_and_a_tap_takes_what_was_typed(
    open_page, anna, screen
):
    at = timezone.now()
    plan = make_plan(anna, customer=make_customer(anna, name="王小明", at=at), at=at)
    page = open_page(screen)
    sign_in(page, anna)
    page.goto("/visits/new/")
    page.fill("#id_note", "已打的字")
    one = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": noise(40)}
    page.set_input_files("#id_photos", [one])
    page.click("#customer-search")
    page.keyboard.type("wxm")
    page.click("#customer-choices .choice")
    page.click("#visit-offer a")

    expect(page.locator(f"form[data-draft='visit-{plan.pk}']")).to_be_visible()
    expect(page.locator("#id_note")).to_have_value("已打的字")
    page.reload()
    expect(page.locator("#id_note")).to_have_value("已打的字")
    page.click(WELL)
    page.click(PAGE_SAVE)
    expect(page.locator(".visit-saved")).to_be_visible()
    plan.refresh_from_db()
    assert plan.is_logged
    other = page.context.new_page()
    other.goto("/visits/new/")
    expect(other.locator("#id_note")).to_have_value("")
    expect(other.locator(".draft-bar")).to_have_count(0)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_yesterday_needs_one_tap_and_no_time(phone, anna, language):
    speak(anna, language)
    page = begun(phone, anna)
    page.tap(WELL)
    page.tap("#visit-form .chip:has([value=YESTERDAY])")
    expect(page.locator("#id_time")).not_to_have_value("")
    page.tap(PAGE_SAVE)
    expect(page.locator(".visit-saved")).to_be_visible()
    age = timezone.now() - Visit.objects.get().happened_at
    assert 23 <= age.total_seconds() / 3600 <= 25


def test_undo_brings_everything_back_and_it_waits(phone, anna):
    page = begun(phone, anna)
    page.tap("#visit-form .chip:has([value=PROBLEM])")
    page.tap("#visit-form .chip:has([value=WEEK])")
    page.tap("#visit-form .chip:has([value=PHONE])")
    one = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": noise(40)}
    page.set_input_files("#id_photos", [one, one])
    page.tap(PAGE_SAVE)
    page.tap(".visit-saved form button")

    for _again in range(2):
        for value in ("PROBLEM", "WEEK", "PHONE"):
            expect(page.locator(f"#visit-form [value={value}]")).to_be_checked()
        expect(page.locator("#id_note")).to_have_value("写了很久")
        expect(page.locator(".visit-kept img")).to_have_count(2)
        axe(page)
        page.goto("/visits/new/")
        page.tap("#visit-offer a")
    page.tap(PAGE_SAVE)
    expect(page.locator(".visit-saved")).to_be_visible()
    assert Visit.objects.logged().get().photos.count() == 2


def test_the_trouble_of_a_page_without_a_form_stays_where_it_was(phone, anna, console):
    console.allow("503")
    plan = make_plan(anna, customer=make_customer(anna, at=timezone.now()),
                     at=timezone.now())  # fmt: skip
    sign_in(phone, anna)
    phone.goto("/today/")
    phone.route(f"**/visits/{plan.pk}/log/", lambda route: route.fulfill(status=503))
    phone.tap(f"a[href='/visits/{plan.pk}/log/'] >> nth=0")
    expect(phone.locator(".failure")).to_have_count(1)
    assert Client().get("/today/").status_code == 302
