"""Open leads go along with the customers passed on: which of them, and which stay."""

from django.urls import reverse

from accounts.models import Grant, Notice, User
from accounts.permissions.actions import Can
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from crm.tests.test_passing_on import LEAVE, pass_on
from customers.services.leads import work
from customers.tests.lead_builders import make_lead


def test_open_leads_go_along_for_good_and_stay_during_a_leave(cast):
    make_customer(cast.anna)
    lead, done = make_lead(cast.anna), make_lead(cast.anna)
    work.lose(done, actor=cast.anna, reason="PRICE", at=NOON)
    pass_on(cast, **LEAVE)
    lead.refresh_from_db()
    assert lead.owner == cast.anna
    pass_on(cast)
    lead.refresh_from_db()
    done.refresh_from_db()
    assert (lead.owner, done.owner) == (cast.ben, cast.anna)
    assert Notice.objects.filter(user=cast.ben, kind="customers.lead").exists()


def test_leads_stay_where_only_some_tiers_go(cast):
    make_customer(cast.anna, tier="A")
    lead = make_lead(cast.anna)
    pass_on(cast, tiers=["A"])
    lead.refresh_from_db()
    assert lead.owner == cast.anna


def test_leads_the_actor_may_not_assign_stay_and_are_not_counted(client, cast):
    make_customer(cast.anna)
    lead = make_lead(cast.anna)
    client.force_login(cast.max)
    page = {"path": reverse("handovers:create"), "data": {"giver": cast.anna.pk}}
    assert client.get(**page).context["lead_count"] == 1
    Grant.objects.filter(role__code="manager", action=Can.ASSIGN_LEADS).delete()
    assert client.get(**page).context["lead_count"] == 0
    pass_on(cast, actor=User.objects.get(pk=cast.max.pk))
    lead.refresh_from_db()
    assert lead.owner == cast.anna


def test_leads_of_another_branch_stay_where_they_are(cast):
    make_customer(cast.anna)
    lead = make_lead(cast.anna)
    pass_on(cast, actor=cast.dan, taker=cast.dora)
    lead.refresh_from_db()
    assert lead.owner == cast.anna
