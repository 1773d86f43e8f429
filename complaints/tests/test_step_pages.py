"""The steps of a complaint on its page: what is offered, asked, kept and refused."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from complaints.models import Category, Cause, Complaint, Line
from complaints.services import assigning, notes
from complaints.tests.complaint_builders import fresh
from complaints.tests.step_posts import EARLIER, do, make_complaint, resolve, sent


def signed_in(user, language: str = "en") -> Client:
    User.objects.filter(pk=user.pk).update(language=language)
    client = Client()
    client.force_login(user)
    return client


def page_of(complaint, user) -> str:
    return signed_in(user).get(complaint.get_absolute_url()).content.decode()


def address(name: str, complaint) -> str:
    return reverse(f"complaints:{name}", args=[complaint.code])


def post(name: str, complaint, user, *, htmx=False, **more):
    headers = {"HX-Request": "true"} if htmx else {}
    said = sent(name, complaint, **more)
    return signed_in(user).post(address(name, complaint), said, headers=headers)


def offered(complaint, user) -> set[str]:
    """Return the steps whose address stands on the page."""
    page = page_of(complaint, user)
    return {name for name in ALL if f'"{address(name, complaint)}"' in page}


ALL = ("acknowledge", "assess", "investigate", "propose", "tell", "resolve", "answer",
       "verify", "miss", "close", "withdraw", "reopen", "wait", "resume", "escalate",
       "send_out", "take_back", "note", "add", "progress", "regrade", "change_kind",
       "correct", "assign")  # fmt: skip
ALWAYS = {"note", "add", "correct", "regrade", "escalate", "send_out", "withdraw"}


def test_only_what_is_legal_is_offered(cast):
    complaint = make_complaint(cast.anna)
    in_work = ALWAYS | {"resolve", "wait", "progress", "change_kind"}
    assert offered(complaint, cast.anna) == in_work | {"acknowledge"}
    assert offered(complaint, cast.carol) == in_work | {"acknowledge", "assign"}
    do("wait", complaint, cast.anna, text="发票照片")
    waiting = in_work - {"wait"} | {"acknowledge", "resume"}
    assert offered(complaint, cast.anna) == waiting
    complaint = resolve(complaint, cast.anna)
    assert offered(complaint, cast.anna) == ALWAYS | {"verify", "miss"}
    do("verify", complaint, cast.anna, reaction="SATISFIED")
    assert offered(complaint, cast.anna) == {"note", "add"}
    assert offered(complaint, cast.carol) == {"note", "add", "reopen"}


def test_what_is_answered_goes_the_short_way(cast):
    enquiry = make_complaint(cast.anna, kind="ENQUIRY")
    short = {"acknowledge", "answer", "tell", "wait", "progress", "change_kind"}
    assert offered(enquiry, cast.anna) == ALWAYS | short
    answer = post("answer", enquiry, cast.anna)
    assert answer.status_code == 302
    now = fresh(enquiry)
    assert (now.state, now.ending, now.solution) == ("CLOSED", "RESOLVED", "营业到六点")
    assert set(now.clocks.values_list("is_met", flat=True)) == {True}


def test_who_only_sees_it_is_offered_nothing(cast):
    assert offered(make_complaint(cast.anna), cast.nina) == {"add"}


def test_whom_it_is_about_reads_that_a_colleague_works_on_it(cast):
    complaint = make_complaint(cast.anna, about_user=cast.carol)
    assert offered(complaint, cast.carol) == {"add"}
    assert "about you" in page_of(complaint, cast.carol)


def test_of_a_major_one_its_handler_reads_who_verifies_it(cast):
    complaint = resolve(make_complaint(cast.anna, severity=4), cast.anna)
    assert not offered(complaint, cast.anna) & {"verify", "miss", "withdraw"}
    assert "by who leads major ones" in page_of(complaint, cast.anna)
    assert offered(complaint, cast.max) >= {"verify", "miss", "withdraw"}


@pytest.mark.parametrize("htmx", [False, True])
def test_resolving_goes_all_the_way_and_says_so(cast, htmx):
    complaint = make_complaint(cast.anna, customer=None, words="太慢")
    answer = post("resolve", complaint, cast.anna, htmx=htmx)
    to = answer["HX-Redirect"] if htmx else answer.url
    assert to == complaint.get_absolute_url()
    now = fresh(complaint)
    assert (now.state, now.liability, now.told_by) == ("TOLD", "OURS", "PHONE")


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"cause": ""}, "cause", "Choose the root cause."),
        ({"liability": ""}, "liability", "Say whose fault it was found to be."),
        ({"solution": ""}, "solution", "Say what is done."),
        ({"reaction": ""}, "reaction", "Say how the customer took it."),
        ({"liability": "CUSTOMER", "solution": "我们很抱歉"}, "solution",
         "No apology: the fault is not ours."),
        ({"liability": "NOBODY", "text": "We are so sorry"}, "text",
         "No apology: the fault is not ours."),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_by_its_field_and_nothing_typed_is_lost(
    cast, more, field, said
):
    complaint = make_complaint(cast.anna)
    more = {"text": "已电话说明", "solution": "更换刹车盘"} | more
    answer = post("resolve", complaint, cast.anna, **more)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [said]
    for words in more.values():
        assert words in answer.content.decode()
    assert fresh(complaint).line_count == 1


def test_what_was_found_most_in_its_category_is_offered_first(cast):
    category = Category.objects.get(code="delivery")
    supply, promise = (Cause.objects.get(code=code) for code in ("supply", "promise"))
    for cause in (supply, promise, supply):
        told = {"cause": cause, "liability": "OURS", "solution": "加急"}
        resolve(make_complaint(cast.anna, category=category), cast.anna, found=told)
    complaint = make_complaint(cast.anna, category=category)
    answer = signed_in(cast.anna).get(address("resolve", complaint))
    causes = answer.context["form"].fields["cause"].choices
    assert [pk for pk, _label in causes][:2] == [supply.pk, promise.pk]
    assert len(causes) == 6


def test_a_cause_from_the_tree_counts_before_a_chip(cast):
    complaint, other = make_complaint(cast.anna), Cause.objects.get(code="outside")
    post("resolve", complaint, cast.anna, other_cause=other.pk)
    assert fresh(complaint).cause == other


def test_an_open_checklist_is_asked_about_once(cast):
    category = Category.objects.get(code="delivery")
    Category.objects.filter(pk=category.pk).update(checklist_en="Seen it\nPhotos")
    complaint = make_complaint(cast.anna, category=category)
    answer = post("resolve", complaint, cast.anna, checked=["Photos"])
    assert "Not checked yet: Seen it." in answer.content.decode()
    assert fresh(complaint).state == "REGISTERED"
    post("resolve", complaint, cast.anna, checked=["Photos"], anyway="on")
    line = Line.objects.get(complaint=complaint, deed="PROPOSED")
    assert line.told["unchecked"] == ["Seen it"]


def test_a_stale_page_shows_theirs_above_mine_and_may_be_sent_again(cast):
    complaint = make_complaint(cast.anna)
    notes.note(complaint, actor=cast.carol, text="客户下午来店", at=EARLIER)
    answer = post("resolve", complaint, cast.anna, solution="换盘")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.index("客户下午来店") < page.index("换盘")
    assert fresh(complaint).state == "REGISTERED"
    again = answer.context["form"].data
    assert again["standing"] == fresh(complaint).standing
    signed_in(cast.anna).post(address("resolve", complaint), again)
    assert fresh(complaint).state == "TOLD"


def test_a_step_done_by_another_meanwhile_keeps_what_was_typed(cast):
    complaint = make_complaint(cast.anna)
    resolve(complaint, cast.carol)
    answer = post("resolve", complaint, cast.anna, solution="换盘")
    assert answer.status_code == 409
    assert "换盘" in answer.content.decode()
    assert "This step is done with." in answer.content.decode()


def test_a_form_sent_twice_is_recorded_once_and_said_so(cast):
    complaint, key = make_complaint(cast.anna), uuid.uuid4()
    told = {"submission_key": key, "text": "已联系车间"}
    client = signed_in(cast.anna)
    said = sent("progress", complaint, **told)
    client.post(address("progress", complaint), said)
    answer = client.post(address("progress", complaint), said, follow=True)
    assert Line.objects.filter(deed="PROGRESS").count() == 1
    assert "recorded once" in answer.content.decode()


def test_a_step_that_is_shut_leads_back_and_says_why(cast):
    complaint = make_complaint(cast.anna)
    client = signed_in(cast.anna)
    answer = client.get(address("verify", complaint), follow=True)
    assert "not possible while it is registered" in answer.content.decode()


def test_who_gives_it_out_of_his_sight_is_led_to_the_list(cast):
    complaint = make_complaint(cast.max)
    given = {"handler": cast.ben, "standing": complaint.standing, "at": EARLIER}
    assigning.assign(complaint, actor=cast.max, **given)
    answer = post("escalate", fresh(complaint), cast.ben)
    assert answer.url == reverse("complaints:index")


@pytest.mark.parametrize("name", ["resolve", "add", "correct", "assign", "verify"])
def test_a_step_of_an_anonymous_complaint_nobody_has_is_asked(cast, name):
    complaint = make_complaint(cast.carol, customer=None)
    if name == "verify":
        complaint = resolve(complaint, cast.carol)
    Complaint.objects.filter(pk=complaint.pk).update(handler=None)
    assert signed_in(cast.max).get(address(name, complaint)).status_code == 200
    assert signed_in(cast.max).get(complaint.get_absolute_url()).status_code == 200


def test_the_panel_costs_the_same_with_a_long_history(cast, count_queries):
    complaint = make_complaint(cast.anna)
    client = signed_in(cast.anna)
    client.get(complaint.get_absolute_url())
    few = count_queries(lambda: client.get(complaint.get_absolute_url()))
    for text in "一二三四五六七八":
        notes.note(complaint, actor=cast.anna, text=text, at=EARLIER)
    many = count_queries(lambda: client.get(complaint.get_absolute_url()))
    assert many == few


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_form_is_asked_in_both_languages(cast, language):
    complaint = make_complaint(cast.anna, category=Category.objects.first())
    names = offered(complaint, cast.max) - {"acknowledge", "investigate"}
    client = signed_in(cast.max, language)
    for name in sorted(names):
        answer = client.get(address(name, complaint))
        assert answer.status_code == 200, name
        assert ("取消" if language != "en" else "Cancel") in answer.content.decode()


def test_who_looks_through_anothers_eyes_takes_no_step(cast):
    complaint = make_complaint(cast.anna)
    client = signed_in(cast.adam)
    client.post(reverse("see_as", args=[cast.anna.pk]))
    page = client.get(complaint.get_absolute_url()).content.decode()
    assert address("note", complaint) not in page
    assert client.get(address("note", complaint)).status_code == 403
