"""The pages of tiers: the form of a draft, its buttons, the RFM grid."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Job
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import TierCuts, TierPolicy, TierStrategy
from customers.services import strategies, tier_policies, tier_trials
from customers.tests.tier_builders import TODAY, buy, draft_with, run, try_out

pytestmark = pytest.mark.django_db


def form_of(client, number=2) -> dict:
    form = client.get(f"/tiers/policies/{number}/").context["form"]
    return {name: form[name].value() for name in form.fields} | {
        f"cut_{name}": ", ".join(map(str, form.initial.get(f"cut_{name}", ()) or
                                     form.fields[f"cut_{name}"].initial))
        for name in "rflg"
    } | {"cut_m": "500, 2000, 5000.50, 20000"}  # fmt: skip


def test_the_form_saves_rules_and_cut_points(client, cast):
    tier_policies.draft(actor=cast.max, at=NOON)
    client.force_login(cast.max)
    sent = form_of(client) | {"floor_c": 30, "weight_m": 30, "weight_f": 30}
    assert client.post("/tiers/policies/2/save/", sent).status_code == 302
    draft = TierPolicy.objects.get(number=2)
    assert (draft.floor_c, draft.weight_m, draft.version) == (30, 30, 2)
    cuts = TierCuts.objects.newest(draft)
    assert (cuts.source, cuts.m) == ("TYPED", [50_000, 200_000, 500_050, 2_000_000])


def tried_in_the_browser(client, cast) -> dict:
    """Return the form of a draft that was saved and tried just now."""
    draft = draft_with(cast, floor_c=20)
    client.force_login(cast.max)
    client.post("/tiers/policies/2/save/", form_of(client) | {"floor_c": 25})
    draft.refresh_from_db()
    today = timezone.localdate()
    tier_trials.make(draft, as_of=today, actor=cast.max, at=timezone.now())
    return form_of(client)


def test_the_page_puts_in_force_what_stands_on_it_or_says_that_it_is_not_saved(
    client, cast
):
    shown = tried_in_the_browser(client, cast)
    page = "/tiers/policies/2/activate/"
    answer = client.post(page, shown | {"floor_b": 50})
    assert answer.status_code == 422
    assert "尚未保存" in answer.content.decode()
    assert answer.context["form"]["floor_b"].value() == "50", "what was typed stays"
    assert TierPolicy.objects.in_force().number == 1
    assert client.post(page, {"version": shown["version"]}).status_code == 422
    assert client.post(page, shown).url == "/tiers/"
    in_force = TierPolicy.objects.in_force()
    assert (in_force.number, in_force.floor_c, in_force.floor_b) == (2, 25, 52)
    assert client.post(page, shown).status_code == 422, "the second of two is told"


def test_trying_a_draft_saves_what_stands_on_the_page_first(client, cast):
    tier_policies.draft(actor=cast.max, at=NOON)
    client.force_login(cast.max)
    wrong = client.post("/tiers/policies/2/try/", form_of(client) | {"floor_s": 101})
    assert (wrong.status_code, Job.objects.count()) == (422, 0)
    shown = form_of(client) | {"floor_c": 30, "welcome_tier": "B", "welcome_days": 30}
    assert client.post("/tiers/policies/2/try/", shown).status_code == 302
    draft = TierPolicy.objects.get(number=2)
    assert (draft.floor_c, draft.welcome_tier, draft.welcome_days) == (30, "B", 30)
    assert Job.objects.get().kind == "customers.tier_try"


def test_without_scripts_too_every_button_sends_the_form_itself(client, cast):
    """One that left the form behind would put in force what nobody sees."""
    tried_in_the_browser(client, cast)
    page = client.get("/tiers/policies/2/").content.decode()
    for name in ("try", "activate"):
        button = re.search(rf'<button[^>]*formaction="/tiers/policies/2/{name}/"', page)
        assert 'form="policy-form"' in button[0]
        assert f'<form method="post" action="/tiers/policies/2/{name}/"' not in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"weight_m": 36}, "weight_m"),
        ({"floor_s": 60}, "floor_s"),
        ({"floor_s": 101}, "floor_s"),
        ({"cut_f": "1, 2, 3"}, "cut_f"),
        ({"cut_f": "4, 3, 2, 1"}, "cut_f"),
        ({"cut_m": "a, b, c, d"}, "cut_m"),
        ({"cut_m": "NaN, 1, 2, 3"}, "cut_m"),
        ({"keep_percent": 0}, "keep_percent"),
        ({"lost_days": 100}, "lost_days"),
        ({"welcome_days": 3651}, "welcome_days"),
        ({"welcome_tier": "X"}, "welcome_tier"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client, cast, wrong, field):
    tier_policies.draft(actor=cast.max, at=NOON)
    client.force_login(cast.max)
    answer = client.post("/tiers/policies/2/save/", form_of(client) | wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert TierPolicy.objects.get(number=2).version == 1


def test_pages_cost_the_same_for_two_customers_and_for_twelve(
    client, cast, count_queries
):
    client.force_login(cast.max)
    costs = []
    for more in (2, 10):
        for number in range(more):
            buy(make_customer(cast.anna), TODAY - timedelta(days=3 + number), "9000")
        run()
        draft = draft_with_again(cast)
        try_out(draft, cast)
        pages = ("/tiers/", "/tiers/rfm/", "/tiers/policies/2/moves/",
                 "/customers/?rfm_segment=NEW", "/customers/?rfm=55")  # fmt: skip
        for page in pages:
            client.get(page)
        costs.append([count_queries(lambda: client.get(page)) for page in pages])  # noqa: B023 (called at once)
    assert costs[0] == costs[1]


def draft_with_again(cast) -> TierPolicy:
    draft = tier_policies.draft(actor=cast.max, at=NOON)
    if draft.version == 1:
        draft = draft_with(cast, floor_c=3, floor_b=4, floor_a=5, floor_s=6)
    return draft


def test_the_grid_counts_what_the_reader_sees_and_leads_to_them(client, cast):
    near, far = make_customer(cast.anna, name="近"), make_customer(cast.dora)
    for customer in (near, far):
        buy(customer, TODAY - timedelta(days=3), "9000")
    run()
    client.force_login(cast.anna)
    page = client.get("/tiers/rfm/")
    cells = [cell for _r, row in page.context["rows"] for cell in row]
    (found,) = [cell for cell in cells if cell["customers"]]
    assert found["customers"] == 1
    rows = client.get(found["url"]).context["page"].rows
    assert [row.name for row in rows] == ["近"]


def test_the_grid_leaves_out_where_nobody_stands_and_says_so(client, cast):
    client.force_login(cast.anna)
    for days in (3, 300):
        buy(make_customer(cast.anna), TODAY - timedelta(days=days), "9000")
    run()
    page = client.get("/tiers/rfm/")
    cells = [cell for _r, row in page.context["rows"] for cell in row]
    in_rows = [r for r, row in page.context["rows"] if any(c["customers"] for c in row)]
    assert in_rows == [r for r, _row in page.context["rows"]] == [5, 2]
    assert page.context["columns"] == [1]
    assert sum(cell["customers"] for cell in cells) == 2
    assert page.context["folded"] == ["R4", "R3", "R1", "F5", "F4", "F3", "F2"]
    assert "R4, R3, R1, F5, F4, F3, F2" in page.content.decode()


def test_a_draft_somebody_else_changed_names_it_and_is_saved_again(client, cast):
    draft = draft_with(cast, floor_c=20)
    client.force_login(cast.max)
    sent = form_of(client) | {"floor_c": 25}
    told = {"fields": {"floor_c": 22}, "points": None, "version": draft.version}
    tier_policies.edit(draft, actor=cast.dan, at=NOON, **told)
    page = client.post("/tiers/policies/2/save/", sent)
    assert page.status_code == 422
    assert "22" in str(page.context["form"].errors["floor_c"])
    again = sent | {"version": page.context["form"]["version"].value()}
    assert client.post("/tiers/policies/2/save/", again).status_code == 302
    assert TierPolicy.objects.get(number=2).floor_c == 25


def test_a_strategy_somebody_else_changed_names_it_and_is_saved_again(client, cast):
    strategy = TierStrategy.objects.get(tier="A")
    client.force_login(cast.max)
    url = "/tiers/strategies/A/"
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {k: v for k, v in sent.items() if v not in (None, False)}
    told = {"fields": {"contact_days": 41}, "version": strategy.version, "at": NOON}
    strategies.edit(strategy, actor=cast.dan, **told)
    page = client.post(url, sent | {"contact_days": 42})
    assert "41" in str(page.context["form"].errors["contact_days"])
    version = page.context["form"]["version"].value()
    client.post(url, sent | {"contact_days": 42, "version": version})
    strategy.refresh_from_db()
    assert strategy.contact_days == 42
