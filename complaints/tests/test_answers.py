"""Approved answers: proposed by one, approved by another, filled in and no more."""

import pytest
from django.db import DatabaseError, transaction

from accounts.refused import Refused
from complaints import permitted, wording
from complaints.models import Answer
from complaints.services import approving
from complaints.services.approving import seen_of
from complaints.tests.complaint_builders import fresh, make_complaint
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Customer


def words(**overrides) -> dict:
    return {
        "use": "RESULT", "liability": "", "category": None, "title_zh": "结果",
        "title_en": "Result", "text_zh": "$name，结果：$solution。",
        "text_en": "Dear $name, the result: $solution.",
    } | overrides  # fmt: skip


def propose(code, actor, **overrides) -> Answer:
    draft = Answer.objects.of(code).drafts().first()
    said = words(**overrides)
    return approving.propose(code, actor=actor, said=said, seen=seen_of(draft), at=NOON)


def test_every_use_and_every_liability_has_an_answer_as_shipped(cast):
    approved = Answer.objects.approved()
    assert set(approved.values_list("use", flat=True)) == {
        "RECEIPT", "PROGRESS", "RESULT", "ANSWER",
    }  # fmt: skip
    results = approved.filter(use="RESULT").values_list("liability", flat=True)
    assert set(results) == {"", "OURS", "SUPPLIER", "CUSTOMER", "NOBODY"}
    for answer in approved:
        for text in (answer.text_zh, answer.text_en):
            assert wording.unknown_places(text) == []
            assert permitted.admits(text) == (answer.liability == "OURS")


def test_what_one_wrote_is_used_when_another_approved_it(cast):
    draft = propose("result", cast.max)
    assert draft.version == 2
    with pytest.raises(Refused):
        approving.approve("result", actor=cast.max, seen=seen_of(draft), at=NOON)
    approving.approve("result", actor=cast.dan, seen=seen_of(draft), at=NOON)
    states = Answer.objects.of("result").order_by("version")
    assert list(states.values_list("version", "state")) == [
        (1, "RETIRED"), (2, "APPROVED"),
    ]  # fmt: skip


def test_who_approves_approves_what_he_read(cast):
    draft = propose("result", cast.max)
    seen = seen_of(draft)
    propose("result", cast.max, text_zh="$name，别的话。")
    with pytest.raises(Refused):
        approving.approve("result", actor=cast.dan, seen=seen, at=NOON)
    assert Answer.objects.of("result").approved().get().version == 1


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("text_zh", "$name 您好，$__class__"),
        ("text_en", "Dear $nmae"),
        ("text_zh", "我们向您道歉"),
        ("text_en", "We are sorry"),
    ],
)
def test_unknown_places_and_apologies_that_are_not_ours_are_refused(cast, field, text):
    with pytest.raises(Refused) as refusal:
        propose("new-one", cast.max, **{field: text})
    assert refusal.value.field == field
    assert not Answer.objects.of("new-one").exists()


def test_approved_words_stand_for_ever(cast):
    answer = Answer.objects.approved().first()
    rows = Answer.objects.filter(pk=answer.pk)
    for change in (lambda: rows.update(text_zh="别的"), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


EVIL = "{{7*7}} {% load x %} $__class__ ${code} $code $$name {name} %(name)s"


def test_what_was_typed_is_never_read_as_a_template(cast):
    customer = make_customer(cast.anna)
    Customer.objects.filter(pk=customer.pk).update(name=EVIL)
    complaint = fresh(make_complaint(cast.anna, customer=customer, words=EVIL))
    complaint.solution = EVIL
    answer = Answer(text_zh="$name|$solution|$code", text_en="x")
    filled = wording.of(answer, complaint, "zh-hans")
    assert filled == f"{EVIL}|{EVIL}|{complaint.code}"


def test_an_anonymous_complaint_fills_every_place(cast):
    complaint = make_complaint(cast.anna, customer=None)
    for answer in Answer.objects.approved():
        for language in ("zh-hans", "en"):
            assert "$" not in wording.of(answer, complaint, language)


def test_the_language_is_the_one_he_wrote_in(cast):
    for words_, language in (
        ("刹车响 brake", "zh-hans"), ("It rattles", "en"), ("12315", "zh-hans"),
    ):  # fmt: skip
        complaint = make_complaint(cast.anna, words=words_)
        assert wording.language_of(complaint) == language


def test_words_that_promise_press_or_apologise_are_pointed_out():
    assert permitted.concerns("已经处理好了。", "") == []
    assert len(permitted.concerns("我们保证，否则后果自负，抱歉", "CUSTOMER")) == 4
    assert permitted.concerns("We apologise.", "OURS") == []


def test_the_pages_propose_and_approve(client, cast):
    client.force_login(cast.max)
    page = client.get("/complaints/settings/answers/result/")
    seen = page.context["form"].initial["seen"]
    said = words(category="", seen=seen)
    assert client.post("/complaints/settings/answers/result/", said).status_code == 302
    draft = Answer.objects.drafts().get()
    listed = client.get("/complaints/settings/answers/").content.decode()
    assert "/approve/" not in listed
    client.force_login(cast.dan)
    approve = "/complaints/settings/answers/result/approve/"
    assert approve in client.get("/complaints/settings/answers/").content.decode()
    client.post(approve, {"seen": seen_of(draft)})
    draft.refresh_from_db()
    assert (draft.state, draft.approver) == ("APPROVED", cast.dan)
    client.force_login(cast.anna)
    found = client.get("/complaints/answers/", {"q": "结果"}).content.decode()
    assert "$solution" in found
    assert client.get("/complaints/settings/answers/").status_code == 403


def test_a_new_code_is_new(client, cast):
    client.force_login(cast.max)
    said = words(category="", code="result")
    answer = client.post("/complaints/settings/answers/new/", said)
    assert answer.status_code == 422
    client.post("/complaints/settings/answers/new/", said | {"code": "holiday"})
    assert Answer.objects.of("holiday").get().author == cast.max


def test_the_library_costs_the_same_for_few_and_many(client, cast, count_queries):
    client.force_login(cast.anna)
    costs = []
    for more in (0, 8):
        for each in range(more):
            draft = propose(f"more-{each}", cast.max)
            seen = seen_of(draft)
            approving.approve(draft.code, actor=cast.dan, seen=seen, at=NOON)
        costs.append(count_queries(lambda: client.get("/complaints/answers/")))
    assert costs[0] == costs[1]
