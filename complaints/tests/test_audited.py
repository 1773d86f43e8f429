"""The audit of clocks knows every way there is: the demo company has no fault."""

import uuid

import pytest
from django.db import transaction

from complaints.choices import Deed
from complaints.models import Cause, Complaint, Line
from complaints.services import answers, merging
from complaints.tests import clock_audit
from complaints.tests.complaint_builders import do, fresh, make_complaint
from crm.demo import load
from crm.testing.builders import make_customer
from crm.testing.cast import NOON


def merged(cast, **which):
    """Return two of one customer of which the first was merged into the second."""
    customer = make_customer(cast.anna)
    part, whole = (make_complaint(cast.anna, customer=customer) for _each in range(2))
    do("acknowledge", part, cast.anna)
    if which.get("waits"):
        do("wait", part, cast.anna, text="请补发票")
    now = fresh(part)
    told = {"standing": now.standing, "at": NOON, "key": uuid.uuid4()}
    merging.merge(now, into=fresh(whole), actor=cast.carol, **told)
    return part, whole


def parted(cast, part):
    now = fresh(part)
    told = {"standing": now.standing, "at": NOON, "key": uuid.uuid4()}
    merging.part(now, actor=cast.carol, **told)


@pytest.mark.django_db
def test_no_complaint_of_the_demo_company_has_a_fault():
    with transaction.atomic():
        load.company(customers=150, at=NOON)
        assert clock_audit.faults() == []
        # The way the audit had to learn is there to be audited.
        short = Complaint.objects.exclude(kind__in=["COMPLAINT", "GRUMBLE"])
        assert short.filter(lines__deed=Deed.TOLD).exists()


@pytest.mark.parametrize("waits", [False, True])
def test_what_was_merged_and_what_was_parted_again_has_none(cast, waits):
    part, _whole = merged(cast, waits=waits)
    assert clock_audit.faults() == []
    parted(cast, part)
    assert clock_audit.faults() == []


@pytest.mark.parametrize("kind", ["ENQUIRY", "SUGGESTION", "PRAISE"])
def test_what_is_answered_at_once_has_none(cast, kind):
    complaint = make_complaint(cast.anna, kind=kind)
    answers.answer(
        complaint, actor=cast.anna, standing=complaint.standing, at=NOON,
        solution="营业到六点", channel="PHONE",
    )  # fmt: skip
    assert clock_audit.faults() == []


def test_the_short_way_is_no_excuse_for_the_long_one(cast):
    complaint = make_complaint(cast.anna, kind="ENQUIRY")
    told = {"channel": "PHONE", "reaction": "ACCEPTED", "solution": "营业到六点"}
    do("tell", complaint, cast.anna, **told)
    cause = Cause.objects.get(code="skill")
    mine = Complaint.objects.filter(pk=complaint.pk)
    mine.update(kind="GRUMBLE", cause=cause, liability="OURS")
    assert any("REGISTERED to TOLD" in each for each in clock_audit.faults())


def test_a_merge_that_left_a_clock_running_is_found(cast):
    part, _whole = merged(cast)
    part.clocks.filter(metric="RESOLVE").update(ended_at=None)
    assert any("clocks" in each for each in clock_audit.faults())
    assert Line.objects.filter(deed=Deed.MERGED).count() == 2
