"""The pages of what belongs together: majors, teams, merges, groups, repeats."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.models import Category, Group, TeamMember
from complaints.tests.complaint_builders import do, fresh, make_complaint, resolve
from complaints.tests.test_groups import add, start
from complaints.tests.test_merging import merge
from crm.testing.builders import make_customer
from crm.testing.cast import NOON


def post(client, verb: str, complaint, **said):
    now = fresh(complaint)
    said = {"standing": now.standing, "key": uuid.uuid4()} | said
    url = reverse(f"complaints:{verb}", args=[complaint.code])
    return client.post(url, said, follow=True)


def page(client, row) -> str:
    return client.get(row.get_absolute_url()).content.decode()


def test_the_page_says_who_has_seen_it_and_who_not(client, cast):
    complaint = make_complaint(cast.anna, channel="MEDIA")
    client.force_login(cast.max)
    page(client, complaint)
    client.force_login(cast.anna)
    shown = page(client, complaint)
    assert f"{cast.max.name}" in shown
    assert shown.count("#eye-slash") == 1


def test_a_lead_declares_decides_and_notes_the_day(client, cast):
    complaint = make_complaint(cast.anna)
    client.force_login(cast.max)
    post(client, "declare", complaint, text="记者已到店")
    assert fresh(complaint).is_major
    shown = post(client, "decide", complaint, decision="全额退款", why="批次缺陷",
                 people="马可思").content.decode()  # fmt: skip
    assert "全额退款" in shown
    post(client, "daily_note", complaint, text="已约见客户")
    assert complaint.lines.daily().count() == 1


def test_who_may_not_declare_reports_it(client, cast):
    complaint = make_complaint(cast.anna)
    client.force_login(cast.anna)
    url = reverse("complaints:declare", args=[complaint.code])
    assert client.get(url).status_code == 403
    post(client, "flag", complaint, text="要找记者")
    assert cast.max.notices.filter(kind="complaints.flagged").exists()


def test_the_daily_note_is_asked_for_from_the_second_day_on(client, cast):
    yesterday = timezone.now() - timedelta(days=1)
    complaint = make_complaint(cast.anna, channel="MEDIA", at=yesterday)
    client.force_login(cast.anna)
    due = client.get(complaint.get_absolute_url()).context["is_note_due"]
    post(client, "daily_note", complaint, text="已联系")
    after = client.get(complaint.get_absolute_url()).context["is_note_due"]
    # On a day off nobody owes one.
    assert (due, after) in {(True, False), (False, False)}


def test_a_colleague_joins_and_leaves_on_the_page(client, cast):
    complaint = make_complaint(cast.anna, channel="MEDIA")
    client.force_login(cast.max)
    shown = post(client, "team_join", complaint, user=cast.dora.pk, role="法务")
    assert "法务" in shown.content.decode()
    member = TeamMember.objects.get()
    url = reverse("complaints:team_leave", args=[complaint.code, member.pk])
    client.post(url)
    client.post(url)
    member.refresh_from_db()
    assert member.left_at is not None


def test_a_supervisor_merges_and_undoes_it(client, cast):
    customer = make_customer(cast.anna)
    one, other = (make_complaint(cast.anna, customer=customer) for _ in range(2))
    client.force_login(cast.carol)
    form = client.get(reverse("complaints:merge", args=[other.code]))
    assert one.code in form.content.decode()
    shown = post(client, "merge", other, into=one.code.lower()).content.decode()
    assert one.code in shown
    assert other.code in page(client, one)
    post(client, "unmerge", other)
    assert fresh(other).merged_into is None


def test_a_number_of_somebody_elses_complaint_is_not_found(client, cast):
    mine, hers = make_complaint(cast.anna), make_complaint(cast.dora)
    client.force_login(cast.carol)
    response = post(client, "merge", mine, into=hers.code)
    assert response.status_code == 422
    assert fresh(mine).merged_into is None


def test_a_form_about_what_was_merged_leads_to_the_other(client, cast):
    customer = make_customer(cast.anna)
    one, other = (make_complaint(cast.anna, customer=customer) for _ in range(2))
    merge(other, one, cast.max)
    client.force_login(cast.max)
    response = post(client, "declare", other, text="记者")
    assert response.status_code == 422
    assert one.get_absolute_url() in response.content.decode()


def test_a_group_is_opened_filled_noted_and_emptied_on_its_pages(client, cast):
    one, other = make_complaint(cast.anna), make_complaint(cast.anna)
    client.force_login(cast.anna)
    post(client, "group_start", one, name="同批次刹车异响")
    group = Group.objects.get()
    url = reverse("complaints:group_add", args=[group.pk])
    said = {"key": uuid.uuid4(), "complaint": other.code}
    assert other.code in client.post(url, said, follow=True).content.decode()
    url = reverse("complaints:group_note", args=[group.pk])
    client.post(url, {"key": uuid.uuid4(), "text": "厂家已派人"})
    assert other.lines.filter(deed="NOTED").count() == 1
    client.post(reverse("complaints:group_remove", args=[group.pk, other.code]))
    assert group.members.count() == 1


@pytest.mark.parametrize(("who", "status"), [("anna", 200), ("carol", 200),
                                             ("dora", 404), ("lia", 403)])  # fmt: skip
def test_who_opens_a_group(client, cast, who, status):
    group = start(make_complaint(cast.anna), cast.anna)
    client.force_login(getattr(cast, who))
    assert client.get(group.get_absolute_url()).status_code == status


def test_a_group_shows_what_one_sees_and_counts_the_rest(client, cast):
    mine, hers = make_complaint(cast.anna), make_complaint(cast.dora)
    group = start(mine, cast.anna)
    add(group, hers, cast.dan)
    client.force_login(cast.anna)
    response = client.get(group.get_absolute_url())
    assert hers.code not in response.content.decode()
    assert response.context["hidden"] == 1


def test_the_group_costs_the_same_for_two_as_for_twelve(client, cast, count_queries):
    group = start(make_complaint(cast.anna), cast.anna)
    client.force_login(cast.anna)
    costs = []
    for more in (1, 10):
        for _each in range(more):
            add(group, make_complaint(cast.anna), cast.anna)
        costs.append(count_queries(lambda: client.get(group.get_absolute_url())))
    assert costs[0] == costs[1]


def test_the_page_says_how_often_he_came_about_the_same(client, cast):
    category = Category.objects.get(code="repair-quality")
    about = {"customer": make_customer(cast.anna), "category": category}
    first = make_complaint(cast.anna, **about, received_at=NOON - timedelta(days=30))
    second = make_complaint(cast.anna, **about)
    client.force_login(cast.anna)
    response = client.get(second.get_absolute_url())
    assert response.context["repeat"] == 2
    assert first.code in response.content.decode()
    assert client.get(first.get_absolute_url()).context["repeat"] == 0


def test_through_anothers_eyes_the_name_of_a_group_is_veiled(client, cast):
    complaint = make_complaint(cast.anna)
    group = start(complaint, cast.anna)
    client.force_login(cast.anna)
    assert group.name in page(client, complaint)
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.anna.pk}/")
    shown = page(client, complaint)
    assert group.get_absolute_url() in shown
    assert group.name not in shown


def listed(client, user, tab: str = "open") -> dict:
    """Return (size, open, told) by the name of each group a reader finds."""
    client.force_login(user)
    page = client.get(f"/complaints/groups/?tab={tab}").context["page"]
    return {row.name: (row.size, row.open_count, row.told_count) for row in page.rows}


def test_the_list_of_groups_says_how_many_know_the_result(client, cast):
    first, told = make_complaint(cast.anna), make_complaint(cast.anna)
    group = start(first, cast.anna)
    add(group, told, cast.anna)
    resolve(told, cast.anna)
    assert listed(client, cast.anna) == {group.name: (2, 2, 1)}
    assert listed(client, cast.anna, "closed") == {}
    for each in (first, told):
        do("withdraw", each, cast.anna, text="不用了")
    assert listed(client, cast.anna) == {}
    assert listed(client, cast.anna, "closed") == {group.name: (2, 0, 2)}


def test_nobody_finds_a_group_of_which_he_sees_nothing(client, cast):
    group = start(make_complaint(cast.anna), cast.anna)
    assert set(listed(client, cast.carol)) == {group.name}
    assert listed(client, cast.dora) == {}
    add(group, make_complaint(cast.dora), cast.dan)
    assert listed(client, cast.dora) == {group.name: (2, 2, 0)}


def test_the_list_of_groups_costs_the_same_for_any_number(client, cast, count_queries):
    client.force_login(cast.anna)
    costs = []
    for more in (2, 10):
        for _each in range(more):
            start(make_complaint(cast.anna), cast.anna)
        client.get("/complaints/groups/")
        costs.append(count_queries(lambda: client.get("/complaints/groups/")))
    assert costs[0] == costs[1]
