"""The board: every number leads to exactly its list, and filling in clears it."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
import time_machine

from accounts.models import User
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers import board
from customers.models import (
    Completeness,
    CompletenessRule,
    ContactCheck,
    Customer,
    QualityDay,
)
from customers.services import assets, completeness, validity
from customers.tests.consent_builders import say

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
LONG_AGO = NOON - timedelta(days=800)


@pytest.fixture(autouse=True)
def _noon():
    User.objects.update(language="en")
    with time_machine.travel(NOON, tick=False):
        yield


def english(client, user) -> None:
    User.objects.filter(pk=user.pk).update(language="en")
    client.force_login(user)


def listed(client, query: str) -> set[int]:
    """Return whom the list so narrowed shows."""
    page = client.get(f"/customers/?{query}")
    assert not page.context["filter"].form.errors
    return {row.pk for row in page.context["page"].rows}


def make_troubled(cast) -> None:
    """Make one or more customers with each thing that can be wrong."""
    for owner in (cast.anna, cast.ben, cast.dora, cast.max):
        make_customer(owner, phone="", birthday=date(1990, 1, 1))
        old = make_customer(owner, at=LONG_AGO, last_contact_at=LONG_AGO)
        assets.add(old, actor=owner, at=NOON, name="车")
        wrong = make_customer(owner)
        told = {"channel": "PHONE", "trouble": "WRONG"}
        validity.report(wrong, actor=owner, at=NOON, **told)
        make_customer(owner, kind="ORGANISATION", birthday=date(1990, 1, 1))
        make_customer(owner, id_number="11010119900307123X", birthday=date(1990, 3, 8))
        make_customer(owner, id_number="11010119900307124X", birthday=date(1990, 3, 7))
    gone = make_customer(cast.ben, next_contact_on=TODAY)
    Customer.objects.filter(pk=gone.pk).update(next_contact_on=TODAY - timedelta(1))
    User.objects.filter(pk=cast.ben.pk).update(is_active=False, deactivated_at=NOON)


@pytest.mark.parametrize("who", ["dan", "max", "carol", "nina", "anna", "sam", "stray"])
def test_every_number_of_the_board_leads_to_exactly_its_list(client, cast, who):
    make_troubled(cast)
    completeness.nightly(at=NOON)
    english(client, getattr(cast, who))
    page = client.get("/quality/")
    told = page.context
    found = 0
    for issue in [*told["consequences"], *told["flaws"]]:
        if issue.url.startswith("/customers/?"):
            assert len(listed(client, issue.url.partition("?")[2])) == issue.size
            found += issue.size
    shares = [told["whole"], *told["owners"], *told["branches"]]
    for share in shares:
        assert len(listed(client, share.url.partition("?")[2])) == share.customers
        assert len(listed(client, share.poor_url.partition("?")[2])) == share.poor
    assert found or who in ("sam", "stray")
    sizes = {"dan": 25, "max": 19, "nina": 19, "carol": 13, "anna": 6}
    assert told["whole"].customers == sizes.get(who, 0)


def test_the_board_finds_each_thing_that_is_wrong(cast):
    make_troubled(cast)
    view = board.view_of(cast.dan, NOON)
    counts = {issue.url.partition("whose=all&")[2]: issue.size
              for issue in [*board.consequences(view), *board.flaws(view)]}  # fmt: skip
    assert counts["lacks=phone"] == 4
    assert counts["lacks=reach"] == 8
    assert counts["lacks=service"] == 4
    assert counts["lacks=invitation"] == 25
    assert counts["check=trouble"] == 4
    assert counts["odd=born"] == 4
    assert counts["odd=identity"] == 4
    assert counts["odd=left"] == 1
    assert counts["lacks=owner"] == 7


def cured(client, lack: str, customer, cure) -> None:
    assert listed(client, f"lacks={lack}") == {customer.pk}
    cure()
    assert listed(client, f"lacks={lack}") == set()


def test_the_board_judges_by_the_readers_day(cast):
    early = datetime(2026, 3, 8, 23, tzinfo=UTC)
    assert board.view_of(cast.dan, early).at.date() == date(2026, 3, 9)


def test_filling_a_field_clears_the_customer_from_its_list_at_once(client, cast):
    customer = make_customer(cast.anna, phone="", birthday=None)
    asset = assets.add(customer, actor=cast.anna, at=NOON, name="车")
    english(client, cast.anna)
    page = f"/customers/{customer.pk}/"

    def fill(section, **told):
        customer.refresh_from_db()
        told |= {"version": customer.version, "name": customer.name}
        told |= {"kind": "PERSON", "partner_kind": "END_CUSTOMER"}
        answer = client.post(f"{page}profile/{section}/", told)
        assert answer.status_code == 302, answer.context["form"].errors

    def remind():
        told = {"fields": {"next_service_on": TODAY}, "version": asset.version}
        assets.edit(asset, actor=cast.anna, at=NOON, **told)

    cured(client, "phone", customer, lambda: fill("numbers", phone="13800001111"))
    cured(client, "birthday", customer, lambda: fill("identity", birthday="1990-01-01"))
    cured(client, "service", customer, remind)
    cured(client, "invitation", customer, lambda: say(customer, "MARKETING", "SMS"))
    ContactCheck.objects.all().delete()
    Customer.objects.update(created_at=LONG_AGO, verified_on=None)
    verify = lambda: client.post(f"{page}verified/")  # noqa: E731
    cured(client, "reach", customer, verify)


def test_a_list_of_what_is_missing_offers_the_form_to_fill_it_in(client, cast):
    mine = make_customer(cast.anna, phone="")
    english(client, cast.anna)
    html = client.get("/customers/?lacks=phone").content.decode()
    assert f"/customers/{mine.pk}/profile/numbers/" in html
    assert (
        "profile/numbers/" not in client.get("/customers/?whose=all").content.decode()
    )
    # Who may see and not edit is offered nothing.
    client.force_login(cast.dan)
    assert (
        "profile/numbers/" not in client.get("/customers/?lacks=phone").content.decode()
    )


def test_trend_compares_with_thirty_days_ago(cast):
    customer = make_customer(cast.anna)
    Completeness.objects.filter(customer=customer).update(score=70)
    then = TODAY - timedelta(days=32)
    told = {"owner": cast.anna, "branch": cast.east}
    QualityDay.objects.create(on=then, customers=2, points=100, **told)
    QualityDay.objects.create(on=TODAY, customers=2, points=200, **told)
    view = board.view_of(cast.max, NOON)
    (share,) = board.by_owner(view)
    assert (share.score, share.change, share.customers) == (70, 20, 1)
    assert board.whole(view).change == 20
    QualityDay.objects.filter(on=then).delete()
    assert board.whole(view).change is None


def test_the_board_costs_the_same_for_little_and_for_much(client, cast, count_queries):
    make_troubled(cast)
    client.force_login(cast.dan)
    little = count_queries(lambda: client.get("/quality/"))
    for owner in (cast.sam, cast.vera, cast.carol, cast.nina):
        for _round in range(5):
            make_customer(owner)
    assert count_queries(lambda: client.get("/quality/")) == little <= 60


def test_an_empty_archive_says_so(client, cast):
    english(client, cast.dan)
    assert "No customers yet" in client.get("/quality/").content.decode()


def test_at_most_two_questions_stand_on_the_page_and_in_the_visit(client, cast):
    customer = make_customer(cast.anna, phone="", city="")
    english(client, cast.anna)
    for page in (f"/customers/{customer.pk}/", f"/customers/{customer.pk}/visits/new/"):
        html = client.get(page).content.decode()
        asked = re.search(r"Ask:.*?</p>", html, re.DOTALL).group()
        assert len(re.findall("mind-one", asked)) == 2
        assert "phone number" in unescape(asked)
    # Who may not fill it in is not asked to ask.
    client.force_login(cast.dan)
    assert "Ask:" not in client.get(f"/customers/{customer.pk}/").content.decode()


def test_a_rule_is_changed_on_its_page_and_a_stale_page_is_told(client, cast):
    english(client, cast.nina)
    rule = CompletenessRule.objects.get(kind="PERSON", field="PHONE")
    page = f"/quality/rules/{rule.pk}/"
    seen = client.get(page).context["form"].initial["seen"]
    told = {"weight": "30", "tiers": ["S", "A"], "fresh_months": "", "seen": seen}
    assert client.post(page, told).status_code == 302
    rule.refresh_from_db()
    assert (rule.weight, rule.tiers, rule.fresh_months) == (30, "SA", None)
    stale = client.post(page, told | {"weight": "40"})
    assert "Somebody else wrote" in stale.content.decode()
    rule.refresh_from_db()
    assert rule.weight == 30
    refused = client.post(page, told | {"weight": "101", "tiers": []})
    assert set(refused.context["form"].errors) == {"weight", "tiers"}
