"""What the screen of a visit says: phrases, hours, errors, and why a date is due."""

import uuid
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from crm.testing.builders import make_customer, make_plan, make_visit
from customers.choices.archive import BusinessLine
from customers.models import Customer, Purchase
from visits import phrases
from visits.forms.logs import LogForm, as_told
from visits.models import Visit
from visits.tests.forms import HTMX, WELL, photo

ZONE = timezone.get_default_timezone()
MORNING = datetime(2026, 11, 23, 10, 7, tzinfo=ZONE)


def test_a_phrase_is_offered_when_it_was_noted_for_several_customers():
    everywhere = [(pk, f"车况良好，{pk} 号客户") for pk in (1, 2, 3)]
    about_one = [(7, "孩子要上学")] * 5
    about_two = [(pk, "换了司机") for pk in (1, 2)]
    long = [(pk, "说孩子上学后想换七座车") for pk in range(9)]

    offered = phrases.offered([*everywhere, *about_one, *about_two, *long])

    assert offered[0] == "车况良好"
    assert offered[1:] == list(map(str, phrases.TO_BEGIN_WITH))


def test_a_phrase_in_letters_may_be_longer():
    notes = [(pk, "Display checked. Called.") for pk in range(3)]
    assert phrases.offered(notes)[:2] == ["Display checked", "Called"]


@pytest.mark.parametrize(
    ("planned_at", "day", "time"),
    [
        (MORNING - timedelta(days=2, hours=1), "2026-11-21", "09:07"),
        (MORNING - timedelta(days=2) + timedelta(hours=5), "2026-11-21", "10:00"),
        (MORNING + timedelta(days=2), "", "10:00"),
    ],
)
def test_an_hour_is_proposed_that_has_passed(cast, planned_at, day, time):
    plan = make_plan(cast.anna, planned_at=planned_at, at=planned_at)
    form = LogForm(at=MORNING, visit=plan, initial=as_told(plan))
    assert (form["day"].value(), form["time"].value()) == (day, time)
    assert form["when"].value() == "NOW"


def test_time_photos_words_and_next_day_are_refused_at_once(client, cast, rows):
    client.force_login(cast.anna)
    said = WELL | {
        "when": "TODAY", "time": "", "outcome": "PROBLEM", "note": "",
        "say_need": "长" * 1001, "next_step": "PICK", "next_on": "2020-01-01",
        "photos": [photo() for _ in range(6)],
    }  # fmt: skip

    answer = client.post(reverse("visits:create"), said, headers=HTMX)

    errors = answer.context["form"].errors
    expected = {"customer", "when", "note", "say_need", "next_on", "photos"}
    assert errors.keys() == expected
    assert {name: len(each) for name, each in errors.items()} == dict.fromkeys(
        expected, 1
    )
    short = answer.content.decode().split("data-still")[1].split("</span>")[0]
    assert "6" in short.split(">")[1]


@pytest.mark.parametrize(
    ("next_step", "due_in_days", "outcome", "why"),
    [
        ("WEEK", None, "POSITIVE", "PLANNED"),
        ("TIER", None, "POSITIVE", "TIER"),
        ("TIER", 50, "POSITIVE", "AGREED"),
        ("TIER", 5, "NOT_MET", "AGREED"),
        ("NONE", None, "POSITIVE", ""),
    ],
)
def test_the_saved_sheet_gives_the_reason_that_applies(
    client, cast, next_step, due_in_days, outcome, why
):
    at = timezone.now()
    due = due_in_days and (at + timedelta(days=due_in_days)).date()
    customer = make_customer(cast.anna, tier="A", next_contact_on=due, at=at)
    client.force_login(cast.anna)
    said = WELL | {"next_step": next_step, "outcome": outcome}
    said["not_met_reason"] = "AWAY" if outcome == "NOT_MET" else ""

    url = reverse("visits:create_for", args=[customer.pk])
    answer = client.post(url, said, headers=HTMX)

    assert answer.context["why"] == why
    assert ("30 天" in answer.content.decode()) == (why == "TIER")


def bought(customer: Customer, at: datetime, amount: int, **more) -> None:
    what = {"quantity": 1, "unit_price": amount, "amount": amount} | more
    Purchase.objects.create(
        customer=customer, branch_id=customer.branch_id, source="t",
        invoice=str(Purchase.objects.count()), ordinal=1, bought_at=at,
        business_line=BusinessLine.values[0], entered_by=customer.owner, **what,
    )  # fmt: skip


def test_the_saved_sheet_tells_what_the_last_purchase_cost(
    client, cast, django_assert_num_queries
):
    last = datetime(2026, 8, 29, 0, 30, tzinfo=ZONE)
    customer = make_customer(cast.anna, last_purchase_on=last.date())
    bought(customer, last - timedelta(hours=1), 200_000)
    bought(customer, last, 18_000)
    bought(customer, last + timedelta(hours=9), 2_000)
    bought(customer, last, -500, quantity=-1, unit_price=500, is_credit=True)
    bought(make_customer(cast.anna), last, 7)
    with django_assert_num_queries(1):
        spent = Purchase.objects.spent_on(customer.pk, last.date())
    assert spent == Decimal(20_000)

    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[customer.pk])
    assert client.post(url, WELL, headers=HTMX).context["last_purchase"] == spent


@pytest.mark.parametrize("who", ["anna", None])
def test_a_stale_token_is_no_question_of_roles(cast, rows, who):
    strict = Client(enforce_csrf_checks=True)
    if who:
        strict.force_login(getattr(cast, who))
    url = reverse("visits:log", args=[rows["plan"]])

    answer = strict.post(url, WELL, headers=HTMX)

    if who:
        told = f'{{"form-expired": {{"user": {cast.anna.pk}}}}}'
        assert (answer.status_code, answer["HX-Trigger"]) == (403, told)
    else:
        assert (answer.status_code, answer["HX-Trigger"]) == (401, "login-required")
    assert Visit.objects.get(pk=rows["plan"]).is_planned


def test_a_form_saved_elsewhere_changes_the_heading_of_its_own_page_only(
    client, cast, rows
):
    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[rows["customer_pk"]])
    for page, count in ((url, 1), ("/today/", 0)):
        make_visit(cast.anna, at=timezone.now())
        said = WELL | {"submission_key": str(uuid.uuid4())}
        headers = HTMX | {"HX-Current-URL": f"http://testserver{page}"}
        text = client.post(url, said, headers=headers).content.decode()
        assert text.count('hx-swap-oob="delete"') == count
