"""The page of a review: the list it is read from, its place, what stood before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from crm.testing.builders import make_customer, make_visit
from visits.choices import Grade
from visits.models import Addendum, Review
from visits.services import reviews
from visits.tests.forms import KEY

TEAM = "review=waiting&whose=team&since="


@pytest.fixture
def waiting(cast) -> list:
    """Three visits that wait for carol, newest first, and one too old for her list."""
    now = timezone.now()
    moments = [now - timedelta(days=days) for days in (1, 2, 3, 40)]
    return [make_visit(cast.anna, at=at) for at in moments]


def since_last_week() -> str:
    return TEAM + str(timezone.localdate() - timedelta(days=7))


def page_of(visit) -> str:
    return f"{reverse('visits:review', args=[visit.pk])}?{since_last_week()}"


def test_the_list_leads_to_the_review_and_the_review_back_to_it(client, cast, waiting):
    client.force_login(cast.carol)
    listed = client.get(f"/visits/?{since_last_week()}").content.decode()
    assert page_of(waiting[0]).replace("&", "&amp;") in listed

    answer = client.post(page_of(waiting[0]), {"grade": "GOOD", "stay": "1"})

    assert answer.url.startswith("/visits/?")
    shown = client.get(answer.url).context["page"].rows
    assert [visit.pk for visit in shown] == [waiting[1].pk, waiting[2].pk]


def test_reviewing_goes_on_inside_the_list_it_began_in(client, cast, waiting):
    client.force_login(cast.carol)
    for visit, after in zip(waiting[:2], waiting[1:3], strict=True):
        answer = client.post(page_of(visit), {"grade": "GOOD"})
        assert answer.url == page_of(after)
    last = client.post(page_of(waiting[2]), {"grade": "GOOD"}, follow=True)
    text = last.content.decode()
    assert '<a class="btn btn-primary" href="/today/">' in text
    empty = text[text.index('class="empty"') :]
    assert reverse("visits:create") not in empty[: empty.index("</div>")]


def test_the_review_says_its_place_among_those_waiting(client, cast, waiting):
    client.force_login(cast.carol)
    assert client.get(page_of(waiting[1])).context["place"] == "2 / 3"
    assert client.get(page_of(waiting[3])).context["place"] == ""


def test_the_customer_is_a_tap_away(client, cast, waiting):
    client.force_login(cast.carol)
    text = client.get(page_of(waiting[0])).content.decode()
    assert f'href="/customers/{waiting[0].customer_id}/"' in text


def test_each_grade_has_a_key(client, cast, waiting):
    client.force_login(cast.carol)
    text = client.get(page_of(waiting[0])).content.decode()
    keys = [f'data-key="{number}"' for number in range(1, 6)]
    assert [key in text for key in keys] == [True, True, True, True, False]


def test_the_second_of_two_reviewers_keeps_his_words(client, cast):
    visit = make_visit(cast.anna, customer=make_customer(cast.anna))
    reviews.review(visit, actor=cast.carol, grade="GOOD", at=timezone.now())
    client.force_login(cast.max)
    said = {"grade": "POOR", "remark": "第二位的话"}

    page = client.post(reverse("visits:review", args=[visit.pk]), said)

    text = page.content.decode()
    assert page.status_code == 422
    assert "李卡萝" in text
    assert "第二位的话" in text
    assert Review.objects.get().grade == "GOOD"
    words = {"text": "第二位的话", "submission_key": KEY}
    client.post(reverse("visits:addendum", args=[visit.pk]), words)
    assert Addendum.objects.get().author == cast.max


def test_a_grade_that_was_changed_says_what_stood_before(client, cast, count_queries):
    at = timezone.now()
    visit = make_visit(cast.anna)
    url = visit.get_absolute_url()
    client.force_login(cast.anna)
    reviews.review(visit, actor=cast.carol, grade="POOR", at=at)
    assert client.get(url).context["former_grades"] == []
    costs = []
    for grade in ("FAIR", "GOOD"):
        reviews.review(visit, actor=cast.carol, grade=grade, at=at)
        costs.append(count_queries(lambda: client.get(url)))

    page = client.get(url)

    assert costs[0] == costs[1]
    former = page.context["former_grades"]
    assert former == [(Grade.FAIR, cast.carol, at), (Grade.POOR, cast.carol, at)]
    with translation.override("zh-hans"):
        words = [str(grade.label) for grade in (Grade.GOOD, Grade.FAIR, Grade.POOR)]
    panel = page.content.decode().partition('id="review-head"')[2]
    places = [panel.index(word) for word in words]
    assert places == sorted(places)
