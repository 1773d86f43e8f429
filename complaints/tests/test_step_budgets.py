"""What resolving a complaint costs in a real browser: taps, keys, pages."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from complaints.services import notes
from complaints.tests.complaint_builders import fresh, make_complaint, resolve
from crm.testing.browsers import axe, sign_in
from visits.tests.test_budgets import Meter, speak

pytestmark = pytest.mark.browser
FORM = "#complaint-step form"


@pytest.fixture
def complaint(committed_cast):
    return make_complaint(committed_cast.anna, at=timezone.now())


def tap(page, where: str) -> None:
    target = page.locator(where).first
    target.tap() if is_phone(page) else target.click()


def is_phone(page) -> bool:
    return page.viewport_size["width"] < 768


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_resolving_and_notifying_takes_five_taps(
    browser_page, committed_cast, complaint, language
):
    page, anna = browser_page, committed_cast.anna
    speak(anna, language)
    sign_in(page, anna)
    page.goto(complaint.get_absolute_url())
    meter = Meter(page)

    tap(page, f"a[href='{complaint.get_absolute_url()}resolve/']")
    expect(page.locator(f"{FORM} [name=solution]")).to_be_focused()
    page.keyboard.insert_text("更换刹车片")
    tap(page, f"{FORM} .chip:has([name=cause])")
    tap(page, f"{FORM} .chip:has([value=OURS])")
    expect(page.locator("[data-liability=OURS]")).to_be_visible()
    tap(page, f"{FORM} .chip:has([value=ACCEPTED])")
    counted = page.evaluate("counted")
    tap(page, f"{FORM} .form-actions button")
    page.wait_for_url(f"**{complaint.get_absolute_url()}")
    expect(page.locator("a[href$='/verify/']")).to_be_visible()

    assert counted["taps"] + 1 <= 5
    assert counted["keys"] <= 2
    assert meter.loads == 1
    assert meter.fragments <= 2
    assert fresh(complaint).state == "TOLD"


def test_an_approved_answer_takes_one_tap_more_and_no_page(
    browser_page, committed_cast, complaint
):
    page = browser_page
    sign_in(page, committed_cast.anna)
    page.goto(complaint.get_absolute_url())
    meter = Meter(page)
    tap(page, f"a[href='{complaint.get_absolute_url()}resolve/']")
    page.locator(f"{FORM} [name=solution]").fill("更换刹车片")
    tap(page, f"{FORM} .chip:has([name=cause])")
    tap(page, f"{FORM} .chip:has([value=OURS])")
    tap(page, f"{FORM} .chip:has([value=SMS])")
    tap(page, f"{FORM} [data-liability=OURS] button")
    expect(page.locator(f"{FORM} [name=text]")).to_be_focused()
    expect(page.locator(f"{FORM} [name=text]")).to_have_value(re.compile("更换刹车片"))
    expect(page.locator(f"{FORM} [name=cause]:checked")).to_have_count(1)
    tap(page, f"{FORM} .chip:has([value=ACCEPTED])")
    counted = page.evaluate("counted")
    tap(page, f"{FORM} .form-actions button")
    page.wait_for_url(f"**{complaint.get_absolute_url()}")
    expect(page.locator("a[href$='/verify/']")).to_be_visible()
    assert counted["taps"] + 1 <= 8
    assert meter.loads == 1
    assert fresh(complaint).tellings.get(kind="RESULT").answer.code == "result-ours"


def test_enter_sends_the_form_and_takes_no_answer(desktop, committed_cast, complaint):
    sign_in(desktop, committed_cast.anna)
    desktop.goto(complaint.get_absolute_url())
    tap(desktop, "a[href$='/acknowledge/']")
    desktop.locator(f"{FORM} [name=channel]:checked").press("Enter")
    expect(desktop.locator(FORM)).to_have_count(0)
    assert fresh(complaint).state == "ACKNOWLEDGED"


def test_the_words_to_be_pasted_are_copied_whole(desktop, committed_cast, complaint):
    sign_in(desktop, committed_cast.anna)
    told = {"channel": "WECHAT", "reaction": "ACCEPTED", "text": "已换好，随时来取"}
    resolve(complaint, committed_cast.anna, at=timezone.now(), **told)
    desktop.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desktop.goto(complaint.get_absolute_url())
    tap(desktop, "[data-copy-from]")
    expect(desktop.locator("[data-copy-from] + [role=status]")).not_to_be_empty()
    assert desktop.evaluate("navigator.clipboard.readText()") == "已换好，随时来取"


def test_a_note_takes_two_taps(browser_page, committed_cast, complaint):
    page = browser_page
    sign_in(page, committed_cast.anna)
    page.goto(complaint.get_absolute_url())
    tap(page, "a[href$='/note/']")
    expect(page.locator(f"{FORM} [name=text]")).to_be_focused()
    page.keyboard.insert_text("客户下午来店")
    tap(page, f"{FORM} .form-actions button")
    expect(page.locator("main")).to_contain_text("客户下午来店")


def test_what_another_wrote_meanwhile_stands_above_what_one_typed(
    desktop, console, committed_cast, complaint
):
    console.allow("409")
    sign_in(desktop, committed_cast.anna)
    desktop.goto(f"{complaint.get_absolute_url()}")
    tap(desktop, "a[href$='/progress/']")
    desktop.fill(f"{FORM} [name=text]", "配件已订")
    from_carol(complaint, committed_cast.carol)
    tap(desktop, f"{FORM} .form-actions button")
    expect(desktop.locator(".complaint-news")).to_contain_text("已去电")
    expect(desktop.locator(f"{FORM} [name=text]")).to_have_value("配件已订")
    tap(desktop, f"{FORM} .form-actions button")
    expect(desktop.locator(FORM)).to_have_count(0)
    expect(desktop.locator("main")).to_contain_text("配件已订")
    assert fresh(complaint).line_count == 4


def from_carol(complaint, carol: User) -> None:
    notes.note(complaint, actor=carol, text="已去电", at=timezone.now())


@pytest.mark.parametrize("name", ["resolve", "correct", "verify"])
def test_no_barrier_stands_in_a_form(browser_page, committed_cast, complaint, name):
    if name == "verify":
        resolve(complaint, committed_cast.anna, at=timezone.now())
    sign_in(browser_page, committed_cast.anna)
    browser_page.goto(complaint.get_absolute_url())
    axe(browser_page)
    browser_page.goto(f"{complaint.get_absolute_url()}{name}/")
    axe(browser_page)
