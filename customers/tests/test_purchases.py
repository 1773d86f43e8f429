"""Invoice data becomes a ledger: all of it, once, and the figures with it."""

import io
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.utils import timezone

from accounts.models import AuditEntry
from crm.testing.cast import NOON
from customers.models import Customer, Purchase
from customers.services import purchases
from customers.services.purchases import Order

EXCERPT = Path(__file__).parent / "data" / "online_retail_excerpt.csv"


@pytest.fixture
def order(cast):
    return Order(EXCERPT, "shop", cast.anna, cast.east)


def state():
    """Return everything an import leaves, without the keys it happened to draw."""
    bought = Purchase.objects.order_by("invoice", "ordinal").values_list(
        "customer__external_key", "source", "invoice", "ordinal", "bought_at",
        "item_code", "item", "quantity", "unit_price", "amount", "is_credit",
    )  # fmt: skip
    customers = Customer.objects.order_by("external_key").values_list(
        "external_key", "name", "city", "owner", "branch", "purchase_count",
        "purchase_total", "last_purchase_on", "next_contact_on", "last_contact_at",
    )  # fmt: skip
    return list(bought), list(customers)


def test_every_line_with_a_customer_is_stored_and_the_rest_reported(order):
    report = purchases.bring_in(order, at=NOON)
    assert (report.read, report.stored, report.without_customer) == (292, 288, 4)
    assert (report.wrong_count, len(report.invoices)) == (0, 20)
    assert (report.customers_new, len(report.customers)) == (17, 17)


def test_the_sums_of_each_month_are_those_of_the_file(order):
    purchases.bring_in(order, at=NOON)
    rows = Purchase.objects.of_source("shop").by_month()
    assert [
        (
            f"{r['month']:%Y-%m}",
            r["lines"],
            r["invoices"],
            r["quantities"],
            r["revenue"],
        )
        for r in rows
    ] == [
        ("2010-12", 238, 16, 1417, Decimal("3044.10")),
        ("2011-01", 29, 1, 305, Decimal("344.81")),
        ("2011-12", 21, 3, 291, Decimal("729.29")),
    ]


def test_repeated_lines_are_all_kept(order):
    purchases.bring_in(order, at=NOON)
    same = ["invoice", "item_code", "quantity", "unit_price", "bought_at", "item"]
    repeated = Purchase.objects.values(*same).annotate(n=Count("pk")).filter(n__gt=1)
    assert repeated


def test_a_credit_note_lowers_what_was_bought_and_is_no_purchase(order):
    purchases.bring_in(order, at=NOON)
    credited = Purchase.objects.get(invoice="C536379")
    assert credited.is_credit
    assert credited.amount < 0
    customer = Customer.objects.get(external_key="14527")
    assert (customer.purchase_count, customer.last_purchase_on) == (0, None)
    assert customer.purchase_total == Decimal("-27.50")


def test_customers_carry_their_number_their_owner_and_their_figures(cast, order):
    purchases.bring_in(order, at=NOON)
    customer = Customer.objects.get(external_source="shop", external_key="17850")
    assert (customer.name, customer.city) == ("客户 17850", "United Kingdom")
    assert (customer.owner, customer.branch) == (cast.anna, cast.east)
    assert (customer.purchase_count, f"{customer.last_purchase_on}") == (
        2,
        "2010-12-01",
    )
    assert customer.search
    entry = AuditEntry.objects.get(customer_id=customer.pk)
    assert (entry.action, entry.actor) == ("customer.imported", cast.anna)
    assert entry.changes == {"file": [None, order.path.name]}
    assert (customer.next_contact_on, customer.last_contact_at) == (None, None)


def test_times_are_those_of_the_shop_not_of_greenwich(order):
    purchases.bring_in(order, at=NOON)
    line = Purchase.objects.get(invoice="536365", ordinal=1)
    local = timezone.localtime(line.bought_at, timezone.get_default_timezone())
    assert f"{local:%F %T}" == "2010-12-01 08:26:00"


def test_a_second_import_changes_nothing(order):
    purchases.bring_in(order, at=NOON)
    before, trail = state(), AuditEntry.objects.count()
    report = purchases.bring_in(order, at=NOON + timedelta(days=1))
    assert (report.stored, report.already_there) == (0, 288)
    assert (report.customers_new, len(report.customers)) == (0, 17)
    assert state() == before
    assert AuditEntry.objects.count() == trail == 18


def test_a_run_that_breaks_off_is_run_again_and_ends_the_same(
    order, monkeypatch, settings
):
    purchases.bring_in(order._replace(source="whole"), at=NOON)
    monkeypatch.setattr(purchases, "CHUNK", 40)

    def broken_off(report):
        if report.read == 120:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        purchases.bring_in(order, at=NOON, heard=broken_off)
    assert 0 < Purchase.objects.of_source("shop").count() < 288
    purchases.bring_in(order, at=NOON)
    whole, again = ledger("whole"), ledger("shop")
    assert whole == again


def ledger(source):
    bought, customers = state()
    keys = set(
        Customer.objects.from_source(source).values_list("external_key", flat=True)
    )
    figures = sorted(
        Customer.objects.from_source(source).values_list(
            "external_key", "purchase_count", "purchase_total"
        )
    )
    return [r[0:1] + r[2:] for r in bought if r[1] == source], keys, figures


def test_one_customer_in_two_files_counts_the_invoices_of_both(cast, order, tmp_path):
    purchases.bring_in(order, at=NOON)
    more = tmp_path / "more.csv"
    head, first = EXCERPT.read_text().splitlines()[:2]
    more.write_text("\n".join([head, first.replace("536365", "900001")]))
    purchases.bring_in(order._replace(path=more), at=NOON)
    assert Customer.objects.get(external_key="17850").purchase_count == 3


def test_dates_can_be_moved_by_whole_weeks_next_to_today(order):
    shift = purchases.weeks_to(EXCERPT, "shop", at=NOON)
    purchases.bring_in(order._replace(shift=shift), at=NOON)
    last = Purchase.objects.order_by("-bought_at")[0].bought_at
    assert shift % timedelta(weeks=1) == timedelta(0)
    assert timedelta(0) <= NOON - last < timedelta(days=7)


def test_moved_a_second_time_a_week_later_they_stay_where_they_are(order):
    shift = purchases.weeks_to(EXCERPT, "shop", at=NOON)
    purchases.bring_in(order._replace(shift=shift), at=NOON)
    later = NOON + timedelta(days=9)
    assert purchases.weeks_to(EXCERPT, "shop", at=later) == shift


def command(*arguments, **options):
    out = io.StringIO()
    given = {"owner": "anna", "branch": "EAST", "stdout": out} | options
    call_command("import_purchases", *arguments, **given)
    return out.getvalue()


def test_the_command_reports_what_it_read_and_what_it_cost(cast):
    told = command(str(EXCERPT))
    for words in ("stored                           288", "2011-12", "729.29", "MB"):
        assert words in told


def test_wrong_lines_are_told_and_counted_not_fatal(cast, tmp_path):
    head, first = EXCERPT.read_text().splitlines()[:2]
    bad = first.replace(",6,", ",six,")
    path = tmp_path / "bad.csv"
    path.write_text("\n".join([head, *[bad] * 25, first]))
    told = command(str(path))
    assert "line 2: quantity 'six' is no whole number" in told
    assert "… and 5 more" in told
    assert Purchase.objects.get().ordinal == 26


@pytest.mark.parametrize(
    ("arguments", "options", "words"),
    [
        (["/nowhere.csv"], {}, "no file"),
        ([str(EXCERPT)], {"owner": "nobody"}, "no user"),
        ([str(EXCERPT)], {"owner": "adam"}, "no user who may own"),
        ([str(EXCERPT)], {"branch": "MOON"}, "no branch"),
        ([str(EXCERPT)], {"branch": "WEST"}, "anna works at EAST, not at WEST"),
        ([str(EXCERPT)], {"source": "s" * 41}, "at most 40"),
    ],
)
def test_a_command_that_cannot_be_done_says_why_and_changes_nothing(
    cast, arguments, options, words
):
    with pytest.raises(CommandError, match=words):
        command(*arguments, **options)
    assert not Customer.objects.exists()
