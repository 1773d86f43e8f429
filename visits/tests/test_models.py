"""States that cannot be, tried by hand: the database refuses."""

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg2.errors import CheckViolation

from crm.testing.builders import make_plan, make_visit
from crm.testing.cast import NOON
from crm.testing.database import as_owner
from visits.models import Review, Visit, VisitEvent
from visits.services import reviews


def impossible(assignments: str, visit) -> None:
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"UPDATE visits_visit SET {assignments} WHERE id = %s", [visit.pk]
        )


@pytest.mark.parametrize(
    "assignments",
    [
        "happened_at = NULL",
        "logged_at = NULL",
        "outcome = ''",
        "outcome = 'NOT_MET'",
        "not_met_reason = 'AWAY'",
        "outcome = 'PROBLEM', note = ''",
        "state = 'PLANNED'",
        "state = 'CANCELLED'",
        "next_visit_id = id",
    ],
)
def test_a_logged_visit_cannot_be(cast, assignments):
    impossible(assignments, make_visit(cast.anna))


@pytest.mark.parametrize(
    "assignments",
    [
        "planned_at = NULL",
        "state = 'LOGGED'",
        "happened_at = now()",
        "outcome = 'POSITIVE'",
        "state = 'CANCELLED', planned_at = NULL",
    ],
)
def test_a_planned_visit_cannot_be(cast, assignments):
    impossible(assignments, make_plan(cast.anna))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("visit SET state = 'X', planned_at = now(), happened_at = NULL,"
         " logged_at = NULL, outcome = ''", "visit_state_known"),
        ("visit SET outcome = 'FINE'", "visit_outcome_known"),
        ("feedbackitem SET kind = 'WISH'", "feedback_kind_known"),
    ],
)  # fmt: skip
def test_a_word_of_no_list_cannot_be_even_for_the_tables_owner(
    committed_cast, change, rule
):
    make_visit(committed_cast.anna, feedback={"NEED": "想换七座车"})
    with as_owner() as cursor, pytest.raises(CheckViolation, match=rule):
        cursor.execute(f"UPDATE visits_{change}")
    assert Visit.objects.get().is_logged


def test_one_form_makes_one_row(cast):
    first, second = make_visit(cast.anna), make_visit(cast.anna)
    impossible(f"submission_key = '{first.submission_key}'", second)


def test_a_visit_has_one_review(cast):
    visit = make_visit(cast.anna)
    reviews.review(visit, actor=cast.carol, grade="GOOD", at=NOON)
    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.create(
            visit=visit, reviewer=cast.max, grade="POOR", reviewed_at=NOON
        )


def test_every_change_keeps_the_row_as_it_was(cast):
    visit = make_visit(cast.anna)
    Visit.objects.filter(pk=visit.pk).update(note="改过")
    assert VisitEvent.objects.get(pgh_obj_id=visit.pk).note == "聊了保养"
