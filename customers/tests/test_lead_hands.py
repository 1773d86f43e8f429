"""Whose a lead is: handed over with a receipt, dealt by rule, claimed from the pool."""

from datetime import timedelta

import pytest
from django.utils import translation

from accounts.models import AuditEntry, User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from crm.testing.cast import NOON
from customers import dealing, lead_rules
from customers.choices.leads import Dealing
from customers.models import Lead, LeadHandover
from customers.services.leads import distribution, handing, pool, work
from customers.tests.lead_builders import (
    DAY,
    make_campaign,
    make_lead,
    make_rule,
    make_waiting,
    told,
    touched,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def handed(cast, **overrides) -> Lead:
    """Return a lead of anna's that she handed to the liaison."""
    lead = make_lead(cast.anna)
    told = {"actor": cast.anna, "taker": cast.lia, "at": NOON} | overrides
    handing.hand_over(lead, **told)
    lead.refresh_from_db()
    return lead


def test_the_taker_sees_works_and_accepts_and_the_giver_hears_of_it(cast):
    assert not Lead.objects.for_user(cast.lia, Can.SEE_LEADS).exists()
    lead = handed(cast)
    for can in (Can.SEE_LEADS, Can.EDIT_LEADS):
        assert lead in Lead.objects.for_user(User.objects.get(pk=cast.lia.pk), can)
    handing.accept(lead, actor=cast.lia, at=NOON + HOUR)
    handing.accept(lead, actor=cast.lia, at=NOON + HOUR)
    assert (told(cast.lia), told(cast.anna)) == (["handed_over"], ["accepted"])
    assert LeadHandover.objects.get().accepted_at == NOON + HOUR


def test_nobody_accepts_for_another(cast):
    with pytest.raises(Refused, match="no longer handed over to you"):
        handing.accept(handed(cast), actor=cast.anna, at=NOON)


def test_the_outcome_is_reported_back_to_who_handed_it_over(cast):
    lead = handed(cast)
    work.win(lead, actor=cast.lia, note="签约", at=NOON + HOUR)
    handover = LeadHandover.objects.get()
    assert (handover.ending, handover.accepted_at) == ("WON", NOON + HOUR)
    assert told(cast.anna) == ["accepted", "won"]


def test_a_lead_given_back_stands_as_it_stood(cast):
    lead = touched(make_lead(cast.anna), cast.anna)
    work.stage(lead, actor=cast.anna, state="QUALIFIED", at=NOON)
    handing.hand_over(lead, actor=cast.anna, taker=cast.lia, at=NOON)
    handing.give_back(lead, actor=cast.lia, reason="不是我们部门", at=NOON)
    lead.refresh_from_db()
    assert (lead.state, lead.owner, lead.taker) == ("QUALIFIED", cast.anna, None)
    assert told(cast.anna) == ["returned"]
    seen = Lead.objects.for_user(User.objects.get(pk=cast.lia.pk), Can.SEE_LEADS)
    assert not seen.exists()


def test_whom_the_taker_spoke_to_is_not_new_again_when_it_comes_back(cast):
    lead = touched(handed(cast), cast.lia)
    handing.give_back(lead, actor=cast.lia, reason="不是我们部门", at=NOON)
    lead.refresh_from_db()
    assert lead.state == "CONTACTED"


def test_what_is_not_accepted_in_four_hours_of_work_climbs_once(cast):
    handed(cast)
    assert handing.tell_late(at=NOON + 4 * HOUR) == 0
    assert handing.tell_late(at=NOON + 5 * HOUR) == 1
    assert handing.tell_late(at=NOON + 9 * DAY) == 0
    assert told(cast.max) == ["late"]
    assert told(cast.anna) == ["late"]
    assert told(cast.lia) == ["handed_over", "late_own"]


def test_what_was_taken_or_given_back_in_time_is_not_told_late(cast):
    taken, back = handed(cast), handed(cast)
    handing.accept(taken, actor=cast.lia, at=NOON + HOUR)
    handing.give_back(back, actor=cast.lia, reason="不是我们部门", at=NOON + HOUR)
    assert handing.tell_late(at=NOON + 9 * DAY) == 0
    assert told(cast.max) == []


def test_one_lead_is_handed_to_one_person_at_a_time_and_not_to_its_owner(cast):
    lead = handed(cast)
    with pytest.raises(Refused, match="handed over already"):
        handing.hand_over(lead, actor=cast.anna, taker=cast.ben, at=NOON)
    with pytest.raises(Refused, match="Take it back before"):
        handing.assign(lead, actor=cast.max, owner=cast.ben, at=NOON)
    for nobody in (cast.anna, cast.dan, cast.dora):
        with pytest.raises(Refused, match="cannot be handed"):
            handed(cast, taker=nobody)


def test_who_had_a_lead_lately_may_not_take_it_from_the_pool(cast):
    lead = make_lead(cast.anna)
    pool.release(lead, actor=cast.anna, reason="没空", at=NOON)
    with pytest.raises(Refused, match="You had this lead"):
        pool.claim(lead, actor=cast.anna, at=NOON + DAY)
    assert pool.claim(lead, actor=cast.ben, at=NOON + DAY).owner == cast.ben
    with pytest.raises(Refused, match="quicker"):
        pool.claim(lead, actor=cast.sam, at=NOON + DAY)
    pool.release(lead, actor=cast.ben, reason="没空", at=NOON + 2 * DAY)
    after = NOON + 2 * DAY + lead_rules.LOCKED_FOR
    assert pool.claim(lead, actor=cast.ben, at=after).owner == cast.ben


def test_nobody_takes_more_than_his_share_from_the_pool(cast):
    for _ in range(lead_rules.CLAIM_QUOTA + 1):
        pool.release(make_lead(cast.anna), actor=cast.anna, reason="x", at=NOON)
    leads = list(Lead.objects.pool_for(cast.ben))
    for lead in leads[:-1]:
        pool.claim(lead, actor=cast.ben, at=NOON)
    with pytest.raises(Refused, match="That is the limit"):
        pool.claim(leads[-1], actor=cast.ben, at=NOON)
    assert pool.left_to_claim(cast.ben, NOON) == 0
    later = NOON + lead_rules.CLAIM_WINDOW
    assert pool.claim(leads[-1], actor=cast.ben, at=later).owner == cast.ben


def test_the_pool_of_another_branch_is_not_mine(cast):
    pool.release(make_lead(cast.dora), actor=cast.dora, reason="x", at=NOON)
    assert not Lead.objects.pool_for(cast.anna).exists()
    assert not Lead.objects.pool_for(cast.lia).exists()
    assert Lead.objects.pool_for(cast.dan).exists()


# ---------- distribution ----------


def rule_for(cast, *people, **overrides):
    return make_rule(cast, people=people, **overrides)


def dealt(cast) -> list:
    leads = Lead.objects.for_user(cast.max, Can.ASSIGN_LEADS)
    return [one.person for one in distribution.preview(leads, today=NOON.date())]


def run(cast) -> int:
    leads = Lead.objects.for_user(cast.max, Can.ASSIGN_LEADS)
    ready = distribution.preview(leads, today=NOON.date())
    pairs = {one.lead.pk: one.person.pk for one in ready if one.person}
    return distribution.assign(leads, pairs, actor=cast.max, at=NOON)


def test_who_has_fewest_open_leads_gets_the_next(cast):
    make_lead(cast.anna)
    make_lead(cast.anna)
    rule_for(cast, cast.anna, cast.ben)
    for _ in range(4):
        make_waiting(cast)
    assert [one.username for one in dealt(cast)] == ["ben", "ben", "anna", "ben"]
    assert run(cast) == 4
    assert told(cast.ben) == ["assigned"] * 3


def test_in_turns_goes_on_where_it_stopped(cast):
    rule_for(cast, cast.anna, cast.ben, cast.sam, way="TURNS")
    for _ in range(2):
        make_waiting(cast)
    assert run(cast) == 2
    for _ in range(2):
        make_waiting(cast)
    order = sorted([cast.anna, cast.ben, cast.sam], key=lambda one: one.pk)
    assert dealt(cast) == [order[2], order[0]]


def test_nobody_away_or_gone_is_given_a_lead_not_even_if_he_was_previewed(cast):
    rule_for(cast, cast.anna, cast.ben)
    lead = make_waiting(cast)
    distribution.pause(cast.anna, actor=cast.max, until=NOON.date(), at=NOON)
    assert dealt(cast) == [cast.ben]
    leads, pairs = Lead.objects.all(), {lead.pk: cast.anna.pk}
    assert distribution.assign(leads, pairs, actor=cast.max, at=NOON) == 0
    User.objects.filter(pk=cast.ben.pk).update(is_active=False, deactivated_at=NOON)
    assert dealt(cast) == [None]
    distribution.pause(cast.anna, actor=cast.max, until=None, at=NOON)
    assert dealt(cast) == [cast.anna]


def test_the_particular_rule_comes_before_the_general_one(cast):
    fair = make_campaign(cast.max)
    rule_for(cast, cast.ben)
    rule_for(cast, cast.anna, channel="ONLINE")
    rule_for(cast, cast.sam, campaign=fair)
    make_waiting(cast, channel="PHONE")
    make_waiting(cast)
    make_waiting(cast, campaign=fair)
    assert dealt(cast) == [cast.ben, cast.anna, cast.sam]


def test_two_rules_for_the_same_thing_are_refused(cast):
    rule_for(cast, cast.anna)
    with pytest.raises(Refused, match="exactly this already"):
        rule_for(cast, cast.ben)


def test_the_trail_says_what_a_rule_said_before_and_nothing_of_no_change(cast):
    rule = rule_for(cast, cast.anna)
    make_rule(cast, rule, people=[cast.anna])
    make_rule(cast, rule, people=[cast.anna, cast.ben], way="TURNS")
    first, then = AuditEntry.objects.filter(action="lead.rule_saved").order_by("pk")
    assert first.changes["way"] == [None, "LEAST"]
    both = ", ".join(sorted([cast.anna.name, cast.ben.name]))
    assert then.changes == {
        "way": ["LEAST", "TURNS"], "people": [cast.anna.name, both],
    }  # fmt: skip


def test_two_who_change_one_rule_meet_on_the_page(client, cast):
    rule = rule_for(cast, cast.anna)
    client.force_login(cast.max)
    url = f"/leads/rules/{rule.pk}/"
    form = client.get(url).context["form"]
    said = {"branch": cast.east.pk, "channel": "", "campaign": "", "way": "TURNS",
            "people": [cast.anna.pk], "seen": form["seen"].value()}  # fmt: skip
    make_rule(cast, rule, people=[cast.ben])
    assert client.post(url, said).status_code == 302, "another field is merged"
    rule.refresh_from_db()
    assert (rule.way, list(rule.people.all())) == ("TURNS", [cast.ben])
    page = client.post(url, said | {"people": [cast.sam.pk]})
    assert page.status_code == 422
    assert cast.ben.name in str(page.context["form"].errors["people"])
    seen = page.context["form"]["seen"].value()
    assert client.post(url, said | {"people": [cast.sam.pk], "seen": seen}).url
    assert list(rule.people.all()) == [cast.sam]


def test_what_somebody_else_took_meanwhile_is_left_to_him(cast):
    rule_for(cast, cast.anna)
    lead = make_waiting(cast)
    handing.assign(lead, actor=cast.max, owner=cast.ben, at=NOON)
    leads, pairs = Lead.objects.all(), {lead.pk: cast.anna.pk}
    assert distribution.assign(leads, pairs, actor=cast.max, at=NOON) == 0
    lead.refresh_from_db()
    assert lead.owner == cast.ben


def test_a_team_lead_distributes_what_waits_in_his_branch_and_a_stray_one_nothing(cast):
    make_waiting(cast)
    for who, count in ((cast.carol, 1), (cast.eve, 0), (cast.stray, 0), (cast.anna, 0)):
        seen = Lead.objects.for_user(who, Can.SEE_LEADS)
        assert seen.unassigned().count() == count, who


def test_turns_without_a_last_one_begin_with_the_first():
    lead = type("L", (), {"branch_id": 1, "channel": "PHONE", "campaign_id": None})
    rule = dealing.Rule(1, 1, "", None, Dealing.TURNS, (5, 7, 9), last=7)
    assert [one.person for one in dealing.deal([lead] * 3, [rule], {})] == [9, 5, 7]
    nobody = dealing.Rule(2, 1, "", None, Dealing.TURNS, ())
    assert dealing.deal([lead], [nobody], {})[0].person is None
