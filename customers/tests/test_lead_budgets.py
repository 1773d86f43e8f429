"""What a walk-in costs on a phone: taps and keys, from anywhere to the saved lead."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from crm.testing.browsers import axe, sign_in
from crm.testing.builders import make_customer
from customers.models import Lead
from customers.tests.lead_builders import make_lead

pytestmark = pytest.mark.browser
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])
PHONE = "13812345678"
# Counted over pages: the form is a page of its own.
COUNT = """
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => {
    sessionStorage.setItem(kind, 1 + Number(sessionStorage.getItem(kind)));
  }, true);
"""


def counted(page, kind: str) -> int:
    return int(page.evaluate(f"Number(sessionStorage.getItem('{kind}'))"))


@pytest.fixture
def anna(committed_cast):
    return committed_cast.anna


@LANGUAGES
def test_a_walk_in_takes_six_taps_and_fourteen_keys(phone, anna, language):
    User.objects.filter(pk=anna.pk).update(language=language)
    make_lead(anna, interests=["SUV"], at=timezone.now())
    sign_in(phone, anna)
    phone.add_init_script(COUNT)
    phone.goto("/today/")

    phone.tap(".bar-plus summary")
    phone.tap(".bar-plus a[href='/leads/new/']")
    expect(phone.locator("#id_name")).to_be_focused()
    phone.keyboard.type("Lin")
    phone.tap("#id_phone")
    phone.keyboard.type(PHONE)
    phone.tap("#lead-form .chip:has-text('SUV')")
    phone.tap("#lead-form [name=has_consented]")
    phone.tap(".page-actions button[form=lead-form]")
    expect(phone.locator("#story-title")).to_be_visible()

    assert counted(phone, "pointerdown") <= 6
    assert counted(phone, "keydown") <= 14
    lead = Lead.objects.latest("pk")
    assert (lead.name, lead.phone, lead.interests) == ("Lin", f"+86{PHONE}", ["SUV"])
    assert (lead.owner, lead.channel, bool(lead.consent_given_at)) == (
        anna,
        "WALK_IN",
        True,
    )


def test_a_contact_is_logged_in_four_taps(phone, anna):
    lead = make_lead(anna, at=timezone.now())
    sign_in(phone, anna)
    phone.add_init_script(COUNT)
    phone.goto(f"/leads/{lead.pk}/")
    phone.tap(".lead-touch .chip:has([value=yes])")
    phone.tap(".lead-touch .chip:has([value='3'])")
    phone.tap(".lead-touch button[type=submit]")
    expect(phone.locator(".deed").nth(1)).to_be_visible()
    assert counted(phone, "pointerdown") <= 4
    assert Lead.objects.get().state == "CONTACTED"
    axe(phone)


def test_whoever_is_known_stands_there_while_the_number_is_typed(phone, anna):
    make_customer(anna, name="张伟", phone=PHONE, at=timezone.now())
    sign_in(phone, anna)
    phone.goto("/leads/new/")
    phone.tap("#id_phone")
    phone.keyboard.type(PHONE)
    expect(phone.locator("#duplicates strong:has-text('张伟')")).to_be_visible()
