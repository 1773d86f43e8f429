"""`manage.py seed`: loads the demo company, once, and never into a real product."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.refused import Refused
from crm.demo import load
from crm.demo.people import PASSWORD

CUSTOMERS = 2000


class Command(BaseCommand):
    help = (
        "Load the demo company, an invented dealer group. A second run changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--customers", type=int, default=CUSTOMERS, help="how many (%(default)s)"
        )
        parser.add_argument(
            "--empty", action="store_true", help="only one branch and its administrator"
        )

    def handle(self, *args, customers, empty, **options):
        if settings.IS_PRODUCTION:
            raise CommandError(
                "The demo company has passwords that everybody knows, so it is not "
                "loaded in production. Set CRM_MODE=demo to try the product."
            )
        if customers < 1:
            raise CommandError("--customers takes a number from 1 on.")
        began = time.monotonic()
        try:
            counts = self._load(customers, empty)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self._tell(counts, time.monotonic() - began)

    def _load(self, customers: int, empty: bool) -> load.Counts | None:
        if empty:
            return load.lone_administrator()
        return load.company(customers=customers, at=timezone.now())

    def _tell(self, counts: load.Counts | None, seconds: float) -> None:
        if counts is None:
            self.stdout.write("The company is already there; nothing was changed.")
            return
        self.stdout.write(
            f"Loaded {counts.people} people, {counts.customers} customers, "
            f"{counts.purchases} purchase lines and {counts.visits} visits "
            f"in {seconds:.1f} s. Everybody's password is {PASSWORD}."
        )
