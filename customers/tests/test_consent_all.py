"""Consent to a purpose by every way in one step: each recorded for itself."""

import pytest

from accounts.models import AuditEntry, User
from accounts.refused import Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.choices.consent import REACHING, Channel, ConsentState, Purpose
from customers.forms.consent import EVERY, ConsentForm, button
from customers.models import ConsentRecord, ConsentText, Customer
from customers.services import consent
from customers.tests.consent_builders import say

pytestmark = pytest.mark.django_db
MARKETING = Purpose.MARKETING


@pytest.fixture
def customer(cast):
    return make_customer(cast.anna)


def say_all(customer, state=ConsentState.GIVEN, **overrides) -> list[ConsentRecord]:
    """Say one thing of offers by every way, beside what was said last."""
    last = ConsentRecord.objects.standing(customer)
    now = [last.get((MARKETING, channel)) for channel in REACHING]
    told = {"actor": customer.owner, "how": "SIGNED", "evidence": "表 12", "at": NOON}
    told |= {"seen": [one and one.pk for one in now]} | overrides
    return consent.record_all(customer, purpose=MARKETING, state=state, **told)


def consenting() -> set[str]:
    return {
        channel
        for channel in REACHING
        if Customer.objects.consenting(MARKETING, channel).exists()
    }


def publish(customer) -> ConsentText:
    by = {"actor": customer.owner, "at": NOON}
    words = {"text_zh": "新文本", "text_en": "New text"}
    draft = consent.draft(MARKETING, words=words, **by)
    return consent.publish(MARKETING, seen=consent.seen_of(draft), **by)


def test_all_is_given_in_one_step_and_each_way_stands_for_itself(customer):
    made = say_all(customer)
    assert [one.channel for one in made] == list(REACHING)
    for one in ConsentRecord.objects.all():
        assert (one.state, one.how, one.evidence, one.by, one.at) == (
            "GIVEN", "SIGNED", "表 12", customer.owner, NOON,
        )  # fmt: skip
        assert (one.text.purpose, one.text.version) == (MARKETING, 1)
    told = AuditEntry.objects.filter(action="consent.given", customer_id=customer.pk)
    assert sorted(one.changes["channel"][1] for one in told) == sorted(REACHING)
    assert consenting() == set(REACHING)


def test_all_is_withdrawn_in_one_step_too(customer):
    say_all(customer)
    made = say_all(customer, ConsentState.WITHDRAWN)
    assert {one.state for one in made} == {"WITHDRAWN"}
    assert len(made) == len(REACHING)
    assert consenting() == set()


def test_withdrawing_all_takes_back_what_was_given_and_says_no_more(customer):
    say(customer, channel=Channel.SMS)
    say(customer, channel=Channel.PHONE, state=ConsentState.REFUSED)
    (made,) = say_all(customer, ConsentState.WITHDRAWN)
    assert (made.channel, made.state) == (Channel.SMS, "WITHDRAWN")
    assert ConsentRecord.objects.count() == 3


def test_refusing_all_is_a_no_to_each_as_it_stands(customer):
    say(customer, channel=Channel.SMS)
    made = say_all(customer, ConsentState.REFUSED)
    states = {one.channel: one.state for one in made}
    assert states.pop(Channel.SMS) == "WITHDRAWN"
    assert set(states.values()) == {"REFUSED"}
    assert len(states) == len(REACHING) - 1


@pytest.mark.parametrize("state", ConsentState.values)
def test_said_again_it_writes_nothing(customer, state):
    say(customer)
    say_all(customer, state)
    before = (ConsentRecord.objects.count(), AuditEntry.objects.count())
    assert say_all(customer, state) == []
    assert (ConsentRecord.objects.count(), AuditEntry.objects.count()) == before


def test_what_was_given_already_is_left_alone(customer):
    stands = say(customer, channel=Channel.SMS)
    made = say_all(customer)
    assert stands.channel not in {one.channel for one in made}
    assert len(made) == len(REACHING) - 1


def test_one_withdrawal_the_page_did_not_show_refuses_the_whole(customer):
    shown = say(customer, channel=Channel.WECHAT)
    seen = [shown.pk if one == Channel.WECHAT else None for one in REACHING]
    say(customer, channel=Channel.WECHAT, state=ConsentState.WITHDRAWN)
    with pytest.raises(Refused, match="其他人刚刚记录"):
        say_all(customer, seen=seen)
    assert ConsentRecord.objects.count() == 2
    assert consenting() == set()


def test_a_stale_page_still_withdraws_all(customer):
    say_all(customer)
    say_all(customer, ConsentState.WITHDRAWN, seen=[None] * len(REACHING))
    assert consenting() == set()


def test_consent_is_given_to_the_text_that_was_shown_and_no_other(customer):
    first = ConsentText.objects.get(purpose=MARKETING)
    second = publish(customer)
    for give in (say_all, say):
        with pytest.raises(Refused, match="新版"):
            give(customer, shown=first.pk)
    assert not ConsentRecord.objects.exists()
    assert {one.text for one in say_all(customer, shown=second.pk)} == {second}
    say_all(customer, ConsentState.WITHDRAWN, shown=first.pk)
    assert consenting() == set(), "a no needs no text"


def test_a_new_version_is_agreed_to_by_all_ways_at_once(customer):
    say_all(customer)
    second = publish(customer)
    assert {one.text for one in say_all(customer, shown=second.pk)} == {second}


@pytest.mark.parametrize(
    "wrong",
    [{"purpose": "CARE"}, {"purpose": "ALL"}, {"how": "DREAMT"}, {"state": "MAYBE"}],
    ids=str,
)
def test_what_nobody_can_agree_to_is_refused_here_too(customer, wrong):
    told = {"purpose": MARKETING, "state": "GIVEN", "how": "SPOKEN", "at": NOON}
    told |= {"actor": customer.owner, "seen": [None] * len(REACHING)} | wrong
    if wrong.get("purpose") == "CARE":
        told["seen"] = []
    with pytest.raises(Refused):
        consent.record_all(customer, **told)
    assert not ConsentRecord.objects.exists()


def test_a_failed_step_leaves_nothing(customer, monkeypatch):
    real, calls = consent.audit.record, []

    def breaks(*args, **kwargs):
        calls.append(args)
        if len(calls) == 3:
            raise RuntimeError("the disk is full")
        return real(*args, **kwargs)

    monkeypatch.setattr(consent.audit, "record", breaks)
    with pytest.raises(RuntimeError):
        say_all(customer)
    assert not ConsentRecord.objects.exists()


# ---------- the page ----------
def offered(client, customer, purpose=MARKETING) -> dict[str, str]:
    """Return word → value of the buttons for all ways of a purpose."""
    uses = client.get(f"/customers/{customer.pk}/consent/").context["uses"]
    return dict(next(use["all"] for use in uses if use["purpose"] == purpose))


def tap(client, customer, said, **more):
    told = {"said": said, "how": "SIGNED", "evidence": "表 12"} | more
    return client.post(f"/customers/{customer.pk}/consent/record/", told)


def english(user) -> User:
    User.objects.filter(pk=user.pk).update(language="en")
    return User.objects.get(pk=user.pk)


def test_one_tap_gives_all_and_one_takes_all_back(client, cast, customer):
    client.force_login(english(cast.anna))
    assert list(offered(client, customer)) == ["Give all", "Refuse all"]
    assert tap(client, customer, offered(client, customer)["Give all"]).url
    assert consenting() == set(REACHING)
    assert list(offered(client, customer)) == ["Withdraw all"]
    page = client.post(
        f"/customers/{customer.pk}/consent/record/",
        {"said": offered(client, customer)["Withdraw all"], "how": "SPOKEN"},
        headers={"HX-Request": "true"},
    )
    assert "by 6 ways" in page.headers["HX-Trigger"]
    assert consenting() == set()


def test_where_there_is_one_way_there_is_no_button_for_all(client, cast, customer):
    client.force_login(cast.anna)
    assert offered(client, customer, Purpose.PROFILING) == {}
    assert offered(client, customer, Purpose.CARE) == {}


def test_the_button_names_the_version_it_was_shown_with(client, cast, customer):
    client.force_login(english(cast.anna))
    stale = offered(client, customer)["Give all"]
    publish(customer)
    answer = tap(client, customer, stale)
    assert answer.status_code == 409
    assert "new version of the text" in answer.content.decode()
    assert not ConsentRecord.objects.exists()


def test_a_double_tap_on_all_records_each_way_once(client, cast, customer):
    client.force_login(english(cast.anna))
    said = offered(client, customer)["Give all"]
    for _ in range(2):
        assert tap(client, customer, said).status_code == 302
    assert ConsentRecord.objects.count() == len(REACHING)


@pytest.mark.parametrize(
    "said",
    ["MARKETING.EVERY.GIVEN.", "MARKETING.EVERY.GIVEN.1_2", "CARE.EVERY.GIVEN.",
     "MARKETING.EVERY.MAYBE._____", "NOTHING.EVERY.GIVEN._____"],
)  # fmt: skip
def test_what_no_button_for_all_says_changes_nothing(client, cast, customer, said):
    client.force_login(cast.anna)
    assert tap(client, customer, said).status_code == 422
    assert not ConsentRecord.objects.exists()


def test_who_may_only_look_finds_no_button_for_all(client, cast, customer):
    client.force_login(cast.dan)
    page = client.get(f"/customers/{customer.pk}/consent/").content
    assert b".EVERY." not in page
    said = button(MARKETING, EVERY, "GIVEN", (None,) * 6, None)
    assert tap(client, customer, said).status_code == 403


def test_what_a_button_says_is_read_back(db):
    said = button(MARKETING, EVERY, "GIVEN", (10**18, None, 3, None, None, 6), 10**18)
    form = ConsentForm({"said": said, "how": "SPOKEN"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["said"].seen == (None, None, 3, None, None, 6)
    fits = button(MARKETING, EVERY, "WITHDRAWN", (10**18 - 1,) * 6, 10**18 - 1)
    assert ConsentForm({"said": fits, "how": "SPOKEN"}).is_valid()


def test_all_at_once_costs_no_question_a_way(customer, count_queries):
    """One look at what stands, one text, one sum: only the rows themselves add up."""
    say_all(customer)
    cost = count_queries(lambda: say_all(customer))
    assert cost <= 8
