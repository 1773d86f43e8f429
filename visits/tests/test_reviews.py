"""A supervisor's review: of others' visits, once, changed by who wrote it."""

from datetime import timedelta

import pytest

from accounts.models import AuditEntry, Notice, User
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


@pytest.mark.parametrize(
    ("grade", "remark", "told"),
    [
        ("GOOD", "", 0),
        ("FAIR", " ", 0),
        ("GOOD", "写得清楚", 1),
        ("POOR", "", 1),
    ],
)
def test_the_maker_is_told_of_a_remark_or_a_bad_grade(cast, grade, remark, told):
    visit = make_visit(cast.anna)
    review(visit, cast.carol, grade=grade, remark=remark)
    notices = Notice.objects.filter(user=cast.anna, url=visit.get_absolute_url())
    assert (notices.count(), Notice.objects.count()) == (told, told)


def test_the_maker_is_told_when_what_he_knows_is_changed(cast):
    visit = make_visit(cast.anna)
    review(visit, cast.carol, grade="POOR", remark="")
    later = {"actor": cast.carol, "at": NOON + timedelta(minutes=1)}
    reviews.review(visit, grade="GOOD", **later)
    reviews.review(visit, grade="GOOD", **later)
    grades = Notice.objects.order_by("pk").values_list("params__grade", flat=True)
    assert list(grades) == ["POOR", "GOOD"]


def test_the_notice_of_a_review_says_who_whom_and_how(client, cast):
    visit = make_visit(cast.anna, customer=make_customer(cast.anna, name="宏达贸易"))
    review(visit, cast.carol, grade="FAIR", remark="少了<b>后续</b>")
    User.objects.filter(pk=cast.anna.pk).update(language="en")
    client.force_login(cast.anna)
    page = client.get("/inbox/").content.decode()
    assert "李卡萝 reviewed your visit to 宏达贸易: needs work." in page
    assert "少了&lt;b&gt;后续&lt;/b&gt;" in page
