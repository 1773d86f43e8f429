"""The page of consent: one tap each to give and to withdraw, and the texts' page."""

import re

import pytest

from accounts.models import User
from crm.testing.builders import make_customer
from customers.choices.consent import Channel, ConsentState, Purpose
from customers.models import ConsentRecord, ConsentText, Customer
from customers.tests.consent_builders import say

GIVE = "MARKETING.SMS.GIVEN."
HTMX = {"HX-Request": "true"}


@pytest.fixture
def customer(cast):
    return make_customer(cast.anna)


def english(user) -> User:
    User.objects.filter(pk=user.pk).update(language="en")
    return User.objects.get(pk=user.pk)


def tap(client, customer, said, **more):
    told = {"said": said, "how": "SIGNED", "evidence": "表 12"} | more
    return client.post(f"/customers/{customer.pk}/consent/record/", told)


def buttons(client, customer) -> dict[tuple, dict]:
    uses = client.get(f"/customers/{customer.pk}/consent/").context["uses"]
    return {
        (use["purpose"], cell["channel"]): cell for use in uses for cell in use["cells"]
    }


def test_consent_is_given_in_one_tap_and_withdrawn_in_one(client, cast, customer):
    client.force_login(cast.anna)
    use = (Purpose.MARKETING, Channel.SMS)
    page = f"/customers/{customer.pk}/consent/"
    assert tap(client, customer, buttons(client, customer)[use]["give"]).url == page
    given = ConsentRecord.objects.get()
    assert (given.state, given.how, given.evidence, given.by) == (
        "GIVEN", "SIGNED", "表 12", cast.anna,
    )  # fmt: skip
    cell = buttons(client, customer)[use]
    assert (cell["may_withdraw"], cell["may_give"]) == (True, False)
    tap(client, customer, cell["deny"])
    assert not Customer.objects.consenting(*use).exists()


def test_withdrawing_takes_no_more_taps_than_giving(client, cast, customer):
    say(customer)
    client.force_login(cast.anna)
    page = client.get(f"/customers/{customer.pk}/consent/").content.decode()
    singly = re.findall(r'name="said" value="\w+\.(?!EVERY)\w+\.(\w+)\.', page)
    given = singly.count("GIVEN")
    assert given == len([each for each in Purpose for _ in each.channels]) - 1
    assert len(singly) == 2 * given + 1


def test_a_tap_answers_the_fragment_where_htmx_asks(client, cast, customer):
    client.force_login(english(cast.anna))
    told = {"said": GIVE, "how": "SPOKEN"}
    page = client.post(f"/customers/{customer.pk}/consent/record/", told, headers=HTMX)
    assert page.status_code == 200
    assert b"<html" not in page.content
    assert "toast" in page.headers["HX-Trigger"]
    assert b'id="consents"' in page.content


@pytest.mark.parametrize(
    "said",
    ["", "x", "MARKETING", "MARKETING.SMS.MAYBE.", "A.B.C.D.E", "CARE.SMS.GIVEN."],
)
def test_what_no_button_says_changes_nothing(client, cast, customer, said):
    client.force_login(cast.anna)
    assert tap(client, customer, said).status_code in {409, 422}
    assert not ConsentRecord.objects.exists()


def test_a_double_tap_records_once(client, cast, customer):
    client.force_login(cast.anna)
    for _ in range(2):
        assert tap(client, customer, GIVE).status_code == 302
    assert ConsentRecord.objects.count() == 1


def test_two_people_at_one_page_do_not_give_what_was_withdrawn(client, cast, customer):
    stale = f"{GIVE}{say(customer).pk}"
    say(customer, state=ConsentState.WITHDRAWN)
    client.force_login(cast.anna)
    assert tap(client, customer, stale).status_code == 409
    assert not Customer.objects.consenting("MARKETING", "SMS").exists()


def test_who_may_only_look_finds_no_buttons(client, cast, customer):
    client.force_login(cast.dan)
    page = client.get(f"/customers/{customer.pk}/consent/").content
    assert b'name="said"' not in page
    assert tap(client, customer, GIVE).status_code == 403


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_head_of_every_page_says_how_he_may_be_reached(
    client, cast, customer, language
):
    User.objects.filter(pk=cast.anna.pk).update(language=language)
    say(customer)
    client.force_login(User.objects.get(pk=cast.anna.pk))
    for part in ("", "profile/", "timeline/", "consent/"):
        page = client.get(f"/customers/{customer.pk}/{part}").content.decode()
        assert page.count("agreed-way is-given") == 1, part


def test_the_page_costs_the_same_for_two_words_as_for_twelve(
    client, cast, customer, count_queries
):
    client.force_login(cast.anna)
    costs = []
    for more in (1, 5):
        for _ in range(more):
            say(customer)
            say(customer, state=ConsentState.WITHDRAWN)
        costs.append(
            count_queries(lambda: client.get(f"/customers/{customer.pk}/consent/"))
        )
    assert costs[0] == costs[1]


def test_the_history_and_the_timeline_tell_of_it(client, cast, customer):
    say(customer)
    client.force_login(english(cast.anna))
    history = client.get(f"/customers/{customer.pk}/history/").content.decode()
    assert "recorded consent: offers and invitations by SMS" in history
    timeline = client.get(f"/customers/{customer.pk}/timeline/").content.decode()
    assert "recorded consent" in timeline


def test_a_text_is_drafted_and_published_and_the_old_one_stays(client, cast):
    client.force_login(cast.nina)
    page = client.get("/consent-texts/marketing/")
    words = {"text_zh": "新的文本", "text_en": "The new text"}
    sent = words | {"seen": page.context["form"].initial["seen"]}
    assert client.post("/consent-texts/marketing/", sent).status_code == 302
    shown = client.get("/consent-texts/").context["purposes"]
    seen = next(one["seen"] for one in shown if one["slug"] == "marketing")
    client.post("/consent-texts/marketing/publish/", {"seen": seen})
    texts = ConsentText.objects.filter(purpose="MARKETING").order_by("version")
    assert [bool(text.published_at) for text in texts] == [True, True]
    assert texts[1].text_en == "The new text"
    assert texts[1].published_by == cast.nina


def test_a_text_in_one_language_is_refused(client, cast):
    client.force_login(cast.nina)
    said = {"text_zh": "只有中文", "text_en": " ", "seen": ""}
    assert client.post("/consent-texts/marketing/", said).status_code == 422
    assert ConsentText.objects.filter(purpose="MARKETING").count() == 1


@pytest.mark.parametrize("word", ["care", "nothing", "x1"])
def test_there_is_no_text_of_what_needs_no_consent(client, cast, word):
    client.force_login(cast.nina)
    assert client.get(f"/consent-texts/{word}/").status_code == 404
