"""The forms in which one writes to a customer: the ways offered, approved answers."""

import pytest
from django.urls import reverse

from complaints.models import Answer, Category, Complaint, Telling
from complaints.services import approving
from complaints.services.approving import seen_of
from complaints.tests.complaint_builders import fresh
from complaints.tests.step_posts import EARLIER, do, make_complaint, sent
from complaints.tests.test_step_pages import signed_in
from complaints.wording import GAP
from customers.models import ConsentRecord, Customer

MAIL = "zhang@example.com"


def address(name: str, complaint) -> str:
    return reverse(f"complaints:{name}", args=[complaint.code])


def show(name: str, complaint, user):
    return signed_in(user).get(address(name, complaint))


def post(name: str, complaint, user, **more):
    said = sent(name, complaint, **more)
    return signed_in(user).post(address(name, complaint), said)


def offered(page) -> list[str]:
    """Return the codes of the answers a form offers, in its order."""
    groups = page.context["form"].answers.values()
    return [answer.code for group in groups for answer, _words in group]


def answer(code: str) -> Answer:
    return Answer.objects.approved().get(code=code)


def approve(code: str, cast, **said) -> Answer:
    said = {"use": "RESULT", "liability": "", "category": None, "title_zh": code,
            "title_en": code, "text_zh": "$name，$solution。",
            "text_en": "Dear $name, $solution."} | said  # fmt: skip
    seen = seen_of(Answer.objects.of(code).drafts().first())
    draft = approving.propose(code, actor=cast.max, said=said, seen=seen, at=EARLIER)
    approving.approve(code, actor=cast.dan, seen=seen_of(draft), at=EARLIER)
    return answer(code)


def proposed(cast, **said) -> Complaint:
    """Return a complaint whose cause is found: the fault is ours."""
    complaint = make_complaint(cast.anna, **said)
    for name in ("acknowledge", "assess", "investigate"):
        do(name, complaint, cast.anna)
    data = sent("propose", fresh(complaint))
    signed_in(cast.anna).post(address("propose", complaint), data)
    return fresh(complaint)


def test_telling_offers_the_few_that_fit_what_was_found(cast):
    category = Category.objects.get(code="repair-quality")
    other = Category.objects.get(code="safety")
    approve("brakes", cast, category=category)
    approve("injury", cast, category=other)
    complaint = proposed(cast, category=category)
    page = show("tell", complaint, cast.anna)
    assert set(offered(page)) == {"result-ours", "brakes", "result"}
    shown = page.content.decode()
    assert "更换刹车片" in shown
    assert "$" not in shown


def test_of_many_a_few_are_offered(cast):
    for each in range(6):
        approve(f"more-{each}", cast)
    page = show("tell", proposed(cast), cast.anna)
    assert len(page.context["form"].answers[""]) == 4


def test_one_tap_puts_the_words_in_and_loses_nothing_typed(cast):
    complaint = make_complaint(cast.anna)
    typed = {"solution": "换了一副", "channel": "WECHAT", "reaction": ""}
    use = {"use": answer("result-supplier").pk, "liability": "SUPPLIER"}
    page = post("resolve", complaint, cast.anna, **typed, **use)
    assert page.status_code == 200
    form = page.context["form"]
    assert not form.errors
    assert form["solution"].value() == "换了一副"
    assert form["channel"].value() == "WECHAT"
    assert form["liability"].value() == "SUPPLIER"
    assert form["cause"].value()
    assert "换了一副" in form["text"].value()
    assert form.taken == str(answer("result-supplier").pk)
    assert fresh(complaint).line_count == complaint.line_count
    assert "data-draft-typed" in page.content.decode()


def test_what_was_used_is_recorded_and_whether_it_was_edited(cast):
    for edit, is_changed in ((str, False), (lambda text: text + "另赠保养。", True)):
        complaint = proposed(cast)
        ours = answer("result-ours")
        page = post("tell", complaint, cast.anna, use=ours.pk, channel="WECHAT")
        said = {"text": edit(page.context["form"]["text"].value()), "answer": ours.pk}
        post("tell", complaint, cast.anna, channel="WECHAT", **said)
        telling = complaint.tellings.get(kind="RESULT")
        assert (telling.answer, telling.is_changed) == (ours, is_changed)
        assert telling.text == said["text"]


def test_what_is_read_out_from_an_answer_names_it_too(cast):
    complaint = proposed(cast)
    post("tell", complaint, cast.anna, answer=answer("result-ours").pk)
    telling = complaint.tellings.get(kind="RESULT")
    assert (telling.channel, telling.answer) == ("PHONE", answer("result-ours"))
    assert telling.text
    without = proposed(cast)
    post("tell", without, cast.anna)
    assert without.tellings.get(kind="RESULT").answer is None


def test_an_answer_for_another_finding_is_refused_and_can_be_let_go(cast):
    complaint = make_complaint(cast.anna)
    said = {"answer": answer("result-supplier").pk, "text": "查过了", "channel": "SMS"}
    page = post("resolve", complaint, cast.anna, liability="CUSTOMER", **said)
    assert page.status_code == 422
    assert "not approved for what was found" in page.content.decode()
    page = post("resolve", complaint, cast.anna, use="", **said)
    assert page.context["form"].taken == ""
    assert page.context["form"]["text"].value() == "查过了"


@pytest.mark.parametrize("use", ["0", "x", "9" * 30, "²"])
def test_an_answer_nobody_knows_changes_nothing(cast, use):
    complaint = make_complaint(cast.anna)
    page = post("resolve", complaint, cast.anna, use=use, text="我的话")
    assert page.status_code == 200
    assert page.context["form"]["text"].value() == "我的话"


def test_words_with_a_gap_are_not_sent(cast):
    complaint = make_complaint(cast.anna, kind="ENQUIRY")
    page = post("answer", complaint, cast.anna, solution="", use=answer("answer").pk)
    text = page.context["form"]["text"].value()
    assert GAP in text
    page = post("answer", complaint, cast.anna, text=text, channel="SMS")
    assert page.status_code == 422
    assert not Telling.objects.filter(complaint=complaint).exists()


def test_an_answer_that_says_all_is_the_answer_to_an_enquiry(cast):
    said = {"use": "ANSWER", "text_zh": "我们每天营业到六点。", "text_en": "Until six."}
    hours = approve("hours", cast, **said)
    complaint = make_complaint(cast.anna, kind="ENQUIRY", words="几点关门")
    page = post("answer", complaint, cast.anna, solution="", use=hours.pk)
    form = page.context["form"]
    assert form["solution"].value() == form["text"].value() == "我们每天营业到六点。"
    said = {"text": form["text"].value(), "answer": hours.pk, "channel": "WECHAT"}
    post("answer", complaint, cast.anna, **said)
    telling = complaint.tellings.get()
    assert (telling.answer, telling.is_changed) == (hours, False)
    assert fresh(complaint).state == "CLOSED"


def test_a_page_that_was_stale_stays_so_when_an_answer_is_taken(cast):
    complaint = make_complaint(cast.anna)
    do("acknowledge", complaint, cast.anna)
    said = {"use": answer("result-ours").pk}
    page = post("resolve", complaint, cast.anna, **said)
    stood = page.context["form"]["standing"].value()
    assert stood == complaint.standing != fresh(complaint).standing
    assert post("resolve", complaint, cast.anna).status_code == 409


def test_the_receipt_goes_by_e_mail_from_its_button(cast):
    complaint = make_complaint(cast.anna, channel="EMAIL", reply_email=MAIL)
    page = show("acknowledge", complaint, cast.anna)
    assert page.context["form"]["channel"].value() == "EMAIL"
    assert offered(page) == ["receipt"]
    post("acknowledge", complaint, cast.anna, channel="EMAIL")
    telling = complaint.tellings.get()
    assert (telling.kind, telling.state) == ("RECEIPT", "HELD")
    assert complaint.code in telling.text
    assert fresh(complaint).state == "ACKNOWLEDGED"


def test_the_receipt_may_be_written_down_alone(cast):
    complaint = make_complaint(cast.anna, customer=None)
    page = show("acknowledge", complaint, cast.anna)
    assert page.context["form"]["channel"].value() == "NONE"
    post("acknowledge", complaint, cast.anna, channel="NONE")
    assert fresh(complaint).state == "ACKNOWLEDGED"
    assert not complaint.tellings.exists()


def test_a_way_that_is_not_open_is_told_with_its_reason(cast):
    complaint = make_complaint(cast.anna, channel="EMAIL")
    page = show("resolve", complaint, cast.anna)
    shown = page.content.decode()
    assert "E-mail: There is no e-mail address to write to." in shown
    assert 'value="EMAIL"' not in shown
    assert page.context["form"]["channel"].value() == "PHONE"
    page = post("resolve", complaint, cast.anna, channel="EMAIL")
    assert "no e-mail address" in page.context["form"].errors["channel"][0]


def test_who_left_the_archive_can_only_be_spoken_with(cast):
    complaint = make_complaint(cast.anna, channel="WECHAT")
    Customer.objects.filter(pk=complaint.customer_id).update(removed_at=EARLIER)
    page = show("progress", complaint, cast.anna)
    choices = page.context["form"].fields["channel"].widget.choices
    assert [value for value, _label in choices] == ["PHONE", "COUNTER", "VISIT"]
    (sentence,) = page.context["form"].ways
    assert "WeChat · text message · e-mail · letter: This customer left" in sentence


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "does not want this"), ("zh-hans", "客户不希望以此方式联系")],
)
def test_what_he_does_not_want_stands_beside_the_choice_as_a_sentence(
    cast, language, words
):
    complaint = make_complaint(cast.anna)
    ConsentRecord.objects.create(
        customer=complaint.customer, purpose="MARKETING", channel="WECHAT",
        state="REFUSED", how="SPOKEN", at=EARLIER, by=cast.anna,
    )  # fmt: skip
    client = signed_in(cast.anna, language)
    shown = client.get(address("resolve", complaint)).content.decode()
    assert words in shown
    assert 'value="WECHAT"' in shown


def test_what_is_sent_by_hand_is_copied_from_the_page(cast):
    complaint = proposed(cast)
    post("tell", complaint, cast.anna, channel="SMS", text="已换好，随时来取")
    told = complaint.tellings.get(kind="RESULT")
    page = signed_in(cast.anna).get(complaint.get_absolute_url()).content.decode()
    assert f'data-copy-from="telling-words-{told.pk}"' in page
    assert f'id="telling-words-{told.pk}"' in page
    assert "sms:?&amp;body=%E5%B7%B2" in page
    assert "send these words yourself" in page


def test_what_is_said_or_mailed_needs_no_copy(cast):
    complaint = proposed(cast, reply_email=MAIL)
    post("tell", complaint, cast.anna, channel="EMAIL")
    page = signed_in(cast.anna).get(complaint.get_absolute_url()).content.decode()
    assert "data-copy-from" not in page


def test_a_form_costs_the_same_for_few_and_many_answers(cast, count_queries):
    complaint, client = proposed(cast), signed_in(cast.anna)
    costs = []
    for more in (0, 5):
        for each in range(more):
            approve(f"more-{each}", cast)
        costs.append(count_queries(lambda: client.get(address("tell", complaint))))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("channel", "text", "is_asked"),
    [
        ("SMS", "我们保证不再发生", True),
        ("EMAIL", "否则后果自负", True),
        ("SMS", "已经给您换好了。", False),
        ("PHONE", "我们保证不再发生", False),
    ],
)
def test_what_had_better_not_be_written_is_asked_about_once(
    cast, channel, text, is_asked
):
    complaint = proposed(cast, reply_email=MAIL)
    told = {"channel": channel, "text": text}
    page = post("tell", complaint, cast.anna, **told)
    assert (page.status_code == 422) == is_asked
    assert (fresh(complaint).state == "PROPOSED") == is_asked
    if is_asked:
        form = page.context["form"]
        assert list(form.errors) == ["text"]
        assert text in page.content.decode()
        post("tell", complaint, cast.anna, **told, is_sure=form["is_sure"].value())
    assert fresh(complaint).state == "TOLD"


def test_an_approved_answer_is_not_asked_about(cast):
    approve("promise", cast, text_zh="$name，我们保证$solution。")
    complaint = proposed(cast, reply_email=MAIL)
    said = {"channel": "SMS", "use": str(answer("promise").pk)}
    form = post("tell", complaint, cast.anna, **said).context["form"]
    words = {name: form[name].value() for name in ("answer", "text")}
    assert "保证" in words["text"]
    post("tell", complaint, cast.anna, channel="SMS", **words)
    assert fresh(complaint).state == "TOLD"
