"""The care loop of a complaint: heard, told, handled, told, verified, and after."""

from datetime import timedelta

from django.utils import timezone

from complaints.panels import loop
from complaints.tests.complaint_builders import do, fresh, make_complaint, resolve
from crm.testing.builders import make_customer, make_visit
from crm.testing.cast import NOON
from customers.tests.purchase_builders import enter_purchase


def steps(complaint, actor, days: int = 0) -> list[tuple]:
    at = NOON + timedelta(days=days)
    found = loop.panel(fresh(complaint), actor, at)["loop"]
    return [(step.stage, step.days, bool(step.at), step.outcome) for step in found]


def outcomes(complaint, actor, days: int) -> list:
    return [outcome for *_rest, outcome in steps(complaint, actor, days)[-2:]]


def test_the_loop_goes_stage_by_stage(cast):
    complaint = make_complaint(cast.anna)
    reached = [step[2] for step in steps(complaint, cast.anna)]
    assert reached == [True] + [False] * 6
    resolve(complaint, cast.anna)
    do("verify", complaint, cast.anna, reaction="SATISFIED")
    assert steps(complaint, cast.anna, 1) == [
        ("DETECTED", 0, True, None),
        ("RECEIVED", 0, True, None),
        ("HANDLED", 0, True, None),
        ("TOLD", 0, True, None),
        ("VERIFIED", 0, True, None),
        ("EFFECT", 30, False, "OPEN"),
        ("EFFECT", 90, False, "OPEN"),
    ]


def test_who_bought_or_was_met_since_came_back(cast):
    customer = make_customer(cast.anna)
    complaint = resolve(make_complaint(cast.anna, customer=customer), cast.anna)
    make_visit(cast.anna, customer=customer, at=NOON + timedelta(days=40))
    assert outcomes(complaint, cast.anna, 100) == ["SILENT", "CAME_BACK"]
    bought = NOON + timedelta(days=10)
    enter_purchase(customer, on=bought.date(), at=bought)
    assert outcomes(complaint, cast.anna, 100) == ["CAME_BACK", "CAME_BACK"]


def test_who_complained_again_did_not_come_back_content(cast):
    customer = make_customer(cast.anna)
    complaint = resolve(make_complaint(cast.anna, customer=customer), cast.anna)
    make_visit(cast.anna, customer=customer, at=NOON + timedelta(days=5))
    make_complaint(cast.anna, customer=customer, at=NOON + timedelta(days=60))
    assert outcomes(complaint, cast.anna, 100) == ["CAME_BACK", "COMPLAINED"]


def test_nobody_knows_what_a_stranger_did_and_praise_needs_no_loop(cast):
    stranger = make_complaint(cast.anna, customer=None, branch=cast.east)
    resolve(stranger, cast.anna)
    assert outcomes(stranger, cast.anna, 100) == [None, None]
    praise = make_complaint(cast.anna, kind="PRAISE")
    assert steps(praise, cast.anna) == []


def test_each_stage_says_who_reached_it_and_what_proves_it(cast):
    customer = make_customer(cast.anna)
    complaint = make_complaint(cast.anna, customer=customer, words="刹车响")
    resolve(complaint, cast.anna, text="周五已电话说明")
    do("verify", complaint, cast.carol, reaction="SATISFIED", text="很满意")
    later = NOON + timedelta(days=40)
    again = make_complaint(cast.anna, customer=customer, at=later)
    bought = enter_purchase(customer, on=(NOON + timedelta(days=3)).date(),
                            at=NOON + timedelta(days=3))  # fmt: skip
    found = loop.around(fresh(complaint), NOON + timedelta(days=100))
    anna, carol = cast.anna, cast.carol
    assert [step.by for step in found] == [anna, anna, anna, anna, carol, None, None]
    proofs = [step.proof for step in found]
    assert proofs[0] == "刹车响"
    assert proofs[2] == fresh(complaint).solution
    assert proofs[3].endswith(" · 周五已电话说明")
    assert proofs[4].endswith(" · 很满意")
    assert bought.invoice in proofs[5]
    assert proofs[6] == again.code


def test_what_was_told_before_it_was_opened_again_holds_no_longer(cast):
    complaint = resolve(make_complaint(cast.anna), cast.anna)
    do("verify", complaint, cast.anna, reaction="DISSATISFIED", text="还响")
    reached = [step[2] for step in steps(complaint, cast.anna)]
    assert reached == [True, True, True, False, False, False, False]


def test_the_loop_stands_on_the_page_of_the_complaint(client, cast):
    complaint = make_complaint(cast.anna, at=timezone.now())
    client.force_login(cast.anna)
    html = client.get(complaint.get_absolute_url()).content.decode()
    assert 'id="loop-title"' in html
