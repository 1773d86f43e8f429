"""The visit screen by keys alone: composing never sends, a supervisor leafs on."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from crm.testing.browsers import sign_in
from crm.testing.builders import make_customer, make_visit
from visits.models import Visit
from visits.tests.screen import WELL, planned

pytestmark = pytest.mark.browser


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
