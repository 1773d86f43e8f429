"""The pages of improvements: opened from anywhere, worked on, judged, see-as."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.masking import veiled
from complaints.models import Category, Cause, Improvement
from complaints.services import effects
from complaints.tests.complaint_builders import make_complaint
from complaints.tests.improvement_builders import (
    finish,
    open_improvement,
    quality,
    standing,
)

NEW = "/improvements/new/"


def hidden(page, name: str) -> str:
    html = page.content.decode()
    return re.search(rf'name="{name}" value="([^"]+)"', html)[1]


def said(page, cast, **overrides) -> dict:
    due_on = timezone.localdate() + timedelta(days=20)
    return {
        "title": "交车前复检", "kind": "PREVENTIVE", "problem": "漏检",
        "action": "双人复检",
        "department": quality().pk, "owner": cast.anna.pk, "due_on": due_on.isoformat(),
        "branch": cast.east.pk, "key": hidden(page, "key"),
    } | overrides  # fmt: skip


def test_an_action_is_agreed_on_the_page_of_a_complaint(client, cast):
    safety = Category.objects.get(code="safety")
    complaint = make_complaint(cast.anna, category=safety)
    client.force_login(cast.anna)
    link = f"{NEW}?complaint={complaint.code}"
    assert link in client.get(complaint.get_absolute_url()).content.decode()
    page = client.get(link)
    form = page.context["form"]
    assert form["category"].value() == safety.pk
    assert form["department"].value() == safety.department_id
    for _time in range(2):
        answer = client.post(link, said(page, cast, category=safety.pk))
    assert answer.url == complaint.get_absolute_url()
    made = Improvement.objects.get()
    assert list(made.complaints.all()) == [complaint]
    html = client.get(complaint.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in html
    assert complaint.code in client.get(made.get_absolute_url()).content.decode()


def test_a_bar_of_the_analysis_fills_the_form(client, cast):
    category, cause = (
        Category.objects.get(code="safety"),
        Cause.objects.get(code="skill"),
    )
    client.force_login(cast.max)
    asked = f"?category={category.pk}&cause={cause.pk}&department={quality().pk}"
    form = client.get(NEW + asked).context["form"]
    assert form["category"].value() == category.pk
    assert form["cause"].value() == cause.pk
    assert form["department"].value() == quality().pk
    for nonsense in ("?category=x", "?cause=99999999999999999999", "?department=-1"):
        assert client.get(NEW + nonsense).status_code == 200
    assert client.get(f"{NEW}?complaint=CMP-2026-999999").status_code == 404


def test_it_is_worked_on_finished_and_judged_page_by_page(client, cast):
    improvement = open_improvement(cast.anna)
    address = improvement.get_absolute_url()
    client.force_login(cast.anna)
    page = client.get(address)
    told = {"text": "已培训", "key": hidden(page, "key")}
    for _time in range(2):
        client.post(f"{address}note/", told)
    assert standing(improvement).state == "IN_WORK"
    stale = {"text": "完成", "standing": hidden(page, "standing")}
    page = client.post(f"{address}finish/", stale)
    assert page.status_code == 422
    assert "已培训" in page.content.decode()
    again = stale | {"standing": standing(improvement).standing}
    client.post(f"{address}finish/", again)
    now = standing(improvement)
    assert now.state == "DONE"
    later = now.done_at + timedelta(days=31)
    effects.compute_due(today=later.date(), at=later)
    client.force_login(cast.max)
    assert client.post(f"{address}effect/30/judge/", {}).status_code == 403
    client.force_login(cast.dan)
    page = client.post(f"{address}effect/30/judge/", {"verdict": "EFFECTIVE"})
    assert page.status_code == 422
    client.post(f"{address}effect/30/judge/", {"verdict": "UNCLEAR"})
    assert standing(improvement).effect == "UNCLEAR"
    # Not compared yet, and no window of such a length.
    said_early = client.post(f"{address}effect/90/judge/", {"verdict": "UNCLEAR"})
    assert said_early.status_code == 422
    assert client.post(f"{address}effect/77/judge/", {}).status_code == 404


def test_a_change_from_a_stale_page_is_refused_and_kept(client, cast):
    improvement = open_improvement(cast.anna)
    address = f"{improvement.get_absolute_url()}edit/"
    client.force_login(cast.anna)
    page = client.get(address)
    form = page.context["form"]
    told = {name: form[name].value() or "" for name in form.fields}
    client.post(
        f"{improvement.get_absolute_url()}note/",
        {"text": "甲", "key": "9f8b5f0e-0d2f-4c43-9c76-1b7a4a1c0d11"},
    )
    page = client.post(address, told | {"title": "新标题"})
    assert page.status_code == 422
    assert "新标题" in page.content.decode()
    assert standing(improvement).title == improvement.title
    client.post(
        address, told | {"title": "新标题", "standing": hidden(page, "standing")}
    )
    assert standing(improvement).title == "新标题"


def test_the_board_counts_and_every_count_opens_its_rows(client, cast):
    for _number in range(3):
        open_improvement(cast.anna)
    finish(open_improvement(cast.anna), cast.anna)
    client.force_login(cast.max)
    page = client.get("/improvements/")
    [(department, cells)] = page.context["board"]
    assert department == quality()
    assert [count for count, _url, _label in cells] == [3, 0, 1, 0]
    for count, url, _label in cells:
        if count:
            found = client.get(f"/improvements/{url}").context["page"].rows
            assert len(found) == count
    tabs = {label: count for label, _url, _is_here, count in page.context["tabs"]}
    assert list(tabs.values()) == [3, 1, 0, 0, 4]


@pytest.mark.parametrize(
    "query", ["only=late", "only=mine", "effect=UNCLEAR", "tab=no", "department=x"]
)
def test_whatever_is_asked_of_the_list_it_answers(client, cast, query):
    open_improvement(cast.anna)
    client.force_login(cast.max)
    assert client.get(f"/improvements/?{query}").status_code == 200


def test_the_list_and_the_page_cost_the_same(client, cast, count_queries):
    client.force_login(cast.max)
    costs = []
    for more in (2, 10):
        for _number in range(more):
            improvement = open_improvement(cast.anna)
        costs.append(count_queries(lambda: client.get("/improvements/")))
    assert costs[0] == costs[1]
    costs = []
    for more in (2, 10):
        for _number in range(more):
            complaint = make_complaint(cast.anna)
            open_improvement(cast.anna, complaint=complaint)
            client.post(
                f"{improvement.get_absolute_url()}complaints/", {"code": complaint.code}
            )
        costs.append(
            count_queries(lambda of=improvement: client.get(of.get_absolute_url()))
        )
    assert costs[0] == costs[1]


def test_a_liaison_sees_what_is_of_his_department_and_branch(client, cast):
    quality().liaisons.add(cast.lia)
    theirs, west = open_improvement(cast.anna), open_improvement(cast.dora)
    client.force_login(cast.lia)
    rows = client.get("/improvements/").context["page"].rows
    assert rows == [theirs]
    assert client.get(west.get_absolute_url()).status_code == 404
    quality().liaisons.remove(cast.lia)
    assert client.get(theirs.get_absolute_url()).status_code == 404


def test_a_complaint_one_may_not_see_is_neither_named_nor_joined(client, cast):
    complaint = make_complaint(cast.dora)
    improvement = open_improvement(cast.dan, branch=cast.east, complaint=complaint)
    client.force_login(cast.max)
    page = client.get(improvement.get_absolute_url())
    assert complaint.code not in page.content.decode()
    assert page.context["hidden_count"] == 1
    mine = open_improvement(cast.max)
    told = {"code": make_complaint(cast.dora).code}
    answer = client.post(f"{mine.get_absolute_url()}complaints/", told)
    assert answer.status_code == 422
    assert mine.sources.count() == 0


def test_whoever_looks_through_anothers_eyes_reads_veiled_and_does_nothing(
    client, cast
):
    improvement = open_improvement(cast.anna)
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.max.pk}/")
    page = client.get(improvement.get_absolute_url())
    html = page.content.decode()
    assert improvement.problem not in html
    assert veiled(improvement.problem) in html
    assert not page.context["may_keep"]
    assert client.get(f"{improvement.get_absolute_url()}edit/").status_code == 403
    assert client.get(NEW).status_code == 403
