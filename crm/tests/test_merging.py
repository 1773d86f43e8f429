"""Two customers become one with everything they have, and two again, exactly."""

import hashlib
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils.translation import override

from accounts.models import AuditEntry, Notice
from accounts.refused import Conflict, Refused
from crm.services import merging
from crm.testing.builders import make_contact, make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from crm.tests.doubles_builders import LATER, make_twins, merge
from customers.models import Contact, Customer, Merge, Purchase
from customers.services import archive, contacts, ledger, scanning, validity
from customers.tests.purchase_builders import enter_purchase
from visits.models import Visit

# What an undo leaves as it became: the trail and the row histories, which tell of both
# deeds; the record of the merge; what inboxes were told; and how often a row was
# written, which never counts back, so that a form opened in between is noticed.
TELLS_OF_IT = {"accounts_auditentry", "customers_merge", "accounts_notice"}
COUNTS_ON = ("version", "updated_at")


@pytest.fixture(autouse=True)
def english():
    """What is refused is quoted in English."""
    with override("en"):
        yield


def digests() -> dict[str, str]:
    """Return a digest of every table but those that tell of merge and undo."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in TELLS_OF_IT or table.endswith("event"):
                continue
            cursor.execute(
                f'SELECT to_jsonb(t) - %s FROM "{table}" t', [list(COUNTS_ON)]
            )
            rows = sorted(str(row) for (row,) in cursor.fetchall())
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def buy(customer, invoice: str, amount: int) -> Purchase:
    bought = Purchase.objects.create(
        customer=customer, branch=customer.branch, entered_by=customer.owner,
        source="x", invoice=invoice, ordinal=1, unit_price=amount, amount=amount,
        bought_at=NOON,
    )  # fmt: skip
    Customer.objects.filter(pk=customer.pk).update(
        purchase_count=1, purchase_total=amount, last_purchase_on=NOON.date()
    )
    return bought


@pytest.fixture
def twins(cast):
    """Return two customers with everything a customer can have."""
    first, second = make_twins(cast.anna, of=cast.ben, wechat="wx_twin", note="乙")
    for one, owner in ((first, cast.anna), (second, cast.ben)):
        buy(one, f"F{one.pk}", 100 + one.pk)
        make_visit(owner, customer=one, feedback={"PRAISE": "很好"})
        make_plan(owner, customer=one)
    third = make_customer(cast.anna, name="早已并入")
    merge(second, third, cast.max)
    scanning.scan(at=NOON)
    return Customer.objects.get(pk=first.pk), Customer.objects.get(pk=second.pk)


def test_everything_of_the_loser_is_the_winners(cast, twins):
    winner, loser = twins
    merge(winner, loser, cast.max, choices={"wechat": "loser", "note": "both"})
    winner.refresh_from_db()
    assert Contact.objects.filter(customer=winner).count() == 1
    assert Purchase.objects.filter(customer=winner).count() == 2
    assert Visit.objects.of(winner).count() == 4
    assert winner.purchase_count == 2
    assert winner.purchase_total == 200 + winner.pk + loser.pk
    assert (winner.name, winner.wechat, winner.note) == ("王小明", "wx_twin", "乙")
    assert not Customer.objects.filter(pk=loser.pk).exists()
    assert set(Customer.ever.trail_ids(winner.pk)) >= {winner.pk, loser.pk}
    assert len(Customer.ever.trail_ids(winner.pk)) == 3, "and who was merged before"


def test_undone_the_database_is_what_it_was_in_every_table(cast, twins):
    winner, loser = twins
    before = digests()
    made = merge(winner, loser, cast.max, choices={"name": "loser", "note": "both",
                 "wechat": "loser", "phone": "loser"})  # fmt: skip
    during = digests()
    changed = {table for table in before if before[table] != during[table]}
    assert changed >= {
        "customers_customer", "customers_contact", "customers_purchase",
        "customers_double", "customers_hold", "visits_visit", "visits_feedbackitem",
    }  # fmt: skip
    merging.undo(made, actor=cast.max, at=LATER)
    assert digests() == before


def test_what_came_in_between_stays_with_the_winner(cast, twins):
    winner, loser = twins
    made = merge(winner, loser, cast.max, choices={"wechat": "loser"})
    now = Customer.objects.get(pk=winner.pk)
    kept = make_contact(now, name="后来")
    bought = buy(now, "F-between", 7)
    archive.update(
        now, actor=cast.anna, fields={"city": "苏州"}, version=now.version, at=LATER
    )
    merging.undo(made, actor=cast.max, at=LATER)
    kept.refresh_from_db()
    bought.refresh_from_db()
    now.refresh_from_db()
    assert kept.customer == bought.customer == winner
    assert (now.city, now.wechat) == ("苏州", "")
    assert now.purchase_count == 2
    assert now.purchase_total == 107 + winner.pk


def test_what_was_taken_away_since_keeps_a_merge_from_being_undone(cast, twins):
    winner, loser = twins
    made = merge(winner, loser, cast.max)
    contacts.remove(Contact.objects.get(name="李联系"), actor=cast.anna, at=LATER)
    before = digests()
    with pytest.raises(Refused, match="1 of the contacts"):
        merging.undo(made, actor=cast.max, at=LATER)
    made.refresh_from_db()
    assert made.undone_at is None
    assert digests() == before


def test_a_merge_is_undone_once_and_not_after_thirty_days(cast, twins):
    made = merge(*twins, cast.max)
    with pytest.raises(Refused, match="30"):
        merging.undo(made, actor=cast.max, at=LATER + timedelta(days=31))
    merging.undo(made, actor=cast.max, at=LATER + timedelta(days=29))
    with pytest.raises(Refused, match="already"):
        merging.undo(made, actor=cast.max, at=LATER + timedelta(days=29))


def test_who_became_part_of_another_since_is_parted_from_him_first(cast, twins):
    winner, loser = twins
    made = merge(winner, loser, cast.max)
    third = make_customer(cast.anna, name="第三人")
    winner.refresh_from_db()
    outer = merge(third, winner, cast.max)
    with pytest.raises(Refused, match="Undo that first"):
        merging.undo(made, actor=cast.max, at=LATER)
    assert loser.pk in Customer.ever.trail_ids(third.pk)
    merging.undo(outer, actor=cast.max, at=LATER)
    merging.undo(made, actor=cast.max, at=LATER)
    assert Customer.objects.filter(pk__in=[winner.pk, loser.pk]).count() == 2


def test_a_form_sent_twice_merges_once(cast, twins):
    key = uuid.uuid4()
    made = merge(*twins, cast.max, submission_key=key)
    assert merge(*twins, cast.max, submission_key=key) == made
    assert Merge.objects.filter(submission_key=key).count() == 1


def test_a_second_page_is_refused(cast, twins):
    merge(*twins, cast.max)
    with pytest.raises(Refused, match="left the archive"):
        merge(*reversed(twins), cast.max)


def test_a_stale_page_says_what_changed_and_merges_nothing(cast, twins):
    winner, loser = twins
    archive.update(loser, actor=cast.ben, fields={"birthday": date(1980, 1, 2)},
                   version=loser.version, at=LATER)  # fmt: skip
    before = digests()
    with pytest.raises(Conflict, match="Birthday"):
        merge(winner, loser, cast.max)
    assert digests() == before


@pytest.mark.parametrize("who", ["anna", "dora", "dan", "vera"])
def test_who_may_not_merge_both_merges_nothing(cast, twins, who):
    before = digests()
    with pytest.raises(Refused):
        merge(*twins, getattr(cast, who))
    assert digests() == before


@pytest.mark.parametrize("is_mine_first", [True, False])
def test_a_customer_out_of_reach_is_neither_swallowed_nor_grown(cast, is_mine_first):
    pair = make_twins(cast.anna, of=cast.dora)
    before = digests()
    with pytest.raises(Refused, match="within your reach"):
        merge(*(pair if is_mine_first else reversed(pair)), cast.max)
    assert digests() == before


@pytest.mark.parametrize("who", ["max", "nina", "carol"])
def test_manager_information_and_the_teams_supervisor_merge_alone(cast, twins, who):
    assert merge(*twins, getattr(cast, who)).actor == getattr(cast, who)


def test_both_owners_are_told_once_and_the_trail_tells_it_of_both(cast, twins):
    winner, loser = twins
    merge(winner, loser, cast.max)
    told = Notice.objects.filter(kind="crm.merged", params__customer="王晓明")
    assert {notice.user for notice in told} == {cast.anna, cast.ben}
    assert {notice.subject for notice in told} == {f"customers.customer:{winner.pk}"}
    entries = AuditEntry.objects.filter(action="customer.merged")
    assert {winner.pk, loser.pk} <= set(entries.values_list("customer_id", flat=True))


def test_who_planned_a_visit_with_the_loser_still_sees_whom_he_visits(cast, twins):
    winner, loser = twins
    merge(winner, loser, cast.max)
    ben = type(cast.ben).objects.get(pk=cast.ben.pk)
    plan = Visit.objects.planned().of(winner).get(owner=ben)
    assert plan.customer == winner
    assert winner.holds.filter(user=ben).count() == 1


def test_a_merge_that_breaks_off_leaves_nothing(cast, twins, monkeypatch):
    before = digests()

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("accounts.audit.record", broken)
    with pytest.raises(RuntimeError):
        merge(*twins, cast.max)
    assert digests() == before


def test_answers_and_what_is_wrong_with_a_number_come_along_and_go_back(cast, twins):
    winner, loser = twins
    Customer.objects.filter(pk=winner.pk).update(own={"f1": "茶"})
    Customer.objects.filter(pk=loser.pk).update(own={"f1": "水", "f2": "金卡"})
    validity.report(loser, actor=cast.ben, channel="PHONE", trouble="WRONG", at=NOON)
    before = digests()
    made = merge(winner, loser, cast.max)
    now = Customer.objects.get(pk=winner.pk)
    assert now.own == {"f1": "茶", "f2": "金卡"}
    assert now.has_trouble
    merging.undo(made, actor=cast.max, at=LATER)
    assert digests() == before


def test_what_was_voided_in_between_counts_for_nobody_after_an_undo(cast, twins):
    winner, loser = twins
    head = enter_purchase(loser)
    made = merge(winner, loser, cast.max)
    head = Purchase.objects.get(pk=head.pk)
    ledger.void(head, actor=cast.max, reason="误录", at=LATER)
    merging.undo(made, actor=cast.max, at=LATER)
    for one in (winner, loser):
        one.refresh_from_db()
        assert (one.purchase_count, one.purchase_total) == (1, 100 + one.pk)
