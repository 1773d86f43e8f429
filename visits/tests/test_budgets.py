"""What a visit costs in a real browser: taps, keys, pages; what saving gives back."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from crm.testing.browsers import sign_in
from crm.testing.builders import make_customer
from visits.models import Visit
from visits.tests.screen import PAGE_SAVE, SHEET_SAVE, WELL, planned

pytestmark = pytest.mark.browser
MOST_BYTES = 20 * 1024
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])
COUNT = """
  window.counted = {taps: 0, keys: 0};
  addEventListener("pointerdown", () => { counted.taps += 1; }, true);
  addEventListener("keydown", () => { counted.keys += 1; }, true);
"""
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


def speak(user: User, language: str) -> None:
    User.objects.filter(pk=user.pk).update(language=language)


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
