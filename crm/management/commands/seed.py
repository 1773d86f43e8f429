from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def add_arguments(self, p):
        p.add_argument("--empty", action="store_true")
        p.add_argument("--customers", type=int)

    def handle(self, **o):
        self.stdout.write("seeded nothing")
