"""The demo company: loaded once, always the same, true to what services promise."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import F, Max, Q, Sum
from django.test import Client

from accounts.models import AuditEntry, Branch, Team, User
from accounts.permissions.actions import Can
from accounts.permissions.shipped import ROLES
from accounts.pinyin import sort_key
from crm.demo import draft, load
from crm.demo.calendar import ZONE
from crm.demo.people import PASSWORD
from crm.demo.words import talk
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Contact, Customer, Double, Merge, Purchase, Removal
from customers.services import search
from visits.choices import FeedbackKind, Grade, NotMetReason, Outcome
from visits.models import FeedbackItem, Review, Visit

SECONDS = ["account2", "sales2", "service2", "clubspecialist2", "supervisor2"]
TODAY = NOON.date()
MET = Q(visits__state="LOGGED") & ~Q(visits__outcome="NOT_MET")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The company, for all tests of this module; each undoes what it does itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load.company(customers=150, at=NOON)
        transaction.set_rollback(True)


@pytest.fixture
def company(loaded, db):
    return loaded


def test_three_branches_and_thirty_people_over_all_roles(company):
    assert Branch.objects.count() == 3
    assert company.people == User.objects.count() == 30
    held = set(User.objects.values_list("roles__code", flat=True))
    assert held == set(ROLES)


def test_the_size_asked_for_is_the_size_loaded(company):
    assert company.customers == Customer.ever.count() == 150
    assert company.purchases == Purchase.objects.count() > 300
    assert company.visits == Visit.ever.count() > 300


@pytest.mark.parametrize("username", [*ROLES, *SECONDS])
def test_everybody_signs_in_with_the_same_password(username, company):
    assert Client().login(username=username, password=PASSWORD)
    user = User.objects.get(username=username)
    assert user.role_codes() == [username.rstrip("2")]


def test_the_teams_stand_in_a_tree_and_the_supervisor_leads_account(company):
    supervisor = User.objects.get(username="supervisor")
    account = User.objects.get(username="account")
    assert account.pk in supervisor.led_ids()
    assert User.objects.get(username="account2").pk not in supervisor.led_ids()
    for team in Team.objects.select_related("parent"):
        above = team.parent.path if team.parent else "/"
        assert team.path == f"{above}{team.pk}/"
        assert team.lead_id


def told(made: draft.Draft) -> list:
    """Return what the company is like, without row numbers and salted hashes."""
    customers = [
        (one.code, one.name, one.phone, one.tier, one.owner.username, one.birthday,
         one.next_contact_on, one.last_contact_at, one.purchase_total)
        for one in made.customers
    ]  # fmt: skip
    visits = [
        (one.customer.code, one.planned_at, one.happened_at, one.outcome, one.note)
        for one in made.planned + made.logged
    ]
    lines = [(one.invoice, one.ordinal, one.amount) for one in made.purchases]
    words = [(one.visit.customer.code, one.text) for one in made.feedback]
    remarks = [(one.reviewer.username, one.reviewed_at) for one in made.reviews]
    return customers + visits + lines + words + remarks


def test_the_same_day_makes_the_same_company():
    once = draft.company(customers=80, at=NOON)
    again = draft.company(customers=80, at=NOON)
    assert told(once) == told(again)


@pytest.mark.parametrize("hour", [0, 9, 23])
def test_nothing_has_happened_after_the_moment_of_loading(hour):
    at = NOON.replace(hour=hour, minute=59)
    made = draft.company(customers=80, at=at)
    assert all(visit.happened_at < at for visit in made.logged)
    assert all(visit.created_at <= at for visit in made.planned + made.logged)
    assert all(line.bought_at < at for line in made.purchases)
    assert all(review.reviewed_at <= at for review in made.reviews)
    assert all(one.created_at <= at for one in made.customers)


def test_account_has_a_full_day(company):
    visits = Visit.objects.planned().filter(owner__username="account")
    assert visits.filter(planned_at__date__lt=TODAY).count() == 3
    assert visits.filter(planned_at__date=TODAY).count() == 4
    assert visits.filter(planned_at__date__gt=TODAY).count() >= 2


def test_account_knows_wang_xiaoming(company):
    customer = Customer.objects.get(name="王小明")
    assert customer.owner.username == "account"
    assert customer.phone == "+8613800005678"
    assert customer.visits.planned().filter(planned_at__date=TODAY).exists()


def test_what_customers_keep_of_their_purchases_equals_the_ledger(company):
    for customer in Customer.objects.annotate(
        total=Sum("purchases__amount"), last=Max("purchases__bought_at")
    ):
        assert customer.purchase_total == (customer.total or Decimal(0))
        bought = customer.purchases.filter(is_credit=False)
        assert customer.purchase_count == len(set(bought.values_list("invoice")))


def test_the_last_contact_is_the_last_logged_visit(company):
    wrong = (
        Customer.objects.annotate(last=Max("visits__happened_at", filter=MET))
        .exclude(last_contact_at=F("last"))
        .exclude(last=None, last_contact_at=None)
    )
    assert not wrong.exists()


def test_the_next_customer_made_by_hand_takes_the_next_code(company):
    account = User.objects.get(username="account")
    made = make_customer(account, name="新客户")
    assert made.code == max(Customer.objects.values_list("code", flat=True))


def test_open_plans_are_the_next_contact(company):
    for visit in Visit.objects.planned().select_related("customer"):
        assert (
            visit.customer.next_contact_on == visit.planned_at.astimezone(ZONE).date()
        )


def test_names_sort_by_pinyin_and_branches_follow_owners(company):
    for customer in Customer.objects.select_related("owner"):
        assert customer.name_key == sort_key(customer.name)
        assert customer.branch_id == customer.owner.branch_id


def test_nobody_grades_himself_and_every_lead_grades_his_team(company):
    for review in Review.objects.select_related("visit__owner", "reviewer"):
        assert review.reviewer_id != review.visit.owner_id
        assert review.visit.owner_id in review.reviewer.led_ids()


def test_every_customer_and_visit_has_its_trail(company):
    trail = AuditEntry.objects
    assert trail.filter(action="customer.created").count() == company.customers
    assert trail.filter(action__startswith="visit.").count() >= company.visits
    times = list(trail.order_by("pk").values_list("at", flat=True))
    assert times == sorted(times)


def test_a_second_run_changes_nothing(company, capsys):
    before = Customer.objects.count()
    call_command("seed", customers=50)
    assert "already there" in capsys.readouterr().out
    assert Customer.objects.count() == before


def test_firms_have_contacts_and_customers_have_said_something(company):
    assert not Customer.objects.filter(kind="ORGANISATION", contacts=None).exists()
    assert Contact.objects.exists()
    assert FeedbackItem.objects.open().exists()


def test_customers_are_found_as_if_the_archive_had_stored_them(company):
    loaded = dict(Customer.objects.values_list("pk", "search"))
    for customer in Customer.objects.all():
        search.refresh(customer)
    assert dict(Customer.objects.values_list("pk", "search")) == loaded
    assert "i:wxm" in loaded[Customer.objects.get(name="王小明").pk]


def test_why_nobody_was_met_has_words_for_every_reason():
    assert set(talk.NOT_MET) == set(NotMetReason.values)
    assert set(talk.NOTES) == set(Outcome.values) - {Outcome.NOT_MET}
    assert set(talk.FEEDBACK) == set(FeedbackKind.values)
    assert set(talk.REMARKS) == set(Grade.values)


def test_a_dozen_may_be_doubles_one_pair_was_merged_and_two_are_in_the_bin(company):
    information = User.objects.get(username="information")
    pairs = Double.objects.for_merging(information).open()
    assert 8 <= pairs.count() <= 40
    assert Merge.objects.standing().count() == 1
    assert Removal.objects.for_user(information, Can.REMOVE_CUSTOMERS).count() == 2
    reasons = {reason for pair in pairs for reason in pair.reasons}
    assert reasons >= {"PHONE", "WECHAT", "NAME", "SOUND"}
