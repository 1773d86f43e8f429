"""The real file: all of it, equal to what is published about it, killed and resumed."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from crm.testing import database
from crm.testing.waiting import eventually
from customers.models import Customer, Purchase

DATA = Path(os.environ.get("WEIXI_DATA", settings.BASE_DIR.parent / "shared" / "data"))
FILE = DATA / "online_retail.csv.gz"
MONTH = re.compile(
    r"^\| (20\d\d-\d\d) \| (\d+) \| (\d+) \| (\d+) \| ([\d.]+) \|$", re.M
)
MOST_SECONDS, MOST_MEGABYTES = 180, 400

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(
        not FILE.exists(),
        reason=f"{FILE} is not there: set WEIXI_DATA to the folder that holds it",
    ),
]


def start() -> subprocess.Popen:
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    asked = ["import_purchases", str(FILE), "--owner", "anna", "--branch", "EAST"]
    return subprocess.Popen(
        manage + asked,
        env=os.environ | database.urls(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(process: subprocess.Popen) -> str:
    told, _ = process.communicate(timeout=2 * MOST_SECONDS)
    assert process.returncode == 0, told
    return told


def figure(told: str, label: str) -> int:
    found = re.search(rf"^{label}\s+([\d,]+)$", told, re.M)
    return int(found[1].replace(",", ""))


def published() -> list[tuple]:
    return MONTH.findall((DATA / "README.md").read_text())


def stored() -> list[tuple]:
    """Return the months as the data set's description prints them."""
    return [
        (
            f"{row['month']:%Y-%m}", str(row["lines"]), str(row["invoices"]),
            str(row["quantities"]), f"{row['revenue']:.2f}",
        )
        for row in Purchase.objects.by_month()
    ]  # fmt: skip


def figures() -> list[tuple]:
    return list(
        Customer.objects.order_by("external_key").values_list(
            "external_key", "purchase_count", "purchase_total", "last_purchase_on"
        )
    )


@pytest.mark.usefixtures("committed_cast")
def test_the_real_file_killed_in_the_middle_and_run_again_ends_as_published():
    killed = start()
    eventually(Purchase.objects.exists, 120)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    half = Purchase.objects.count()
    assert 0 < half < 406_829

    began = time.monotonic()
    told = finish(start())
    seconds = time.monotonic() - began
    megabytes = int(re.search(r"at most (\d+) MB", told)[1])
    print(f"\n{seconds:.1f} s, {megabytes} MB after {half:,} lines")  # noqa: T201
    assert figure(told, "lines read") == 541_909
    assert figure(told, "stored") == 406_829 - half
    assert figure(told, "without customer") == 135_080
    assert Customer.objects.count() == 4_372
    assert len(published()) == 13
    assert stored() == published()
    assert seconds <= MOST_SECONDS
    assert megabytes <= MOST_MEGABYTES

    before = figures()
    told = finish(start())
    assert figure(told, "stored") == figure(told, "customers new") == 0
    assert figure(told, "already there") == 406_829
    assert stored() == published()
    assert figures() == before
    assert sum(count for _, count, _, _ in before) == 18_536
