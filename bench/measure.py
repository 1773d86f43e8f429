"""Measures each page against its floor: CPU of the web process and of its backend."""

import os
import re
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "crm.settings"
django.setup()

# Only a set-up Django can import what follows.
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from bench import data  # noqa: E402
from customers.models import Customer  # noqa: E402
from customers.services import search  # noqa: E402

MOST, GROWTH = 3.0, 1.3
TURNS = 12
# A new customer with everything typed that is looked up.
TYPED = urlencode(
    {
        "name": "上海王建汽车贸易",
        "city": "上海",
        "email": "wang@example.cn",
        "wechat": "wx_wangjian",
        "id_number": "91310000MA1K",
    }
)
OLDER = re.compile(r'rel="next" href="([^"]+)"')
Ask = Callable[[Client, int], None]


@dataclass(frozen=True)
class Page:
    name: str
    floor: str
    ask: Ask


def spent(backend: int) -> float:
    """Return the CPU seconds of this process and of its database backend so far."""
    nanoseconds, _waited, _slices = (
        Path(f"/proc/{backend}/schedstat").read_text().split()
    )
    return time.process_time() + int(nanoseconds) / 1e9


def costs(client: Client, asks: list[Ask], rounds: int) -> list[tuple[float, int]]:
    """Return (CPU milliseconds a request, queries) of each, warmed up.

    They take turns, and the least of a good many turns counts: what else runs on the
    machine comes and goes, and so meets all of them alike.
    """
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    counted = []
    for ask in asks:
        for number in range(3):
            ask(client, number)
        queries = []
        with connection.execute_wrapper(noting(queries)):
            ask(client, 3)
        counted.append(len(queries))
    least, number = [float("inf")] * len(asks), 3
    for _turn in range(TURNS):
        for place, ask in enumerate(asks):
            before = spent(backend)
            for _round in range(rounds):
                number += 1
                ask(client, number)
            took = (spent(backend) - before) / rounds * 1000
            least[place] = min(least[place], took)
    return list(zip(least, counted, strict=True))


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
        older = OLDER.search(client.get(url).content.decode())
        url = f"/customers/{unescape(older[1])}" if older else url
    return url


def pages(user, client: Client) -> list[Page]:
    mine = Customer.objects.filter(owner=user).order_by("name_key", "pk")
    mine = list(mine.values_list("pk", flat=True)[:2000])
    one = mine[len(mine) // 2]
    return [
        Page("list", "list", get("/customers/?sort=name")),
        Page("filtered list", "list", get("/customers/?sort=name&tier=A")),
        Page("deep page", "list", get(deep(client, 15))),
        Page("search 王建", "list", get("/search/?q=王建")),
        Page("search wj", "list", get("/search/?q=wj")),
        Page("search 8800", "list", get("/search/?q=8800")),
        Page("customer page", "regions/12", get(f"/customers/{one}/")),
        Page("Today", "regions/6", get("/today/")),
        Page("typing warning", "regions/6", get(f"/customers/duplicates/?{TYPED}")),
        Page("log a visit", "insert", log_visit(mine)),
    ]


def floors() -> dict[str, Ask]:
    def insert(client, number):
        assert client.post("/floor/insert/").status_code == 302

    return {
        "list": get("/floor/list/"),
        "regions/6": get("/floor/regions/6/"),
        "regions/12": get("/floor/regions/12/"),
        "insert": insert,
    }


def measure(count: int, rounds: int) -> dict[str, tuple[float, int]]:
    """Return (ratio to the floor, queries) for each page at this size."""
    user, client, bottoms = data.make(count), Client(), floors()
    client.force_login(user)
    found = {}
    for page in pages(user, client):
        asks = [bottoms[page.floor], page.ask]
        (floor_ms, floor_queries), (ms, queries) = costs(client, asks, rounds)
        found[page.name] = ms / floor_ms, queries
        print(
            f"{count:>9,}  {page.name:<16} {ms:6.2f} ms {queries:>3} queries   "
            f"{page.floor:<9} {floor_ms:6.2f} ms {floor_queries:>3} queries   "
            f"{ms / floor_ms:5.2f} x floor",
            flush=True,
        )
    return found


def main(sizes: list[int], rounds: int) -> int:
    # Not `setup_test_environment`: it copies the context of every template drawn.
    settings.ALLOWED_HOSTS = ["testserver"]
    # Else the warning would soon be answered with nothing, which is quick.
    search.LOOKED_UP_A_DAY = sys.maxsize
    settings.ROOT_URLCONF = "bench.floors"
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    results = [measure(size, rounds) for size in sorted(sizes)]
    over = []
    for name, (ratio, queries) in results[-1].items():
        small, small_queries = results[0][name]
        growth = ratio / small
        print(f"{name:<16} {ratio:5.2f} x floor (at most {MOST}), {growth:5.2f} x "
              f"its own at {min(sizes):,} (at most {GROWTH})")  # fmt: skip
        if ratio > MOST or growth > GROWTH or queries != small_queries:
            over.append(name)
    print("over the limit: " + ", ".join(over) if over else "all within limits")
    return bool(over)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1].split(",")]
    sys.exit(main(numbers, int(sys.argv[2])))
