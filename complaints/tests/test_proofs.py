"""What the database itself refuses of a complaint, written past the services."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from complaints.models import Cause, Complaint
from complaints.models.proofs import PROOFS
from complaints.tests.complaint_builders import do, make_complaint, resolve
from crm.testing.cast import NOON

ENDED = {"state": "CLOSED", "closed_at": NOON, "ending": "WITHDRAWN"}
REFUSED = [
    ("complaint_has_words", "new", {"words": ""}),
    ("complaint_words_known", "new", {"kind": "RUMOUR"}),
    ("complaint_words_known", "new", {"channel": "PIGEON"}),
    ("complaint_words_known", "new", {"severity": 5}),
    ("complaint_major_says_why", "new", {"severity": 4, "major_reasons": []}),
    ("complaint_closed_iff_ended", "new", {"state": "CLOSED", "ending": "WITHDRAWN"}),
    ("complaint_closed_iff_ended", "told", {"state": "CLOSED", "closed_at": NOON}),
    ("complaint_closed_iff_ended", "new", {"ending": "RESOLVED"}),
    ("complaint_closed_iff_ended", "new", {"closed_at": NOON}),
    ("complaint_merged_iff_into_another", "new", ENDED | {"ending": "MERGED"}),
    ("complaint_told_has_solution", "told", {"solution": ""}),
    ("complaint_told_has_solution", "told", {"told_by": ""}),
    ("complaint_told_has_solution", "told", {"reaction": ""}),
    ("complaint_past_telling_is_told", "new", {"state": "TOLD"}),
    ("complaint_past_telling_is_told", "new", {"state": "VERIFYING"}),
    ("complaint_resolved_has_proofs", "closed", {"verified_at": None}),
    ("complaint_resolved_has_proofs", "closed", {"verifier": None}),
    ("complaint_resolved_has_proofs", "closed", {"reaction": "DISSATISFIED"}),
    ("complaint_resolved_has_proofs", "closed", {"reaction": "UNKNOWN"}),
    ("complaint_ended_says_why", "closed", {"cause": None}),
    ("complaint_ended_says_why", "closed", {"liability": ""}),
    ("complaint_major_verified_by_another", "major", "handler is verifier"),
    ("complaint_major_ended_by_another", "major", "handler closed it"),
    ("complaint_major_ended_by_another", "major", {"closed_by": None}),
    ("complaint_not_by_whom_it_is_about", "new", "about its handler"),
    ("complaint_not_by_whom_it_is_about", "closed", "about its verifier"),
    ("complaint_waits_while_in_work", "told", {"waiting_since": NOON}),
    ("complaint_decided_outside_while_open", "closed", {"external_since": NOON}),
    ("complaint_of_regulator_is_numbered", "new", {"channel": "REGULATOR"}),
    ("complaint_of_regulator_is_numbered", "new",
     {"channel": "REGULATOR", "agency_received_on": date(2026, 11, 1)}),
]  # fmt: skip
BY_HAND = {
    "handler is verifier": lambda cast: {"verifier": cast.anna},
    "handler closed it": lambda cast: {"closed_by": cast.anna},
    "about its handler": lambda cast: {"about_user": cast.anna},
    "about its verifier": lambda cast: {"about_user": cast.max, "handler": None},
}


def at_stage(cast, stage: str) -> Complaint:
    """Return a complaint that came so far by the real services."""
    severity = 4 if stage == "major" else 2
    complaint = make_complaint(cast.anna, severity=severity)
    if stage == "new":
        return complaint
    complaint = resolve(complaint, cast.anna)
    if stage != "told":
        do("verify", complaint, cast.max, reaction="SATISFIED")
    return complaint


@pytest.mark.parametrize(("name", "stage", "columns"), REFUSED)
def test_the_database_refuses(cast, name, stage, columns):
    complaint = at_stage(cast, stage)
    columns = BY_HAND[columns](cast) if isinstance(columns, str) else columns
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(**columns)


def test_every_proof_is_tried():
    assert {proof.name for proof in PROOFS} == {name for name, *_more in REFUSED}


def test_what_nobody_handles_and_is_about_somebody_stands(cast):
    complaint = make_complaint(cast.anna, about_user=cast.ben)
    Complaint.objects.filter(pk=complaint.pk).update(handler=None)


def test_one_merged_into_itself_is_refused(cast):
    complaint = make_complaint(cast.anna)
    merged = ENDED | {"ending": "MERGED", "merged_into": complaint}
    name = "complaint_merged_iff_into_another"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(**merged)


def test_a_cause_that_is_used_stays(cast):
    resolve(make_complaint(cast.anna), cast.anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cause.objects.filter(code="skill").delete()
