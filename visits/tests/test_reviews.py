"""A supervisor's review: of others' visits, once, changed by who wrote it."""

import pytest

from accounts.models import AuditEntry
from accounts.refused import Refused
from crm.testing.builders import make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from visits.models import Review, Visit
from visits.services import reviews


def review(visit, actor, grade="GOOD", remark="写得清楚"):
    return reviews.review(visit, actor=actor, grade=grade, remark=remark, at=NOON)


def test_a_review_is_kept_and_recorded(cast):
    visit = make_visit(cast.anna)
    assert visit in Visit.objects.unreviewed()

    review(visit, cast.carol)

    written = Review.objects.get()
    assert (written.visit, written.reviewer) == (visit, cast.carol)
    assert visit not in Visit.objects.unreviewed()
    entry = AuditEntry.objects.get(action="visit.reviewed")
    assert entry.changes == {"grade": [None, "GOOD"], "remark": [None, "写得清楚"]}


def test_nobody_reviews_his_own_visit(cast):
    visit = make_visit(cast.carol, customer=make_customer(cast.anna))
    with pytest.raises(Refused, match="own visit"):
        review(visit, cast.carol)
    assert not Review.objects.exists()


def test_who_planned_a_visit_for_another_may_review_it(cast):
    customer = make_customer(cast.anna)
    make_plan(cast.ben, actor=cast.carol, customer=customer)
    visit = make_visit(cast.ben, customer=customer)
    assert review(visit, cast.carol).reviewer == cast.carol


def test_the_reviewer_changes_his_review(cast):
    visit = make_visit(cast.anna)
    review(visit, cast.carol)

    review(visit, cast.carol, grade="FAIR")

    assert Review.objects.get().grade == "FAIR"
    entry = AuditEntry.objects.get(action="visit.review_changed")
    assert entry.changes == {"grade": ["GOOD", "FAIR"]}


def test_the_same_review_sent_twice_is_recorded_once(cast):
    visit = make_visit(cast.anna)
    review(visit, cast.carol)
    review(visit, cast.carol)
    assert AuditEntry.objects.filter(action__startswith="visit.review").count() == 1


def test_a_second_reviewer_is_told_who_was_first(cast):
    visit = make_visit(cast.anna)
    review(visit, cast.carol)
    with pytest.raises(Refused, match="李卡萝"):
        review(visit, cast.max, grade="POOR")
    assert Review.objects.get().grade == "GOOD"


@pytest.mark.parametrize("grade", ["", "SUPERB"])
def test_a_review_has_a_known_grade(cast, grade):
    with pytest.raises(Refused) as refusal:
        review(make_visit(cast.anna), cast.carol, grade=grade)
    assert refusal.value.field == "grade"


def test_a_plan_is_not_reviewed(cast):
    with pytest.raises(Refused, match="logged"):
        review(make_plan(cast.anna), cast.carol)
    assert not Review.objects.exists()
