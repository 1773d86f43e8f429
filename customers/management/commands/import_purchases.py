"""Brings an invoice file into the ledger: manage.py import_purchases FILE."""

import re
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Branch, User
from customers.choices.archive import BusinessLine
from customers.invoices import UnreadableFile
from customers.models import Purchase
from customers.services import purchases
from customers.services.purchases import Order, Report

LONGEST_SOURCE = 40


class Command(BaseCommand):
    help = (
        "Import purchases from invoice data with the columns InvoiceNo, StockCode, "
        "Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country. "
        "Run again it stores only what is missing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a .csv or .csv.gz file")
        parser.add_argument(
            "--owner", required=True, help="user who owns the customers"
        )
        parser.add_argument("--branch", required=True, help="code of their branch")
        parser.add_argument("--source", help="name of the data (default: of the file)")
        parser.add_argument(
            "--business-line",
            default=BusinessLine.RETAIL.value,
            choices=BusinessLine.values,
        )
        parser.add_argument(
            "--shift-to-today",
            action="store_true",
            help="move all dates by whole weeks: the last one falls in the last 7 days",
        )

    def handle(self, **options):
        began = time.monotonic()
        try:
            order = ordered(options)
            if options["shift_to_today"]:
                now = timezone.now()
                shift = purchases.weeks_to(order.path, order.source, at=now)
                order = order._replace(shift=shift)
            report = purchases.bring_in(order, at=timezone.now(), heard=self.tell)
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        self.report(order, report, time.monotonic() - began)

    def tell(self, report: Report) -> None:
        self.stdout.write(f"{report.read:,} lines read, {report.stored:,} stored")

    def report(self, order: Order, report: Report, seconds: float) -> None:
        write = self.stdout.write
        write("")
        for label, figure in figures(report):
            write(f"{label:<24}{figure:>12,}")
        if order.shift:
            write(f"{'dates moved by weeks':<24}{order.shift // timedelta(7):>12,}")
        for line in report.wrong:
            write(f"line {line.number}: {line.wrong}")
        if report.wrong_count > len(report.wrong):
            write(f"… and {report.wrong_count - len(report.wrong):,} more")
        write("")
        write(f"In the ledger from {order.source}:")
        write(
            f"{'month':<9}{'lines':>9}{'invoices':>10}{'quantity':>12}{'revenue':>16}"
        )
        for row in Purchase.objects.of_source(order.source).by_month():
            write(
                f"{row['month']:%Y-%m}  {row['lines']:>9,}{row['invoices']:>10,}"
                f"{row['quantities']:>12,}{row['revenue']:>16,.2f}"
            )
        write("")
        write(f"{seconds:.1f} s, at most {peak_megabytes():.0f} MB")


def ordered(options: dict) -> Order:
    """Return what the command line asks for, or say what of it is not there."""
    path = options["file"]
    if not path.is_file():
        raise CommandError(f"There is no file {path}.")
    owners = User.objects.owners().select_related("branch")
    owner = owners.filter(username=options["owner"]).first()
    if owner is None:
        raise CommandError(f"{options['owner']} is no user who may own customers.")
    branch = Branch.objects.filter(code=options["branch"]).first()
    if branch is None:
        raise CommandError(f"There is no branch with the code {options['branch']}.")
    if branch.pk != owner.branch_id:
        raise CommandError(
            f"{owner.username} works at {owner.branch.code}, not at {branch.code}: "
            "customers belong to the branch of their owner."
        )
    source = options["source"] or path.name.split(".")[0]
    if len(source) > LONGEST_SOURCE:
        raise CommandError(f"A source has at most {LONGEST_SOURCE} characters.")
    line = BusinessLine(options["business_line"])
    return Order(path, source, owner, branch, line)


def figures(report: Report) -> list[tuple[str, int]]:
    known = len(report.customers) - report.customers_new
    return [
        ("lines read", report.read),
        ("stored", report.stored),
        ("already there", report.already_there),
        ("without customer", report.without_customer),
        ("not understood", report.wrong_count),
        ("invoices and credits", len(report.invoices)),
        ("customers new", report.customers_new),
        ("customers known", known),
    ]


def peak_megabytes() -> float:
    """Return the most memory this program has held, as the kernel counted it.

    On Linux `getrusage` would also count what the process held that started us.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
