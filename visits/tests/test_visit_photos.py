"""Photos on the visit screen in a real browser: made small, counted, taken out."""

import io
import random

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from crm.testing.browsers import sign_in
from crm.testing.builders import make_customer
from visits.models import Photo
from visits.tests.screen import PAGE_SAVE, WELL

pytestmark = pytest.mark.browser


def noise(side: int = 2400) -> bytes:
    """A photo that does not compress: several megabytes."""
    pixels = random.Random(7).randbytes(side * side * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), pixels).save(out, "JPEG", quality=95)
    return out.getvalue()


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
