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
            "--empty", action="store_true", help="only one administrator"
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
        self.stdout.write(_told(counts, empty, time.monotonic() - began))

    def _load(self, customers: int, empty: bool) -> load.Counts | None:
        if empty:
            return load.lone_administrator()
        return load.company(customers=customers, at=timezone.now())


def _told(counts: load.Counts | None, empty: bool, seconds: float) -> str:
    if counts is None:
        return "The company is already there; nothing was changed."
    if empty:
        return f"Made one administrator, admin; the password is {PASSWORD}."
    return (
        f"Loaded {counts.people} people, {_some(counts.customers, 'customer')}, "
        f"{_some(counts.purchases, 'purchase line')} and "
        f"{_some(counts.visits, 'visit')} in {seconds:.1f} s. "
        f"Everybody's password is {PASSWORD}."
    )


def _some(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
