"""The real file: classes, segments and tiers equal a recomputation from the file."""

import csv
import gzip
from bisect import bisect_left
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import connection, transaction

from crm.testing.cast import NOON, make_cast
from customers.models import Customer, TierAssignment, TierRun, TierStanding
from customers.services import purchases, tier_policies, tier_trials
from customers.tests.test_online_retail import FILE
from customers.tests.test_tier_run import everything
from customers.tests.tier_builders import put_in_force, run

AS_OF = date(2011, 12, 10)
FIRST = AS_OF - timedelta(days=365)
NAMES = {
    "111": "KEY_VALUE", "011": "KEY_KEEP", "101": "KEY_GROW", "001": "KEY_WIN",
    "110": "BASE_VALUE", "010": "BASE_KEEP", "100": "BASE_GROW", "000": "BASE_WIN",
}  # fmt: skip
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not FILE.exists(), reason=f"{FILE} is not there"),
]


def read() -> dict[str, dict]:
    """Return what each customer did, from the lines of the file alone."""
    people = defaultdict(lambda: {"days": set(), "spent": Decimal(0)})
    with gzip.open(FILE, "rt", encoding="utf-8", errors="replace") as file:
        for line in csv.DictReader(file):
            if not line["CustomerID"]:
                continue
            person = people[line["CustomerID"].removesuffix(".0")]
            day = datetime.fromisoformat(line["InvoiceDate"]).date()
            amount = int(line["Quantity"]) * Decimal(line["UnitPrice"])
            if day >= FIRST:
                person["spent"] += amount
            if amount > 0 and not line["InvoiceNo"].startswith("C"):
                person["days"].add(day)
    return dict(people)


def figures(person: dict) -> dict[str, int]:
    days = sorted(person["days"])
    lately = [day for day in days if day >= FIRST]
    cents = (person["spent"] * 100).quantize(Decimal(1), ROUND_HALF_UP)
    tenure = 0
    if days:
        tenure = (AS_OF.year - days[0].year) * 12 + AS_OF.month - days[0].month
        tenure -= days[0].day > AS_OF.day
    return {
        "R": (AS_OF - days[-1]).days if days else None,
        "T": (AS_OF - days[0]).days if days else None,
        "F": len(lately), "M": int(cents), "L": tenure,
        "G": len({day.month for day in lately if day >= date(2011, 1, 1)}),
    }  # fmt: skip


def quintiles(values: list[int]) -> list[int]:
    """Return the smallest values that 20, 40, 60 and 80 % of them do not exceed."""
    found, reached = [], 0
    for value, count in sorted(Counter(values).items()):
        reached += count
        while len(found) < 4 and reached * 5 >= len(values) * (len(found) + 1):
            found.append(value)
    return found


def classes(of: dict[str, int], cuts: dict[str, list[int]]) -> dict[str, int]:
    made = {name: 1 + bisect_left(cuts[name], of[name]) for name in "FMLG"}
    never = of["R"] is None
    return made | {"R": 1 if never else 5 - bisect_left(cuts["R"], of["R"])}


def segment(of: dict[str, int], made: dict[str, int]) -> str:
    if of["R"] is None:
        return "NONE"
    if of["T"] <= 60:
        return "NEW"
    if of["R"] > 365:
        return "LOST" if of["R"] > 730 else "DORMANT"
    return NAMES["".join(str(int(made[name] >= 4)) for name in "RFM")]


def tier(made: dict[str, int]) -> str:
    weights = {"M": 7, "F": 5, "R": 3, "L": 3, "G": 2}
    score = sum(weight * made[name] for name, weight in weights.items())
    return next(
        t
        for t, least in zip("SABCD", (88, 72, 52, 34, 0), strict=True)
        if score >= least
    )


@pytest.fixture(scope="module")
def imported(django_db_setup, django_db_blocker):
    """The file in the ledger, and what it says of each customer by itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        order = purchases.Order(FILE, "retail", cast.anna, cast.east)
        purchases.bring_in(order, at=NOON)
        # Half a million foreign keys that wait to be checked slow every trigger down.
        connection.check_constraints()
        yield cast, {key: figures(person) for key, person in read().items()}
        transaction.set_rollback(True)


@pytest.fixture
def measured(imported, undone):
    run(AS_OF)
    return imported[1]


def recomputed(facts: dict) -> dict[str, dict]:
    """Return key → classes as of the day, with cut points from the file."""
    buyers = [of for of in facts.values() if of["F"]]
    cuts = {name: quintiles([of[name] for of in buyers]) for name in "RFMLG"}
    return {key: classes(of, cuts) for key, of in facts.items()}


def standings() -> dict[str, TierStanding]:
    rows = TierStanding.objects.select_related("customer")
    return {one.customer.external_key: one for one in rows}


def test_figures_classes_and_segments_equal_those_of_the_file(measured):
    assert len(measured) == 4_372
    made, stored = recomputed(measured), standings()
    assert stored.keys() == made.keys()
    for key, of in measured.items():
        one = stored[key]
        assert (one.order_days, one.spend_fen, one.order_months) == (
            of["F"], of["M"], of["G"],
        ), key  # fmt: skip
        found = {name: getattr(one, f"{name.lower()}_class") for name in "RFMLG"}
        assert found == made[key], key
        assert one.segment == segment(of, made[key]), key
    counts = Counter(one.segment for one in stored.values())
    assert counts["NONE"] == 4_372 - 4_338
    assert sum(counts.values()) == 4_372


def test_the_shipped_policy_assigns_everybody(measured):
    made = recomputed(measured)
    tiers = dict(Customer.objects.values_list("external_key", "tier"))
    assert len(tiers) == TierStanding.objects.filter(policy__number=1).count() == 4_372
    for key, of in measured.items():
        # Whoever never paid for anything keeps the tier he came with.
        assert tiers[key] == ("C" if of["R"] is None else tier(made[key])), key
    assert set(tiers.values()) == set("SABCD")
    assert TierAssignment.objects.filter(kind="FIRST").count() == 4_338


def test_new_customers_are_cared_for_like_those_of_tier_a(measured):
    stored, lifted = standings(), 0
    for key, of in measured.items():
        is_new = of["T"] is not None and of["T"] <= 90
        left = 90 - of["T"] if is_new else None
        until = AS_OF + timedelta(days=left) if is_new else None
        told = ("A" if is_new else "", until)
        assert (stored[key].welcome_tier, stored[key].welcome_until) == told, key
        lifted += is_new and stored[key].customer.tier in "BCD"
    run_of_all = TierRun.objects.get()
    assert run_of_all.welcome_count == lifted > 100
    assert (run_of_all.first_count, run_of_all.raised_count) == (4_338, 0)


def test_running_twice_changes_nothing(measured):
    before = everything()
    assert run(AS_OF).changed == 0
    assert everything() == before


def test_the_dry_run_of_a_changed_policy_equals_what_then_happens(measured, imported):
    cast, _facts = imported
    draft = tier_policies.draft(actor=cast.max, at=NOON)
    fields = {"weight_m": 20, "weight_f": 40, "floor_s": 80, "floor_a": 60}
    fields |= {"welcome_tier": "B", "welcome_days": 45}
    tier_policies.edit(
        draft, actor=cast.max, fields=fields, points=None, version=1, at=NOON
    )
    draft.refresh_from_db()
    trial = tier_trials.make(draft, as_of=AS_OF, actor=cast.max, at=NOON)
    would = {(one.customer_id, one.from_tier, one.to_tier)
             for one in trial.moves.all()}  # fmt: skip
    stood = dict(Customer.objects.values_list("pk", "tier"))

    put_in_force(draft, cast.max, on=AS_OF)
    run(AS_OF)

    now = dict(Customer.objects.values_list("pk", "tier"))
    moved = {(pk, stood[pk], now[pk]) for pk in stood if stood[pk] != now[pk]}
    assert moved == would
    assert len(would) > 100
    assert TierRun.objects.latest("pk").welcome_count == trial.welcome_count > 100
    assert sum(count for _from, _to, count in trial.counts) == len(would)
