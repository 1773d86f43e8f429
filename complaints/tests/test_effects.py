"""The effect of an improvement: recovered where it is, not invented where it is not."""

import random
from datetime import timedelta
from itertools import product
from math import comb, exp, prod
from statistics import NormalDist

import pytest

from accounts.models import Branch, Notice
from accounts.refused import Refused
from complaints import tasks
from complaints.effects import Cell, Z, compare
from complaints.models import Cause, EffectCheck
from complaints.services import effects
from complaints.tests.improvement_builders import (
    SOON,
    finish,
    open_improvement,
    pour_complaints,
    standing,
)
from crm.testing.builders import make_customer
from crm.testing.cast import NOON

DAYS = 30
BEFORE = {"since": SOON - timedelta(days=29), "until": SOON - timedelta(days=1)}
AFTER = {"since": SOON + timedelta(days=1), "until": SOON + timedelta(days=29)}


def poisson(dice: random.Random, mean: float) -> int:
    """Draw from a Poisson distribution, by Knuth's product of uniforms."""
    left, drawn = exp(-mean), 0
    product = dice.random()
    while product > left:
        product *= dice.random()
        drawn += 1
    return drawn


def drawn(dice, *, rate: float, becomes: float, drift: float = 1.0):
    """Draw one company: 2,000 customers here, 8,000 elsewhere, and what changed."""
    here = [Cell(poisson(dice, 2000 * each), 2000) for each in (rate, becomes * drift)]
    free = [Cell(poisson(dice, 8000 * each), 8000) for each in (rate, rate * drift)]
    return compare(tuple(here), tuple(free))


def test_a_synthetic_effect_is_recovered_whatever_happened_everywhere():
    """Complaints fall from 60 to 20 where it was done, while all fall by a fifth."""
    dice = random.Random(20261123)
    found = [drawn(dice, rate=0.03, becomes=0.0125, drift=0.8) for _run in range(400)]
    true = (0.0125 - 0.03) * 0.8
    mean = sum(one.change for one in found) / len(found)
    assert mean == pytest.approx(true, rel=0.05)
    covered = sum(one.low <= true <= one.high for one in found) / len(found)
    assert covered >= 0.92
    effective = sum(one.verdict == "EFFECTIVE" for one in found)
    assert effective / len(found) > 0.75


def test_a_null_effect_is_told_as_none_or_unclear():
    dice = random.Random(42)
    found = [drawn(dice, rate=0.03, becomes=0.03, drift=0.8) for _run in range(400)]
    effective = sum(one.verdict == "EFFECTIVE" for one in found)
    # At most what an interval of 95 in 100 lets slip on one side, and some chance.
    assert effective / len(found) < 0.045


def test_much_data_without_a_change_says_no_effect():
    cells = Cell(4000, 100_000), Cell(4010, 100_000)
    assert compare(cells, cells).verdict == "NO_EFFECT"


def test_more_complaints_than_elsewhere_are_no_effect():
    found = compare((Cell(40, 1000), Cell(90, 1000)), (Cell(400, 10000),) * 2)
    assert (found.verdict, found.low > 0) == ("NO_EFFECT", True)


@pytest.mark.parametrize(
    ("here", "elsewhere"),
    [
        # Nine complaints are too few, however they fell.
        ((Cell(9, 1000), Cell(0, 1000)), (Cell(90, 9000), Cell(90, 9000))),
        ((Cell(60, 1000), Cell(5, 1000)), (Cell(5, 900), Cell(4, 900))),
        # Nobody to compare with.
        ((Cell(60, 1000), Cell(5, 1000)), (Cell(0, 0), Cell(0, 0))),
        # The interval holds zero, and much besides.
        ((Cell(12, 1000), Cell(9, 1000)), (Cell(100, 9000), Cell(100, 9000))),
    ],
)
def test_what_cannot_be_told_is_unclear(here, elsewhere):
    assert compare(here, elsewhere).verdict == "UNCLEAR"


def test_the_interval_is_walds_worked_by_hand():
    """40/1000 -> 20/1000 here, 90/3000 -> 60/3000 elsewhere."""
    found = compare((Cell(40, 1000), Cell(20, 1000)), (Cell(90, 3000), Cell(60, 3000)))
    # (0.020 - 0.040) - (0.020 - 0.030) = -0.010; variance 60e-6 + 150/9e6.
    assert found.change == pytest.approx(-0.010)
    assert found.high - found.change == pytest.approx(1.959964 * 0.0087560, rel=1e-4)


def weights(mean: float) -> list[tuple[int, float]]:
    """Return (count, probability) of a Poisson count, but for what hardly ever is."""
    chances, chance = [], exp(-mean)
    for count in range(40):
        chances.append((count, chance))
        chance *= mean / (count + 1)
    return [each for each in chances if each[1] > 1e-4]


def test_at_the_fewest_counted_nineteen_intervals_of_twenty_hold_the_truth():
    """Every outcome of four counts of 5, weighed by its exact probability."""
    covered = effective = 0.0
    for four in product(weights(5), repeat=4):
        cells = [Cell(count, 900) for count, _chance in four]
        found = compare(tuple(cells[:2]), tuple(cells[2:]))
        chance = prod(each for _count, each in four)
        covered += chance * (found.low <= 0 <= found.high)
        effective += chance * (found.verdict == "EFFECTIVE")
    assert covered == pytest.approx(0.95, abs=0.01)
    assert effective < 0.025


def exact(total: int) -> int:
    """Return the most complaints after that of `total` still are significantly fewer.

    Given their sum, the later of two counts of one rate is binomial with a half; two
    sides, 5 in 100.
    """
    tails = [sum(comb(total, each) for each in range(most + 1)) / 2**total
             for most in range(total)]  # fmt: skip
    return sum(tail <= 0.025 for tail in tails) - 1


@pytest.mark.parametrize("total", range(10, 81, 5))
def test_against_a_still_world_it_says_what_the_exact_test_says(total):
    still = (Cell(10**6, 10**9),) * 2
    found = [compare((Cell(total - after, 1000), Cell(after, 1000)), still)
             for after in range(total)]  # fmt: skip
    most = sum(one.verdict == "EFFECTIVE" for one in found) - 1
    assert exact(total) <= most <= exact(total) + 1


def test_the_interval_leaves_one_in_forty_on_each_side():
    assert pytest.approx(NormalDist().inv_cdf(0.975), abs=1e-6) == Z


def company(cast, *, before: int, after: int, elsewhere: int):
    """Done in the east; the west is untouched. Five customers in each."""
    for person in (cast.anna, cast.dora):
        for _number in range(5):
            make_customer(person, at=NOON - timedelta(days=200))
    pour_complaints(cast.east, before, **BEFORE)
    pour_complaints(cast.east, after, **AFTER)
    pour_complaints(cast.west, elsewhere, **BEFORE)
    pour_complaints(cast.west, elsewhere, **AFTER)
    return finish(open_improvement(cast.anna), cast.anna)


def run(days: int = DAYS + 1) -> int:
    at = SOON + timedelta(days=days)
    return effects.compute_due(today=at.date(), at=at)


def test_the_clock_compares_what_is_due_once_and_tells_the_judge(cast):
    done = company(cast, before=60, after=15, elsewhere=40)
    assert run(DAYS) == 0
    assert run() == 1
    assert run() == 0
    check = done.checks.get(window_days=30)
    assert (check.before_count, check.after_count) == (60, 15)
    assert (check.control_before_count, check.control_after_count) == (40, 40)
    assert (check.before_base, check.control_branches) == (5, 1)
    assert check.proposed == "EFFECTIVE"
    assert check.change == pytest.approx(-9)
    assert check.low < check.change < check.high < 0
    notices = Notice.objects.filter(kind="complaints.effect_computed")
    assert [notice.user for notice in notices] == [cast.dan]
    assert standing(done).state == "DONE"


def test_no_change_anywhere_is_not_called_a_success(cast):
    done = company(cast, before=40, after=40, elsewhere=40)
    run()
    assert done.checks.get(window_days=30).proposed == "UNCLEAR"


def test_a_branch_that_did_the_same_is_no_untouched_one(cast):
    north = Branch.objects.create(code="NORTH", name="北城店", city="沈阳")
    done = company(cast, before=60, after=15, elsewhere=40)
    finish(open_improvement(cast.dora), cast.dora)
    pour_complaints(north, 12, **BEFORE)
    run()
    check = done.checks.get(window_days=30)
    assert (check.control_branches, check.proposed) == (0, "UNCLEAR")
    assert check.change is None


def test_what_is_still_investigated_counts_as_of_the_cause(cast):
    """Else the newest complaints, whose cause nobody knows, would look like success."""
    skill = Cause.objects.get(code="skill")
    pour_complaints(cast.east, 20, cause=skill, **BEFORE)
    pour_complaints(cast.east, 20, **AFTER)
    make_customer(cast.anna, at=NOON - timedelta(days=200))
    people = Cause.objects.get(code="people")
    done = finish(open_improvement(cast.anna, cause=people), cast.anna)
    run()
    check = done.checks.get(window_days=30)
    assert (check.before_count, check.after_count) == (20, 20)


def judge(check, actor, verdict, note="", days: int = 31):
    at = SOON + timedelta(days=days)
    effects.judge(check, actor=actor, verdict=verdict, note=note, at=at)


def test_done_without_effect_is_a_legal_end_and_a_person_says_so(cast):
    done = company(cast, before=40, after=40, elsewhere=40)
    run()
    run(91)
    soon, late = done.checks.in_order()
    with pytest.raises(Refused, match="say why|说明"):
        judge(soon, cast.dan, "NO_EFFECT")
    judge(soon, cast.dan, "UNCLEAR")
    assert (standing(done).state, standing(done).effect) == ("DONE", "UNCLEAR")
    judge(late, cast.dan, "NO_EFFECT", "三个月来没有变化", days=91)
    now = standing(done)
    assert (now.state, now.effect) == ("CHECKED", "NO_EFFECT")
    told = Notice.objects.filter(kind="complaints.effect_judged", user=cast.anna)
    assert [row.params["verdict"] for row in told.order_by("pk")] == [
        "UNCLEAR", "NO_EFFECT"
    ]  # fmt: skip


def test_nobody_judges_his_own_work_nor_what_is_not_his_nor_twice(cast):
    done = company(cast, before=60, after=15, elsewhere=40)
    check = done.checks.get(window_days=30)
    with pytest.raises(Refused):
        judge(check, cast.dan, "EFFECTIVE")
    run()
    with pytest.raises(Refused, match="may not|无权"):
        judge(check, cast.max, "EFFECTIVE")
    judge(check, cast.dan, "EFFECTIVE")
    with pytest.raises(Refused):
        judge(check, cast.dan, "EFFECTIVE")
    mine = finish(open_improvement(cast.dan, branch=cast.west), cast.dan)
    run()
    with pytest.raises(Refused, match="own work|自己"):
        judge(mine.checks.get(window_days=30), cast.dan, "UNCLEAR")


def test_the_task_twice_in_a_row_does_nothing_the_second_time(cast):
    company(cast, before=12, after=3, elsewhere=12)
    EffectCheck.objects.filter(window_days=30).update(due_on="2026-01-01")
    assert tasks.compare_effects() == 1
    assert tasks.compare_effects() == 0
