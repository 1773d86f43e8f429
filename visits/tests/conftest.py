"""What the tests of visits share. The rules are quoted in English, whoever reads."""

import pytest
from django.utils import timezone, translation

from crm.testing.builders import make_customer, make_plan, make_visit
from customers import pictures
from visits.tests.forms import photo


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def anna(committed_cast):
    return committed_cast.anna


@pytest.fixture
def rows(cast):
    """A customer of anna's with a plan and a logged visit with a photo."""
    at = timezone.now()
    customer = make_customer(cast.anna, name="宏达贸易", at=at)
    plan = make_plan(cast.anna, customer=customer, at=at)
    visit = make_visit(
        cast.anna, customer=customer, at=at, feedback={"NEED": "机油"},
        pictures=(pictures.plain_jpeg(photo()),),
    )  # fmt: skip
    return {"customer_pk": customer.pk, "plan": plan.pk, "visit": visit.pk,
            "photo_pk": visit.photos.get().pk}  # fmt: skip
