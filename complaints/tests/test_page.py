"""The page of a complaint: what stands on it, and for whom."""

import pytest

from complaints.tests.complaint_builders import do, make_complaint, resolve

WORDS = "刹车还响，已经修了三次"


@pytest.fixture
def complaint(cast):
    return make_complaint(cast.anna, words=WORDS)


def page(client, user, complaint):
    client.force_login(user)
    return client.get(complaint.get_absolute_url())


def test_the_page_tells_what_the_customer_said(client, cast, complaint):
    answer = page(client, cast.anna, complaint)
    assert answer.status_code == 200
    assert WORDS in answer.content.decode()


def test_what_was_told_and_what_was_noted_speak_with_voices_of_their_own(
    client, cast, complaint
):
    do("acknowledge", complaint, cast.anna, text="已收到您的投诉")
    do("assess", complaint, cast.anna, text="客户情绪激动")
    voices = [
        voice for voice, _ in page(client, cast.anna, complaint).context["conversation"]
    ]
    assert voices == ["CUSTOMER", "US", "NOTE"]


def test_the_page_costs_the_same_for_a_long_history_as_for_a_short_one(
    client, cast, complaint, count_queries
):
    client.force_login(cast.anna)
    address = complaint.get_absolute_url()
    client.get(address)
    short = count_queries(lambda: client.get(address))
    resolve(complaint, cast.anna)
    assert count_queries(lambda: client.get(address)) <= short
