"""Runs each part of a night once: none may be too slow for its own statements."""

import os
import sys
import time
from importlib import import_module

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "crm.settings"
django.setup()

# Only a set-up Django can import what follows.
from django.db import Error  # noqa: E402

from bench import tiers  # noqa: E402
from crm.schedule import NIGHTLY  # noqa: E402


def task(path: str):
    module, name = path.rsplit(".", 1)
    return getattr(import_module(module), name)


def measure(customers: int, purchases: int) -> list[str]:
    """Run each task as the clock would; return those that failed."""
    tiers.make(customers, purchases)
    grouped, failed = tiers.raw(), []
    print(f"{customers:>9,} customers, {purchases:>10,} purchases: "
          f"raw GROUP BY {grouped:.2f} s", flush=True)  # fmt: skip
    for path, _hour, _minute in NIGHTLY:
        began = time.monotonic()
        try:
            told = f"{task(path)():,}"
        except Error as error:
            told = str(error).splitlines()[0]
            failed.append(path)
        took = time.monotonic() - began
        print(f"{path:<38} {took:8.2f} s {took / grouped:7.2f} x   {told}", flush=True)
    return failed


if __name__ == "__main__":
    over = measure(int(sys.argv[1]), int(sys.argv[2]))
    print("failed: " + ", ".join(over) if over else "the whole night passed")
    sys.exit(bool(over))
