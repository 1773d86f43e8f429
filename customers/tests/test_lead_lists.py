"""Leads in lists: whose they are, narrowed, counted, told of elsewhere."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import ListState, Notice
from crm.testing.queries import count_queries
from customers.models import Lead
from customers.services.leads import distribution, handing, ladder, pool, work
from customers.tests.lead_builders import (
    PHONE,
    make_campaign,
    make_lead,
    make_waiting,
    page_of,
    touched,
)

LANGUAGES = pytest.mark.parametrize(
    ("language", "word"), [("en", "first contact"), ("zh-hans", "首次联系")]
)


@pytest.fixture
def now():
    return timezone.now()


def names(answer) -> set[str]:
    return {lead.name for lead in answer.context["page"].rows}


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("anna", {"她的"}),
        ("carol", {"她的", "等人"}),
        ("max", {"她的", "等人", "公海"}),
        ("dora", {"别处"}),
        ("dan", {"她的", "等人", "公海", "别处"}),
        ("lia", set()),
    ],
)
def test_everybody_sees_the_leads_his_role_reaches(client, cast, now, who, sees):
    make_lead(cast.anna, name="她的", at=now)
    make_lead(cast.dora, name="别处", at=now)
    make_waiting(cast, name="等人", at=now)
    pooled = make_lead(cast.ben, name="公海", at=now)
    pool.release(pooled, actor=cast.ben, reason="x", at=now)
    client.force_login(getattr(cast, who))
    seen = names(client.get("/leads/?tab=all"))
    assert seen - {"公海"} == sees - {"公海"}


def test_tabs_narrow_to_what_they_say(client, cast, now):
    old = now - timedelta(days=4)
    make_lead(cast.anna, name="迟到", at=old)
    touched(make_lead(cast.anna, name="已联系", at=now), cast.anna, at=now)
    make_waiting(cast, name="等人", at=now)
    pooled = make_lead(cast.ben, name="公海", at=now)
    pool.release(pooled, actor=cast.ben, reason="x", at=now)
    client.force_login(cast.max)
    tabs = {"unassigned": {"等人"}, "overdue": {"迟到"}, "pool": {"公海"}}
    for tab, wanted in tabs.items():
        assert names(client.get(f"/leads/?tab={tab}")) == wanted, tab
    client.force_login(cast.anna)
    assert names(client.get("/leads/?tab=mine")) == {"迟到", "已联系"}
    assert names(client.get("/leads/?tab=call")) == {"迟到"}
    assert names(client.get("/leads/?tab=pool")) == {"公海"}


def test_filters_narrow_and_are_told_as_sentences(client, cast, now):
    fair = make_campaign(cast.max)
    make_lead(cast.anna, name="展会", campaign=fair, channel="EVENT", at=now)
    make_lead(cast.anna, name="林小姐", phone=PHONE, at=now)
    client.force_login(cast.anna)
    assert names(client.get(f"/leads/?tab=all&campaign={fair.pk}")) == {"展会"}
    assert names(client.get("/leads/?tab=all&channel=EVENT")) == {"展会"}
    assert names(client.get("/leads/?tab=all&q=5678")) == {"林小姐"}
    assert names(client.get("/leads/?tab=all&q=lxj")) == {"林小姐"}
    assert names(client.get("/leads/?tab=all&state=WON")) == set()
    today = timezone.localdate()
    assert len(names(client.get(f"/leads/?tab=all&since={today}&until={today}"))) == 2
    for nonsense in (
        "owner=x",
        "since=x",
        "cursor=x",
        "tab=x",
        "campaign=9999999999999",
    ):
        assert client.get(f"/leads/?{nonsense}").status_code == 200
    assert ListState.objects.filter(user=cast.anna, page="leads").exists()


@pytest.mark.parametrize(
    "address",
    ["/leads/?tab=all", "/leads/?tab=unassigned", "/leads/?tab=pool", "/today/",
     "/leads/distribute/", "/leads/analysis/", "/leads/campaigns/", "/search/?q=lxj"],
)  # fmt: skip
def test_a_page_costs_the_same_for_two_leads_as_for_twelve(client, cast, now, address):
    people = [cast.anna, cast.ben]
    distribution.save_rule(
        None, actor=cast.max, branch=cast.east, channel="", campaign=None,
        way="LEAST", people=people, at=now,
    )  # fmt: skip
    client.force_login(cast.max)
    costs = []
    for more in (2, 10):
        for number in range(more):
            fair = make_campaign(cast.max, name=f"{more}-{number}", at=now)
            make_lead(people[number % 2], campaign=fair, at=now)
            make_waiting(cast, campaign=fair, interests=["SUV"], at=now)
            pooled = make_lead(cast.ben, at=now)
            pool.release(pooled, actor=cast.ben, reason="x", at=now)
        client.get(address)
        costs.append(count_queries(lambda: client.get(address)))
    assert costs[0] == costs[1]


def test_the_preview_is_what_is_assigned(client, cast, now):
    distribution.save_rule(
        None, actor=cast.max, branch=cast.east, channel="", campaign=None,
        way="LEAST", people=[cast.anna], at=now,
    )  # fmt: skip
    lead = make_waiting(cast, at=now)
    client.force_login(cast.max)
    pair = re.search(
        r'name="pair" value="([^"]+)"', page_of(client, "/leads/distribute/")
    )
    client.post("/leads/distribute/", {"pair": [pair[1], "x-y", "9-9"]})
    lead.refresh_from_db()
    assert lead.owner == cast.anna


ANALYSIS = "/leads/analysis/"


def test_every_figure_of_the_analysis_leads_to_exactly_its_rows(client, cast, now):
    fair = make_campaign(cast.max, cost=900, at=now)
    for number in range(3):
        lead = make_lead(cast.anna, campaign=fair, channel="EVENT", at=now)
        if number:
            touched(lead, cast.anna, at=now)
        if number == 2:
            work.win(lead, actor=cast.anna, at=now)
    client.force_login(cast.max)
    for row in client.get("/leads/analysis/").context["campaigns"]:
        assert (row.leads, row.in_time, row.won) == (3, 2, 1)
        assert (row.cost_per_lead, row.cost_per_deal) == (300, 900)
        assert row.won_share is None, "too few to say a share"
        for url, count in ((row.leads_url, 3), (row.in_time_url, 2), (row.won_url, 1)):
            assert len(client.get(url).context["page"].rows) == count
    [channel] = client.get("/leads/analysis/").context["channels"]
    assert len(client.get(channel.leads_url).context["page"].rows) == channel.leads == 3


@LANGUAGES
def test_the_list_and_the_inbox_say_it_in_both_languages(
    client, cast, now, language, word
):
    make_lead(cast.anna, actor=cast.max, at=now - timedelta(days=30))
    ladder.climb(at=now)
    cast.anna.language = language
    cast.anna.save()
    client.force_login(cast.anna)
    assert word in page_of(client, "/leads/?tab=mine")
    assert Notice.objects.for_user(cast.anna).count() == 3
    assert "林小姐" in page_of(client, "/inbox/")


def test_today_shows_each_role_its_leads(client, cast, now):
    lead = make_lead(cast.anna, name="要打电话", at=now)
    make_waiting(cast, name="等人接手", at=now)
    for who, word in ((cast.anna, "要打电话"), (cast.max, "等人接手")):
        client.force_login(who)
        assert word in page_of(client, "/today/")
    handing.hand_over(lead, actor=cast.anna, taker=cast.lia, at=now)
    client.force_login(cast.lia)
    assert "要打电话" in page_of(client, "/today/")


def test_today_says_what_each_day_of_a_lead_is(client, cast, now):
    lead = touched(make_lead(cast.anna, at=now - timedelta(days=7)), cast.anna)
    Lead.objects.filter(pk=lead.pk).update(next_contact_on=now - timedelta(days=5))
    client.force_login(cast.anna)
    page = page_of(client, "/today/").partition("leads-title")[2]
    assert "7 天前登记" in page
    assert "下次联系：5 天前" in page


def test_a_share_stands_apart_from_its_count(client, cast, now):
    for _each in range(10):
        touched(make_lead(cast.anna, at=now), cast.anna, at=now)
    client.force_login(cast.max)
    assert re.search(r">10</a> <span[^>]*>（100\s?%）<", page_of(client, ANALYSIS))


def test_losses_stand_the_commonest_first_and_lead_to_their_leads(client, cast, now):
    for reason in ("OTHER", "PRICE", "PRICE", "COMPETITOR"):
        work.lose(make_lead(cast.anna, at=now), actor=cast.anna, reason=reason, at=now)
    client.force_login(cast.max)
    rows = client.get(ANALYSIS).context["reasons"]
    assert [row.leads for row in rows] == [2, 1, 1]
    assert len(client.get(rows[0].leads_url).context["page"].rows) == 2


def test_numbers_stand_masked_on_every_page_of_a_lead(client, cast, now):
    lead = make_lead(cast.anna, phone=PHONE, wechat="wxid_geheim88", at=now)
    client.force_login(cast.anna)
    for page in ("", "edit/", "convert/"):
        html = page_of(client, f"/leads/{lead.pk}/{page}")
        assert PHONE not in re.sub(r"\s", "", html)
        assert "wxid_geheim88" not in html
    assert (
        "138 1234 5678"
        in client.post(f"/leads/{lead.pk}/reveal/", {"field": "phone"}).content.decode()
    )


def test_the_list_says_whether_a_lead_handed_over_is_received(client, cast, now):
    lead = make_lead(cast.anna, at=now)
    handing.hand_over(lead, actor=cast.anna, taker=cast.lia, at=now)
    client.force_login(cast.anna)
    assert "待接收" in page_of(client, "/leads/?tab=ALL")
    handing.accept(lead, actor=cast.lia, at=now)
    page = page_of(client, "/leads/?tab=ALL")
    assert "已接收" in page
    assert "待接收" not in page
