"""Figures of complaints: each equals what one counts by hand, and opens its rows."""

from datetime import timedelta
from decimal import Decimal
from statistics import quantiles

import pytest
from django.utils import timezone

from accounts import days
from accounts.models import WorkingCalendar
from complaints import charts, figures, tiles
from complaints.choices import Metric
from complaints.clocks import Span
from complaints.figures import Asked
from complaints.models import Complaint
from complaints.taken import working
from complaints.tests.figure_builders import year_of_complaints
from complaints.tests.offer_builders import decide_offer, propose_offer
from crm.testing.cast import NOON
from customers.models import Customer, Purchase
from customers.tests.purchase_builders import enter_purchase

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
ASKED = Asked(TODAY - timedelta(days=89), TODAY)


@pytest.fixture
def year(cast):
    made = year_of_complaints(cast)
    for place, customer in enumerate(Customer.objects.order_by("pk")):
        for line in range(place + 1):
            enter_purchase(customer, on=TODAY - timedelta(days=40 * line))
    return made


def received_in(asked: Asked) -> list[Complaint]:
    rows = Complaint.objects.prefetch_related("clocks", "lines", "pauses")
    return [
        row for row in rows
        if asked.since <= days.day_of(row.received_at) <= asked.until
        and row.kind == "COMPLAINT" and row.ending != "MERGED"
    ]  # fmt: skip


def is_repeat(row: Complaint) -> bool:
    return row.category_id is not None and any(
        timedelta() < row.received_at - other.received_at <= timedelta(days=90)
        for other in Complaint.objects.exclude(customer=None).filter(
            customer=row.customer_id, category=row.category_id
        )
    )


def was_discontent(row: Complaint) -> bool:
    deeds = [(line.deed, line.actor_id) for line in row.lines.all()]
    return any(
        deed == "REOPENED" and any(later[0] == "ESCALATED" for later in deeds[place:])
        for place, (deed, _actor) in enumerate(deeds)
    )


@pytest.mark.parametrize("ago", [0, 90])
def test_counts_are_those_of_plain_python(cast, year, ago):
    asked = ASKED if not ago else ASKED.before()
    rows = received_in(asked)
    assert rows
    now, _was = figures.both(cast.dan, asked, NOON)
    asked_again = [row for row in rows if row.verified_at or was_discontent(row)]
    content = [row for row in asked_again if not was_discontent(row)]
    assert now.complaints == len(rows)
    assert now.majors == sum(row.severity == 4 for row in rows)
    assert now.repeats == sum(is_repeat(row) for row in rows)
    assert now.reopened == sum(row.reopened_count > 0 for row in rows)
    assert (now.asked, now.content) == (len(asked_again), len(content))


def test_the_story_holds_something_of_everything(cast, year):
    now, _was = figures.both(cast.dan, ASKED, NOON)
    assert (now.complaints, now.majors, now.repeats) == (10, 1, 5)
    assert (now.reopened, now.asked, now.content) == (2, 6, 4)


def test_rates_are_by_customers_and_by_invoices_of_the_period(cast, year):
    now, was = figures.both(cast.dan, ASKED, NOON)
    start, end = days.midnight(ASKED.since), days.end_of(ASKED.until)
    invoices = {
        (line.source, line.invoice)
        for line in Purchase.objects.filter(voided_at=None, is_credit=False)
        if start <= line.bought_at < end
    }
    assert now.orders == len(invoices) > was.orders > 0
    assert now.customers == Customer.objects.count()
    assert now.per_customers == 100 * now.complaints / Customer.objects.count()
    assert now.per_orders == 100 * now.complaints / len(invoices)


def test_an_order_of_several_lines_counts_once_and_a_voided_one_never(cast, year):
    now, _was = figures.both(cast.dan, ASKED, NOON)
    line = Purchase.objects.order_by("pk")[0]
    twin = {"source": line.source, "invoice": line.invoice, "ordinal": 2}
    Purchase.objects.create(
        customer=line.customer, branch=line.branch, bought_at=line.bought_at,
        business_line=line.business_line, quantity=1, unit_price=5, amount=5,
        entered_by=cast.anna, **twin,
    )  # fmt: skip
    again, _was = figures.both(cast.dan, ASKED, NOON)
    assert again.orders == now.orders
    Purchase.objects.filter(invoice=line.invoice, source=line.source).update(
        voided_at=NOON, voided_by=cast.anna, void_reason="输错"
    )
    less, _was = figures.both(cast.dan, ASKED, NOON)
    assert less.orders == now.orders - 1


@pytest.mark.parametrize("metric", list(Metric))
def test_working_time_and_limits_are_those_of_plain_python(cast, year, metric):
    rows = received_in(ASKED)
    hours = WorkingCalendar.objects.hours_for(cast.east.pk)
    took, judged, missed = [], 0, 0
    for row in rows:
        pauses = [Span(each.started_at, each.ended_at) for each in row.pauses.all()]
        clocks = [clock for clock in row.clocks.all() if clock.metric == metric]
        late = [is_late(clock) for clock in clocks]
        judged += any(each is not None for each in late)
        missed += any(late)
        first = next((each for each in clocks if each.round == 0), None)
        if first and first.is_met is not None and row.ending != "WITHDRAWN":
            took.append(
                working(
                    metric, first.started_at, first.ended_at, pauses=pauses, hours=hours
                ).total_seconds()
            )
    timing = figures.both(cast.dan, ASKED, NOON)[0].timing(metric)
    assert (timing.timed, timing.judged, timing.missed) == (len(took), judged, missed)
    if len(took) > 1:
        tenths = quantiles(took, n=10, method="inclusive")
        assert (timing.median, timing.p90) == pytest.approx((tenths[4], tenths[8]))


def is_late(clock) -> bool | None:
    """Say whether a clock was missed; None where that is not known yet."""
    if clock.ended_at is None:
        return True if clock.due_at and clock.due_at < NOON else None
    return None if clock.is_met is None else not clock.is_met


def test_what_the_customer_owed_us_does_not_count(cast):
    hours = WorkingCalendar.objects.hours_for(cast.east.pk)
    morning, hour = NOON.replace(hour=9), timedelta(hours=1)
    pause = [Span(morning + hour, morning + 2 * hour)]
    whole = working(Metric.RESOLVE, morning, NOON, pauses=[], hours=hours)
    less = working(Metric.RESOLVE, morning, NOON, pauses=pause, hours=hours)
    ours = working(Metric.ACKNOWLEDGE, morning, NOON, pauses=pause, hours=hours)
    assert (whole - less, ours) == (hour, whole)
    for_ever = [Span(morning + hour)]
    left = working(Metric.RESOLVE, morning, NOON, pauses=for_ever, hours=hours)
    assert left == hour


def test_the_period_before_is_as_long_and_touches_it(cast):
    before = ASKED.before()
    assert before.until == ASKED.since - timedelta(days=1)
    assert before.length == ASKED.length == timedelta(days=90)


def test_cost_is_what_was_allowed_of_the_complaints_of_the_period(cast, year):
    open_now = [row for row in year if row.is_open][:3]
    for row, amount in zip(open_now, (100, 250, 70), strict=True):
        offer = propose_offer(row, cast.anna, amount=Decimal(amount))
        verdict = "REJECTED" if amount == 70 else "APPROVED"
        decide_offer(offer, cast.max, verdict, decision="按规定办理")
    now, _was = figures.both(cast.dan, ASKED, NOON)
    assert (now.cost, now.compensated) == (350, 2)
    assert figures.rows(cast.dan, ASKED).compensated().count() == 2


def test_the_ages_of_what_is_open_add_up(cast, year):
    found = figures.rows(cast.dan, ASKED)
    count, bands = tiles.backlog(found, ASKED, TODAY)
    ages = [
        (TODAY - days.day_of(row.received_at)).days + 1
        for row in Complaint.objects.open()
    ]
    ends = [0, *tiles.BANDS, 10**6]
    by_hand = [
        sum(less < age <= most for age in ages)
        for less, most in zip(ends, ends[1:], strict=False)
    ]
    assert [band.size for band in bands] == by_hand
    assert count == len(ages) == sum(by_hand)


def test_causes_stand_by_weight_and_add_up_to_all(cast, year):
    whole = Asked(TODAY - timedelta(days=365), TODAY)
    received = figures.within(figures.rows(cast.dan, whole), whole)
    bars, total, unknown = charts.causes(received, whole)
    counts = [bar.size for bar in bars]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == total == Complaint.objects.exclude(cause=None).count()
    assert unknown == Complaint.objects.filter(cause=None).count()
    assert bars[-1].sum_share == pytest.approx(1)


def test_fewer_than_ten_causes_make_no_order(cast, year):
    received = figures.within(figures.rows(cast.dan, ASKED), ASKED)
    bars, total, _unknown = charts.causes(received, ASKED)
    assert (bars, total) == ([], 7)


def test_months_are_thirteen_and_hold_all_of_a_year(cast, year):
    with timezone.override("Asia/Shanghai"):
        months = charts.months(figures.rows(cast.dan, ASKED), ASKED, TODAY)
    assert len(months) == 13
    assert sum(month.size for month in months) == len(year)
    assert [month.is_partial for month in months] == [False] * 12 + [True]
