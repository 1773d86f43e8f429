"""The trail of settings speaks: of every deed, and of every page looked at."""

import ast
import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.choices import VERBS
from accounts.models import AuditEntry
from accounts.services import jobs, people
from crm import pages
from crm.testing.builders import make_customer, make_visit
from crm.testing.cast import NOON
from crm.tests import source
from crm.tests.access import ROWS
from customers.services import search
from customers.words import deed

ACTION = re.compile(rf"(?!(?:{'|'.join(source.APPS)})\.)[a-z_]+\.[a-z_]+")
# The trail of settings holds none of them; a customer's own pages tell the rest.
NOT_SHOWN = {"import", "visit"}
# What looks like a deed and is a key, a column, or the beginning of a deed.
NO_DEEDS = {"document.dated_on", "document.valid_until", "p.first_on", "customer.tier_"}


def recorded() -> set[str]:
    """Return every word such as "user.created" in the services of the product."""
    return {
        node.value
        for path in source.modules()
        if source.room(path) == "services"
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if ACTION.fullmatch(node.value)
    }


def test_every_recorded_deed_has_words():
    unknown = deed("no.deed")
    words = recorded()
    assert {"job.cancelled", "user.created", "customer.viewed"} <= words
    speechless = {
        word
        for word in words
        if word not in VERBS
        and word not in NO_DEEDS
        and word.partition(".")[0] not in NOT_SHOWN
        and (deed(word) == unknown and word != "customer.updated")
    }
    assert not speechless


def test_what_stands_in_the_trail_can_be_read_and_picked(client, cast):
    people.update_user(cast.dan, actor=cast.adam, language="en", at=NOON)
    job = jobs.ask("customers.import", actor=cast.nina, params={}, at=NOON)
    jobs.cancel(job, actor=cast.nina, at=NOON)
    search.note("13812345678", actor=cast.anna, at=NOON)
    client.force_login(cast.dan)

    page = client.get("/audit/").content.decode()

    assert "background job cancelled" in page
    assert "searched by a number" in page
    assert ">Number</span>" in page
    for entry in AuditEntry.objects.about_settings():
        rows = client.get(f"/audit/?action={entry.action}").context["page"].rows
        assert {row.action for row in rows} == {entry.action}


def test_pages_looked_at_are_told_by_their_words(client, cast):
    customer = make_customer(cast.anna)
    visit = make_visit(cast.anna, customer=customer)
    addresses = [
        reverse("customers:index"),
        reverse("customer", args=[customer.pk]),
        reverse("customers:contacts", args=[customer.pk]),
        reverse("visits:detail", args=[visit.pk]),
        reverse("manifest"),
    ]
    people.update_user(cast.adam, actor=cast.adam, language="en", at=NOON)
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.anna.pk}/")
    for address in addresses:
        assert client.get(address).status_code == 200
    client.post("/see-as/end/")

    page = client.get("/audit/").content.decode()

    for said in (
        "Customers", f"Customer page · {addresses[1]}", f"Contacts · {addresses[2]}",
        f"Visit · {addresses[3]}", "/manifest.webmanifest",
    ):  # fmt: skip
        assert re.search(rf"\n\s*{re.escape(said)}\s*\n", page), said
    assert "customer_pk" not in page


@pytest.mark.parametrize("kept", ["gone:page pk=1", "", "no page at all"])
def test_what_names_no_page_any_more_comes_back_as_it_is(kept):
    with override("en"):
        assert pages.said(kept) == kept


def test_every_page_with_words_is_a_page():
    assert set(pages.OWN) <= {row.url for row in ROWS}
