"""The visit screen in a real browser: taps, keys, drafts, photos, composition."""

import io
import random

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from accounts.models import User
from crm.testing.browsers import sign_in
from crm.testing.builders import make_customer, make_plan, make_visit
from crm.testing.cast import PASSWORD
from visits.models import Photo, Visit

pytestmark = pytest.mark.browser
MOST_BYTES = 20 * 1024
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])
COUNT = """
  window.counted = {taps: 0, keys: 0};
  addEventListener("pointerdown", () => { counted.taps += 1; }, true);
  addEventListener("keydown", () => { counted.keys += 1; }, true);
"""
SHEET_SAVE = "#dialog .visit-sheet-head button[type=submit]"
PAGE_SAVE = ".page-actions button[form=visit-form]"
WELL = "#visit-form .chip:has([value=POSITIVE])"
WEEK = "#visit-form .chip:has([value=WEEK])"


class Meter:
    """What one job costs from now on: taps, keys, whole pages, fragments, bytes."""

    def __init__(self, page: Page):
        self.page, self.loads, self.fragments, self.bytes = page, 0, 0, 0
        page.evaluate(COUNT)
        page.on("response", self.note)

    def note(self, response):
        kind = response.request.resource_type
        self.loads += kind == "document"
        if kind in {"xhr", "fetch"}:
            self.fragments += 1
            sent = response.request.sizes()["responseBodySize"]
            self.bytes = max(self.bytes, sent)

    def within(self, *, taps: int, keys: int, fragments: int) -> None:
        counted = self.page.evaluate("counted")
        assert counted["taps"] <= taps
        assert counted["keys"] <= keys
        assert self.loads == 0
        assert self.fragments <= fragments
        assert self.bytes <= MOST_BYTES


@pytest.fixture
def anna(committed_cast) -> User:
    return committed_cast.anna


def speak(user: User, language: str) -> None:
    User.objects.filter(pk=user.pk).update(language=language)


def planned(anna) -> Visit:
    at = timezone.now()
    return make_plan(anna, customer=make_customer(anna, name="王小明", at=at), at=at)


def noise(side: int = 2400) -> bytes:
    """A photo that does not compress: several megabytes."""
    pixels = random.Random(7).randbytes(side * side * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), pixels).save(out, "JPEG", quality=95)
    return out.getvalue()


@LANGUAGES
@pytest.mark.parametrize("start", ["/today/", "/visits/plan/"])
def test_a_planned_visit_takes_five_taps_and_no_key(phone, anna, start, language):
    speak(anna, language)
    plan = planned(anna)
    sign_in(phone, anna)
    phone.goto(start)
    meter = Meter(phone)

    phone.tap(f"a[href='/visits/{plan.pk}/log/'] >> nth=0")
    phone.tap(WELL)
    phone.tap("#visit-form [data-phrase] >> nth=0")
    phone.tap(WEEK)
    phone.tap(SHEET_SAVE)
    expect(phone.locator(".visit-saved")).to_be_visible()

    meter.within(taps=5, keys=0, fragments=3)
    plan.refresh_from_db()
    assert (plan.outcome, plan.next_visit.state) == ("POSITIVE", "PLANNED")
    assert plan.note


@LANGUAGES
def test_an_unplanned_visit_takes_seven_taps_and_four_keys(phone, anna, language):
    speak(anna, language)
    make_customer(anna, name="王小明", at=timezone.now())
    make_customer(anna, name="李四", at=timezone.now())
    sign_in(phone, anna)
    phone.goto("/today/")
    meter = Meter(phone)

    phone.tap(".bar-plus summary")
    phone.tap(".bar-plus a[href='/visits/new/']")
    phone.tap("#customer-search")
    phone.keyboard.type("wxm", delay=20)
    phone.tap("#customer-choices .choice:has-text('王小明')")
    phone.tap(WELL)
    phone.tap(SHEET_SAVE)
    expect(phone.locator(".visit-saved")).to_be_visible()

    meter.within(taps=7, keys=4, fragments=6)
    assert Visit.objects.get().customer.name == "王小明"


def test_saving_gives_back_and_done_leads_on(phone, anna):
    plan = planned(anna)
    sign_in(phone, anna)
    phone.goto("/visits/plan/")
    phone.tap(f"a[href='/visits/{plan.pk}/log/']")
    phone.tap(WELL)
    phone.tap(SHEET_SAVE)
    phone.tap("[data-visit-done]")
    expect(phone.locator("#dialog")).to_be_hidden()
    expect(phone.locator(f"a[href='/visits/{plan.pk}/log/']")).to_have_count(0)


def test_undo_brings_the_words_back(phone, anna):
    plan = planned(anna)
    sign_in(phone, anna)
    phone.goto(f"/visits/{plan.pk}/log/")
    phone.fill("#id_note", "别丢这句")
    phone.tap(WELL)
    phone.tap(PAGE_SAVE)
    phone.tap(".visit-saved form button")
    expect(phone.locator("#id_note")).to_have_value("别丢这句")
    assert not Visit.objects.get().is_logged


def test_a_double_tap_saves_once(phone, anna):
    customer = make_customer(anna, at=timezone.now())
    sign_in(phone, anna)
    phone.goto(f"/customers/{customer.pk}/visits/new/")
    phone.tap(WELL)
    phone.dblclick(PAGE_SAVE)
    expect(phone.locator(".visit-saved")).to_be_visible()
    assert Visit.objects.count() == 1


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


def test_back_after_saving_and_saving_again_makes_one_visit(phone, anna):
    customer = make_customer(anna, at=timezone.now())
    sign_in(phone, anna)
    phone.goto("/today/")
    phone.goto(f"/customers/{customer.pk}/visits/new/")
    phone.tap(WELL)
    phone.tap(PAGE_SAVE)
    expect(phone.locator(".visit-saved")).to_be_visible()
    phone.goto("/today/")
    phone.go_back()
    assert Visit.objects.count() == 1


def test_composing_never_sends_and_ctrl_enter_does(desktop, anna, console):
    plan = planned(anna)
    sign_in(desktop, anna)
    desktop.goto(f"/visits/{plan.pk}/log/")
    desktop.click(WELL)
    for selector in ("#id_note",):
        desktop.focus(selector)
        desktop.evaluate(
            """selector => {
              const box = document.querySelector(selector);
              const press = (more) => box.dispatchEvent(new KeyboardEvent("keydown",
                {key: "Enter", bubbles: true, cancelable: true, ...more}));
              const start = new CompositionEvent("compositionstart", {bubbles: true});
              box.dispatchEvent(start);
              press({isComposing: true});
              press({isComposing: true, ctrlKey: true});
              press({keyCode: 229, ctrlKey: true});
            }""",
            selector,
        )
    desktop.wait_for_timeout(300)
    assert not Visit.objects.get().is_logged

    desktop.evaluate(
        """() => document.querySelector("#id_note").dispatchEvent(
             new CompositionEvent("compositionend", {bubbles: true}))"""
    )
    desktop.wait_for_timeout(100)
    desktop.fill("#id_note", "王总很满意")
    desktop.press("#id_note", "Enter")
    desktop.press("#id_note", "Control+Enter")
    expect(desktop.locator(".visit-saved")).to_be_visible()
    assert Visit.objects.get().note == "王总很满意"


def test_a_large_photo_is_shrunk_and_survives_an_error(phone, anna, console):
    console.allow("422")
    customer = make_customer(anna, at=timezone.now())
    sign_in(phone, anna)
    phone.goto(f"/customers/{customer.pk}/visits/new/")
    large = {"name": "门头.jpg", "mimeType": "image/jpeg", "buffer": noise()}
    phone.set_input_files("#id_photos", large)
    expect(phone.locator(".visit-thumbs img")).to_have_count(1)
    size = phone.evaluate("document.querySelector('#id_photos').files[0].size")
    assert size < len(large["buffer"]) / 4

    phone.tap(PAGE_SAVE)
    expect(phone.locator(".error-summary")).to_be_focused()
    expect(phone.locator(".visit-thumbs img")).to_have_count(1)
    phone.tap(WELL)
    phone.tap(PAGE_SAVE)
    expect(phone.locator(".visit-saved")).to_be_visible()
    assert max(Photo.objects.get().width, Photo.objects.get().height) == 1600


def test_a_sixth_photo_is_told_and_one_can_be_removed(phone, anna):
    customer = make_customer(anna, at=timezone.now())
    sign_in(phone, anna)
    phone.goto(f"/customers/{customer.pk}/visits/new/")
    one = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": noise(40)}
    phone.set_input_files("#id_photos", [one] * 6)
    expect(phone.locator(".visit-thumbs img")).to_have_count(5)
    expect(phone.locator(".visit-thumbs [role=alert]")).to_be_visible()
    phone.tap(".visit-thumbs button >> nth=0")
    expect(phone.locator(".visit-thumbs img")).to_have_count(4)


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


def test_a_supervisor_goes_through_the_visits_by_keys(desktop, committed_cast):
    at = timezone.now()
    for name in ("甲", "乙", "丙"):
        customer = make_customer(committed_cast.anna, name=name, at=at)
        make_visit(committed_cast.anna, customer=customer, at=at)
    sign_in(desktop, committed_cast.carol)
    desktop.goto("/visits/?review=waiting")
    desktop.click(".visit-row-who >> nth=0")
    expect(desktop.locator("h1")).to_have_text("丙")
    desktop.keyboard.press("j")
    expect(desktop.locator("h1")).to_have_text("乙")
    desktop.keyboard.press("Alt+ArrowDown")
    expect(desktop.locator("h1")).to_have_text("甲")
    desktop.keyboard.press("k")
    expect(desktop.locator("h1")).to_have_text("乙")
    desktop.click(".chip:has([value=GOOD])")
    desktop.click("main button.btn-primary[type=submit]")
    expect(desktop.locator("h1")).to_have_text("甲")
    assert Visit.objects.get(customer__name="乙").review.grade == "GOOD"
