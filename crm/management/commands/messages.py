"""Brings the Chinese catalogue in step with code and templates, and compiles it."""

from django.core.management.base import BaseCommand

from crm import catalog


class Command(BaseCommand):
    help = "Collect messages, keep their translations, compile; list what is missing."
    requires_system_checks = []

    def handle(self, *args, **options):
        current = catalog.merged()
        catalog.write(current)
        missing = catalog.untranslated(current)
        for message in missing:
            self.stdout.write(message)
        self.stdout.write(f"{len(current)} messages, {len(missing)} untranslated.")
