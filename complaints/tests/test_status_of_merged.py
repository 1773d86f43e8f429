"""The status page of a complaint that was merged: it asks what it can take."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from complaints.services import links, merging
from complaints.tests.complaint_builders import fresh, make_complaint, resolve
from crm.testing.builders import make_customer
from crm.testing.cast import NOON


@pytest.fixture
def merged(cast):
    """Return the one it goes on in, whose result was told, and a link of the other."""
    customer = make_customer(cast.anna)
    main, other = (make_complaint(cast.anna, customer=customer) for _ in range(2))
    token = links.make(other, actor=None, at=timezone.now())
    now = fresh(other)
    merging.merge(now, actor=cast.max, standing=now.standing, key=uuid.uuid4(),
                  into=main, at=NOON)  # fmt: skip
    resolve(main, cast.anna, reaction="UNKNOWN")
    return main, token


def test_he_is_asked_and_told_of_the_one_it_goes_on_in(merged):
    main, token = merged
    page = Client().get(f"/c/{token}/", {"lang": "en"})
    assert page.context["may_judge"]
    assert len(page.context["standing"]["told"]) == 1
    assert main.code not in page.content.decode()


def test_what_he_says_of_the_result_stands_there(merged):
    main, token = merged
    judged = Client().post(f"/c/{token}/judge/", {"content": "no"})
    assert judged.status_code == 302
    now = fresh(main)
    assert now.state == "INVESTIGATING"
    assert main.tellings.get().reaction == "DISSATISFIED"
    again = Client().post(f"/c/{token}/judge/", {"content": "yes"})
    assert again.status_code == 409
    assert main.code not in again.content.decode()
