"""Measures each page against its floor: CPU of the web process and of its backend."""

import os
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "crm.settings"
django.setup()

# Only a set-up Django can import what follows.
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from bench import data  # noqa: E402
from customers.models import Customer  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")
MOST, GROWTH = 3.0, 1.3
Ask = Callable[[Client, int], None]


@dataclass(frozen=True)
class Page:
    name: str
    floor: str
    ask: Ask


def spent(backend: int) -> float:
    """Return the CPU seconds of this process and of its database backend so far."""
    fields = Path(f"/proc/{backend}/stat").read_text().rsplit(")", 1)[1].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / TICK


def cost(client: Client, ask: Ask, rounds: int) -> tuple[float, int]:
    """Return (CPU milliseconds a request, queries), warmed up, least of three runs."""
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    for number in range(3):
        ask(client, number)
    queries = []
    with connection.execute_wrapper(noting(queries)):
        ask(client, 3)
    runs = []
    for run in range(3):
        before = spent(backend)
        for number in range(rounds):
            ask(client, 4 + run * rounds + number)
        runs.append((spent(backend) - before) / rounds * 1000)
    return min(runs), len(queries)


def noting(queries: list[str]) -> Callable:
    def note(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    return note


def get(url: str) -> Ask:
    def ask(client, number):
        response = client.get(url)
        assert response.status_code == 200, (url, response.status_code)

    return ask


def log_visit(customers: list[int]) -> Ask:
    def ask(client, number):
        pk = customers[number % len(customers)]
        typed = {"submission_key": uuid.uuid4(), "customer": pk, "when": "NOW"}
        typed |= {"channel": "VISIT", "purpose": "CARE", "outcome": "POSITIVE"}
        typed |= {"note": "聊了近况", "next_step": "MONTH"}
        response = client.post(f"/customers/{pk}/visits/new/", typed)
        assert response.status_code == 302, response.content.decode()[-2000:]
        # The page it leads to shows "Visit saved"; unread, they would pile up.
        del client.cookies["messages"]

    return ask


def deep(client: Client, steps: int) -> str:
    """Follow the link to older rows `steps` times and return the address reached."""
    url = "/customers/?sort=name"
    for _ in range(steps):
        older = client.get(url).context["older_url"]
        url = f"/customers/{older}" if older else url
    return url


def pages(user, client: Client) -> list[Page]:
    mine = Customer.objects.filter(owner=user).order_by("name_key", "pk")
    mine = list(mine.values_list("pk", flat=True)[:2000])
    one = mine[len(mine) // 2]
    return [
        Page("list", "list", get("/customers/?sort=name")),
        Page("filtered list", "list", get("/customers/?sort=name&tier=A")),
        Page("deep page", "list", get(deep(client, 15))),
        Page("search 王小", "list", get("/search/?q=王建")),
        Page("search wj", "list", get("/search/?q=wj")),
        Page("search 8800", "list", get("/search/?q=8800")),
        Page("customer page", "regions/8", get(f"/customers/{one}/")),
        Page("Today", "regions/6", get("/today/")),
        Page("log a visit", "insert", log_visit(mine)),
    ]


def floors() -> dict[str, Ask]:
    def insert(client, number):
        assert client.post("/floor/insert/").status_code == 302

    return {
        "list": get("/floor/list/"),
        "regions/6": get("/floor/regions/6/"),
        "regions/8": get("/floor/regions/8/"),
        "insert": insert,
    }


def measure(count: int, rounds: int) -> dict[str, tuple[float, float, int]]:
    """Return (CPU ms, ratio to the floor, queries) for each page at this size."""
    user, client = data.make(count), Client()
    client.force_login(user)
    bottoms, found = {}, {}
    for name, ask in floors().items():
        bottoms[name], queries = cost(client, ask, rounds)
        tell(count, f"floor {name}", bottoms[name], queries, 1)
    for page in pages(user, client):
        ms, queries = cost(client, page.ask, rounds)
        found[page.name] = ms, ms / bottoms[page.floor], queries
        tell(count, page.name, ms, queries, found[page.name][1])
    return found


def tell(count: int, name: str, ms: float, queries: int, ratio: float) -> None:
    line = f"{count:>9,}  {name:<16} {ms:8.2f} ms {queries:>4} queries"
    print(f"{line} {ratio:6.2f} x floor", flush=True)


def main(sizes: list[int], rounds: int) -> int:
    setup_test_environment()
    settings.ROOT_URLCONF = "bench.floors"
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    results = [measure(size, rounds) for size in sorted(sizes)]
    over = []
    for name, (ms, ratio, queries) in results[-1].items():
        small_ms, _, small_queries = results[0][name]
        growth = ms / small_ms
        print(f"{name:<16} {ratio:5.2f} x floor (at most {MOST}), {growth:5.2f} x "
              f"its own at {min(sizes):,} (at most {GROWTH})")  # fmt: skip
        if ratio > MOST or growth > GROWTH or queries != small_queries:
            over.append(name)
    print("over the limit: " + ", ".join(over) if over else "all within limits")
    return bool(over)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1].split(",")]
    sys.exit(main(numbers, int(sys.argv[2])))
