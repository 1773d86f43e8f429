"""The pages about doubles: the list, beside each other, merged and parted again."""

import re
import uuid

import pytest
from django.utils.translation import override

from accounts.choices import JobState
from accounts.models import Job, Notice, User
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from crm.tests.doubles_builders import find_double, make_twins, merge
from customers.choices.doubles import DoubleJob, DoubleState
from customers.models import Customer, Double, Merge
from customers.services import archive, scanning, tags
from customers.tests.fact_builders import make_tag

LIST = "/customers/doubles/"


@pytest.fixture
def pair(cast):
    return find_double(cast.anna, of=cast.ben, note="乙", wechat="wx_twin")


def address(pair: Double) -> str:
    return f"/customers/{pair.first_id}/merge/?with={pair.second_id}"


def hidden(page: str) -> dict[str, str]:
    """Return what the form sends back without being asked."""
    names = ("submission_key", "winner_version", "loser_version")
    return {
        name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in names
    }


def page_of(client, pair: Double) -> dict[str, str]:
    return hidden(client.get(address(pair)).content.decode())


def test_the_page_shows_what_differs_what_is_the_same_and_what_moves(
    client, cast, pair
):
    client.force_login(cast.max)
    User.objects.filter(pk=cast.max.pk).update(language="en")
    page = client.get(address(pair)).content.decode()
    for word in (
        "王小明",
        "王晓明",
        "乙",
        "Contacts <strong>1",
        "different owners",
        "王安娜",
    ):
        assert word.lower() in page.lower(), word
    same = page[page.index("<details") :]
    assert "上海" in same
    assert "13812345678" not in page
    checked = re.findall(r'name="choice_wechat" value="(\w+)" checked', page)
    assert checked == ["loser"], "the fuller value is offered first"


def test_merged_the_page_leads_to_who_stays_with_what_was_chosen(client, cast, pair):
    client.force_login(cast.max)
    sent = page_of(client, pair) | {"choice_name": "loser", "choice_wechat": "loser"}
    answer = client.post(address(pair), sent)
    assert answer.url == f"/customers/{pair.first_id}/"
    winner = Customer.objects.get(pk=pair.first_id)
    assert (winner.name, winner.wechat, winner.note) == ("王晓明", "wx_twin", "")
    pair.refresh_from_db()
    assert pair.state == DoubleState.MERGED
    assert client.post(address(pair), sent).status_code in {302, 404}
    assert Merge.objects.count() == 1


def test_a_page_that_is_not_current_is_refused_and_says_what_changed(
    client, cast, pair
):
    client.force_login(cast.max)
    User.objects.filter(pk=cast.max.pk).update(language="en")
    sent = page_of(client, pair)
    archive.update(pair.second, actor=cast.ben, fields={"address": "新路"}, version=1,
                   at=NOON)  # fmt: skip
    answer = client.post(address(pair), sent, follow=True)
    assert "Address" in answer.content.decode()
    assert not Merge.objects.exists()
    assert client.post(address(pair), page_of(client, pair)).status_code == 302
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("other", ["", "x", "self", "dora"])
def test_a_partner_who_is_none_is_not_found(client, cast, pair, other):
    asked = {"self": pair.first_id, "dora": make_customer(cast.dora).pk}
    client.force_login(cast.max)
    url = f"/customers/{pair.first_id}/merge/?with={asked.get(other, other)}"
    assert client.get(url).status_code == 404


def test_who_may_only_edit_proposes_once_and_who_may_merge_is_told(client, cast, pair):
    client.force_login(cast.anna)
    Customer.objects.filter(pk=pair.second_id).update(owner=cast.anna)
    page = client.get(LIST).content.decode()
    assert f"{LIST}{pair.pk}/propose/" in page
    assert "/merge/" not in page
    for _ in range(2):
        client.post(f"{LIST}{pair.pk}/propose/")
    told = Notice.objects.filter(kind="customers.double_proposed")
    assert {notice.user for notice in told} == {cast.max, cast.nina, cast.carol}
    client.force_login(cast.nina)
    assert "王安娜" in client.get(LIST).content.decode()


@pytest.mark.parametrize("who", ["max", "nina", "carol"])
def test_a_pair_is_offered_to_merge_within_ones_reach(client, cast, pair, who):
    client.force_login(getattr(cast, who))
    assert f"?with={pair.second_id}" in client.get(LIST).content.decode()


@pytest.mark.parametrize("who", ["dora", "eve", "ben", "sam"])
def test_a_pair_out_of_reach_is_not_shown(client, cast, pair, who):
    client.force_login(getattr(cast, who))
    page = client.get(LIST).content.decode()
    assert "王小明" not in page


def test_two_customers_are_told_apart_with_a_reason(client, cast, pair):
    client.force_login(cast.nina)
    url = f"{LIST}{pair.pk}/apart/"
    assert client.post(url, {"reason": ""}).status_code == 200
    assert client.post(url, {"reason": "父子"}).url == LIST
    assert "王小明" not in client.get(LIST).content.decode()
    page = client.get(f"{LIST}?state=apart").content.decode()
    assert "王小明" in page
    assert "父子" in page


def test_a_merge_is_undone_from_its_list(client, cast, pair):
    made = merge(pair.first, pair.second, cast.nina)
    client.force_login(cast.max)
    undo = f"/merges/{made.pk}/undo/"
    assert undo in client.get(f"{LIST}?state=merged").content.decode()
    assert client.post(undo).status_code == 302
    assert Customer.objects.filter(pk=pair.second_id).exists()
    assert client.post(undo).status_code == 404
    assert f"?with={pair.second_id}" in client.get(LIST).content.decode()


def test_the_winner_s_history_tells_the_loser_s_too(client, cast, pair):
    merge(pair.first, pair.second, cast.nina)
    client.force_login(cast.max)
    page = client.get(f"/customers/{pair.first_id}/history/").content.decode()
    assert "李联系" in page, "a contact added to the other one"
    with override("zh-hans"):
        assert "合并了重复客户" in page


def test_a_search_for_doubles_is_ordered_and_watched(client, cast):
    client.force_login(cast.nina)
    job = client.post(f"{LIST}scan/").url
    assert client.get(job).status_code == 200
    assert client.post(f"{LIST}scan/").url == job


def test_the_list_says_what_ones_own_last_search_found(client, cast, pair):
    User.objects.filter(pk=cast.nina.pk).update(language="en")
    client.force_login(cast.nina)
    assert "Your last search" not in client.get(LIST).content.decode()
    result = {"new": 1, "pairs": 3, "left_out": 0, "largest": 0}
    Job.objects.create(
        kind=DoubleJob.SCAN, owner=cast.nina, state=JobState.DONE, result=result,
        created_at=NOON, finished_at=NOON,
    )  # fmt: skip
    page = client.get(LIST).content.decode()
    assert "1 new pair " in page.replace("<", " <")
    assert "3 pairs open in all" in page
    client.force_login(cast.max)
    assert "new pair" not in client.get(LIST).content.decode()


def test_the_page_says_what_becomes_of_the_number_not_chosen(client, cast):
    one = make_customer(cast.anna, phone="13812345678")
    other = make_customer(cast.anna, phone="13912345678")
    client.force_login(cast.max)
    User.objects.filter(pk=cast.max.pk).update(language="en")
    page = client.get(f"/customers/{one.pk}/merge/?with={other.pk}").content.decode()
    assert "The number that is not chosen leaves" in page


def test_tags_that_move_are_called_tags(client, cast, pair):
    tag = make_tag(cast.nina)
    tags.put(pair.second, actor=cast.ben, tags=[tag], seen=[], at=NOON)
    User.objects.filter(pk=cast.max.pk).update(language="en")
    client.force_login(cast.max)
    page = client.get(address(pair)).content.decode()
    assert "Tags <strong>1" in page


@pytest.mark.parametrize("query", ["", "?state=merged", "?state=apart"])
def test_lists_cost_the_same_with_two_rows_and_twelve(
    client, cast, count_queries, query
):
    client.force_login(cast.nina)
    costs = []
    for many in (2, 10):
        for number in range(many):
            phone = f"138{many:04d}{number:04d}"
            one, other = (
                make_customer(cast.anna, name=name, phone=phone, reason="另")
                for name in ("甲", "乙")
            )
            if query == "?state=merged":
                merge(one, other, cast.nina, submission_key=uuid.uuid4())
        scanning.scan(at=NOON)
        if query == "?state=apart":
            Double.objects.update(
                state=DoubleState.NO_DOUBLE, decided_at=NOON, decided_by=cast.max
            )
        costs.append(count_queries(lambda: client.get(LIST + query)))
    assert costs[0] == costs[1]


def test_merging_costs_no_more_for_many_rows(cast, count_queries):
    merge(*make_twins(cast.anna), cast.max)
    Customer.objects.update(phone="")
    costs = []
    for many in (1, 12):
        winner, loser = make_twins(cast.anna)
        for number in range(many):
            archive.hold(loser, user=cast.ben, key=f"x:{many}:{number}")
        costs.append(count_queries(lambda w=winner, o=loser: merge(w, o, cast.max)))
        Customer.objects.filter(pk=winner.pk).update(phone="")
    assert costs[0] == costs[1]
