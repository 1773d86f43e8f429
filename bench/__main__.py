"""`.venv/bin/python -m bench [what] [--customers 1000,10000]`: on its own servers."""

import argparse
import subprocess
import sys

from crm.launch import embedded, places, preparation, serving, steps
from crm.launch.interrupts import Interrupts, Stopped
from crm.launch.places import ROOT
from crm.launch.supervisor import Supervisor

KINDS = ("pages", "tiers", "nights", "complaints")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=KINDS, default=KINDS[0])
    parser.add_argument("--customers", default="100000,1000000")
    parser.add_argument("--purchases", help="of tiers and nights; ten a customer")
    parser.add_argument("--complaints", help="one of five customers has one")
    parser.add_argument("--open", help="of the complaints, half are")
    parser.add_argument("--rounds", type=int, default=10)
    given = parser.parse_args()
    state = places.make_state()
    lock = places.claim("bench")
    if lock is None:
        raise steps.Failed("A measurement of this checkout is already running.")
    with lock, Interrupts() as interrupts, Supervisor(interrupts) as supervisor:
        found = embedded.start("bench", supervisor, durable=False)
        found |= embedded.folders() | {"SECRET_KEY": embedded.secret_key(state)}
        env = serving.environment(**found, CRM_MODE="test")
        preparation.collect_static(env, interrupts)
        preparation.migrate(env, interrupts, "Making the tables")
        argv = [sys.executable, "-m", *asked(given)]
        try:
            return subprocess.call(argv, env=env, cwd=ROOT)
        except Stopped:
            return 130


def asked(given: argparse.Namespace) -> list[str]:
    """Return the module that measures, and what it is told."""
    if given.what == "pages":
        return ["bench.measure", given.customers, str(given.rounds)]
    customers = given.customers.split(",")[-1]
    if given.what == "complaints":
        count = given.complaints or str(int(customers) // 5)
        return [
            "bench.complaints",
            customers,
            count,
            given.open or str(int(count) // 2),
        ]
    return [f"bench.{given.what}", customers, given.purchases or f"{customers}0"]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except steps.Failed as failure:
        sys.exit(str(failure))
