"""Measures the pages about complaints against floors, and the sweep of the clocks."""

import datetime
import os
import sys
import threading
import time
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "crm.settings"
django.setup()

# Only a set-up Django can import what follows.
from django.conf import settings  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Role, User, WorkingCalendar  # noqa: E402
from accounts.services import calendars  # noqa: E402
from bench import complaint_data, data  # noqa: E402
from bench.measure import Page, costs, floors, get, spent  # noqa: E402
from complaints.clocks import opening  # noqa: E402
from complaints.filters import Tab  # noqa: E402
from complaints.models import Clock, Complaint, Line  # noqa: E402
from complaints.services import reckoning, sweeping  # noqa: E402

MOST, ROUNDS = 4.0, 1
# Of a sweep over some hundred due ones; of counting every open one anew, CPU seconds.
MOST_SECONDS, MOST_COUNTED = 10.0, 60.0
# Late at once: on a busy morning, and after the clock was down for long.
MANY, WORST = 500, 10_000


def make(customers: int, complaints: int, still_open: int) -> User:
    """Grow the company and return who sees all of it."""
    staff = data.make_staff()
    with connections["owner"].cursor() as cursor:
        data.make_customers(cursor, customers, staff)
        complaint_data.make(cursor, customers, complaints, still_open, staff)
        # As autovacuum leaves the tables of a company that works.
        cursor.execute("VACUUM (ANALYZE)")
    # Who has an address gets a letter with each notice.
    User.objects.filter(pk__in=staff).update(email="bench@example.cn")
    director = User.objects.get(username="bench2")
    director.roles.add(Role.objects.get(code="director"))
    return director


def pages() -> list[Page]:
    """Return what is asked of whom: queue, board, analysis, one complaint, customer."""
    one = Complaint.objects.open().exclude(customer=None).order_by("pk")[10]
    today = timezone.localdate()
    queue = [
        Page(f"queue {tab}", "regions/8", get(f"/complaints/?tab={tab}")) for tab in Tab
    ]
    return queue + [
        Page("board", "regions/12", get("/complaints/board/")),
        Page("analysis", "figures", get("/complaints/analysis/")),
        Page("analysis of a year", "figures/365",
             get(f"/complaints/analysis/?since={today - datetime.timedelta(364)}")),
        Page("one complaint", "regions/12", get(one.get_absolute_url())),
        Page("customer page", "regions/12", get(one.customer.get_absolute_url())),
    ]  # fmt: skip


def measure(user: User) -> list[str]:
    """Print what each page costs; return those above the limit."""
    client, over = Client(), []
    bottoms = floors() | {
        # Of a queue: its rows, its calendars, and a count beside each of six views.
        "regions/8": get("/floor/regions/8/"),
        "figures": get("/floor/figures/90/"),
        "figures/365": get("/floor/figures/365/"),
    }
    client.force_login(user)
    for page in pages():
        asks = [bottoms[page.floor], page.ask]
        (floor_ms, floor_queries), (ms, queries) = costs(client, asks, ROUNDS)
        print(f"{page.name:<20} {ms:8.2f} ms {queries:>3} queries   {page.floor:<11} "
              f"{floor_ms:8.2f} ms {floor_queries:>3} queries   "
              f"{ms / floor_ms:5.2f} x floor", flush=True)  # fmt: skip
        if ms / floor_ms > MOST:
            over.append(page.name)
    return over


def sweep(count: int) -> float:
    """Sweep with so many late, then twice at once; return the seconds of one."""
    at = opening(WorkingCalendar.objects.hours_for(None), timezone.now())
    late = list(Clock.objects.running().order_by("pk").values_list("pk")[:count])
    due_at = at - datetime.timedelta(minutes=5)
    # What else is due by then stands aside: so many are told, and no more.
    Clock.objects.step_due(at).update(next_step_at=None)
    Clock.objects.filter(pk__in=[pk for (pk,) in late]).update(
        due_at=due_at, warn_at=due_at, next_step_at=due_at, warned_at=None, step=0
    )
    began = time.monotonic()
    told = sweeping.take_steps(at=at)
    took = time.monotonic() - began
    print(f"sweep over {Clock.objects.running().count():,} running clocks: "
          f"{told:,} told in {took:.2f} s", flush=True)  # fmt: skip
    counted, lines = [], Line.objects.count()

    def again():
        counted.append(sweeping.take_steps(at=at))
        connection.close()

    threads = [threading.Thread(target=again) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"twice at once after it: {counted} told, {Line.objects.count() - lines} "
          f"lines more", flush=True)  # fmt: skip
    return took


def count_anew(actor: User) -> float:
    """Edit the calendar and follow it; return the CPU seconds that took."""
    calendar, at = WorkingCalendar.objects.company(), timezone.now()
    day = timezone.localdate() + datetime.timedelta(days=2)
    if not calendars.remove_day(calendar, actor=actor, day=day, at=at):
        calendars.set_day(calendar, actor=actor, day=day, name="盘点", at=at)
    backend = connection.connection.info.backend_pid
    before, began = spent(backend), time.monotonic()
    counted = reckoning.follow_calendars()
    took = spent(backend) - before
    print(f"calendar edited: {counted:,} clocks counted anew in {took:.1f} CPU s, "
          f"{time.monotonic() - began:.1f} s by the wall", flush=True)  # fmt: skip
    return took


def main(customers: int, complaints: int, still_open: int) -> int:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ROOT_URLCONF = "bench.floors"
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    user = make(customers, complaints, still_open)
    print(f"{complaints:,} complaints, {still_open:,} open, of {customers:,} customers")
    with connection.cursor() as cursor:
        # What a helper of the backend does would be counted nowhere.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    over = measure(user)
    if sweep(MANY) > MOST_SECONDS:
        over.append("sweep")
    sweep(WORST)
    if count_anew(user) > MOST_COUNTED:
        over.append("calendar")
    print("over the limit: " + ", ".join(over) if over else "all within limits")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:4])))
