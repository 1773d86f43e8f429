"""Today of the information supervisor: what is wrong, in the order of doing."""

from datetime import timedelta

import pytest
import time_machine

from accounts.choices import JobState
from accounts.models import Job, User
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from crm.tests.doubles_builders import find_double
from crm.tests.working_day import opened, rows_behind
from customers.services import assets
from customers.tests import importing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def steps(client, cast) -> list[tuple[str, str]]:
    User.objects.update(language="en")
    page = opened(client, cast.nina)
    return [(step.text, step.url) for step in page.context["steps"]]


def test_pairs_are_named_to_whoever_may_see_the_names(client, cast):
    pair = find_double(cast.anna)
    assert pair.first.name in opened(client, cast.nina).content.decode()
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.nina.pk}/")
    page = client.get("/today/").content.decode()
    assert pair.first.code in page
    assert pair.first.name not in page


def test_nothing_is_open_where_nothing_is_wrong(client, cast):
    User.objects.update(last_login=NOON)
    make_customer(cast.anna)
    assert steps(client, cast) == []
    assert "No open data issues" in opened(client, cast.nina).content.decode()


def test_what_is_wrong_stands_in_the_order_of_doing(client, cast):
    batch = importing.checked(cast.nina, importing.HEAD, importing.GOOD)
    Job.objects.filter(pk=batch.job_id).update(state=JobState.FAILED, finished_at=NOON)
    for _round in range(2):
        make_customer(cast.anna, phone="")
    make_customer(cast.sam, phone="")
    make_customer(cast.ben)
    User.objects.filter(pk=cast.ben.pk).update(is_active=False, deactivated_at=NOON)
    told = [text for text, _url in steps(client, cast)]
    assert told[0].startswith("Import failed")
    assert told[1:] == [
        "王安娜: 2 customers without a phone number",
        "沈萨姆: 1 customer without a phone number",
        "Customers whose owner has left: 1",
    ]


def test_every_step_leads_to_a_page_that_opens(client, cast):
    make_customer(cast.anna, phone="")
    customer = make_customer(cast.anna)
    assets.add(customer, actor=cast.anna, at=NOON, name="车")
    for _text, url in steps(client, cast):
        assert client.get(url).status_code == 200


def test_unused_accounts_are_reminded_with_one_tap(client, cast):
    User.objects.update(last_login=NOON, created_at=NOON - timedelta(days=99))
    User.objects.filter(pk=cast.ben.pk).update(last_login=None)
    page = opened(client, cast.nina)
    assert page.context["unused"] == [(cast.ben, True)]
    told = {"back": "/today/"}
    assert client.post(f"/adoption/{cast.ben.pk}/remind/", told).url == "/today/"
    assert opened(client, cast.nina).context["unused"] == [(cast.ben, False)]


def test_each_tile_counts_the_rows_behind_it(client, cast):
    make_customer(cast.anna, phone="")
    make_customer(cast.ben)
    User.objects.filter(pk=cast.ben.pk).update(is_active=False, deactivated_at=NOON)
    page = opened(client, cast.nina)
    for tile in page.context["tiles"][1:]:
        assert rows_behind(client, tile) == tile.count == 1
