"""Who leaves passes on what he promised, as any handover does."""

from crm.services import handover
from crm.testing.builders import make_customer, make_plan
from crm.testing.cast import NOON
from customers.models import Handover
from customers.tests.lead_builders import make_lead


def test_the_successor_confirms_every_promise_of_who_left(cast):
    plan = make_plan(cast.anna)
    make_customer(cast.anna, tier="S")
    other = make_plan(cast.anna, actor=cast.max, customer=make_customer(cast.ben))
    who = {"actor": cast.adam, "successor": cast.ben, "note": "多关照"}
    handover.let_go(cast.anna, **who, at=NOON)
    made = Handover.objects.get()
    assert (made.giver, made.taker, made.made_by) == (cast.anna, cast.ben, cast.adam)
    assert (made.kind, made.note, made.customer_count) == ("RESIGNATION", "多关照", 2)
    visits = made.promises.filter(kind="VISIT")
    assert {one.customer for one in visits} == {plan.customer, other.customer}
    assert made.promises.filter(kind="INTRODUCTION").count() == 1
    assert made.promises.to_confirm(cast.ben).count() == 3


def test_leads_go_along_though_the_administrator_may_not_see_them(cast):
    lead = make_lead(cast.anna)
    who = {"actor": cast.adam, "successor": cast.ben, "note": ""}
    assert handover.let_go(cast.anna, **who, at=NOON) == 0
    lead.refresh_from_db()
    assert lead.owner == cast.ben
    assert not Handover.objects.exists()
