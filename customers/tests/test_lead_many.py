"""Many leads change hands at once: at flat cost, each in the trail, one notice."""

import pytest

from accounts.models import AuditEntry, Notice
from crm.testing.cast import NOON
from customers.models import Lead, LeadDeed
from customers.services.leads import handing
from customers.tests.lead_builders import DAY, make_lead, told, trail

pytestmark = pytest.mark.django_db
LATER = NOON + DAY


def pass_on(cast, **overrides) -> int:
    asked = {"actor": cast.max, "taker": cast.ben, "at": LATER} | overrides
    return handing.pass_on(Lead.objects.filter(owner=cast.anna), **asked)


def test_each_stands_in_story_and_trail_and_the_ladder_begins_anew(cast):
    lead = make_lead(cast.anna)
    Lead.objects.update(ladder_step=3)
    assert pass_on(cast) == 1
    now = Lead.objects.get()
    assert (now.owner, now.touched_at, now.ladder_step) == (cast.ben, LATER, 0)
    assert now.version == lead.version + 1
    deed = LeadDeed.objects.get(kind="ASSIGNED")
    assert (deed.lead, deed.actor, deed.person) == (lead, cast.max, cast.ben)
    entry = AuditEntry.objects.get(action="lead.assigned")
    assert entry.changes == {"owner": [str(cast.anna), str(cast.ben)]}


def test_who_gets_and_who_loses_many_is_told_once_and_how_many(client, cast):
    for _each in range(3):
        make_lead(cast.anna)
    assert pass_on(cast) == 3
    assert told(cast.ben) == ["assigned_many"]
    assert told(cast.anna) == ["taken_many"]
    notice = Notice.objects.get(user=cast.ben)
    assert notice.params["how_many"] == 3
    client.force_login(cast.ben)
    assert len(client.get(notice.url).context["page"].rows) == 3
    for language, words in (("en", "gave you 3 leads."), ("zh-hans", "3 条线索")):
        cast.ben.language = language
        cast.ben.save()
        assert words in client.get("/inbox/").content.decode()


def test_one_lead_is_told_by_its_name(cast):
    lead = make_lead(cast.anna)
    pass_on(cast)
    assert (told(cast.ben), told(cast.anna)) == (["assigned"], ["taken"])
    assert Notice.objects.get(user=cast.ben).url == lead.get_absolute_url()


def test_what_a_department_has_stays_there_and_is_the_takers_to_hear_of(cast):
    lead = make_lead(cast.anna)
    handing.hand_over(lead, actor=cast.anna, taker=cast.lia, at=NOON)
    assert pass_on(cast) == 1
    lead.refresh_from_db()
    assert (lead.state, lead.owner, lead.taker) == ("HANDED_OVER", cast.ben, cast.lia)
    assert "lead.assigned" in trail(lead)
    assert told(cast.ben) == []


def test_passing_on_costs_the_same_for_two_as_for_twelve(cast, count_queries):
    costs = []
    for more in (2, 10):
        for _each in range(more):
            make_lead(cast.anna)
        costs.append(count_queries(lambda: pass_on(cast)))
        Lead.objects.update(owner=cast.anna)
        # The next notices are of another moment.
        Notice.objects.all().delete()
    assert costs[0] == costs[1]


def test_nothing_goes_to_who_works_on_no_leads(cast):
    make_lead(cast.anna)
    assert pass_on(cast, taker=cast.lia) == 0
    assert Lead.objects.get().owner == cast.anna
