"""`manage.py test`: all tests against real servers and a real browser."""

import os
import subprocess
import sys

from crm.launch import (
    chromium,
    embedded,
    places,
    preparation,
    serving,
    steps,
    template,
)
from crm.launch.interrupts import Interrupts, Stopped
from crm.launch.places import ROOT
from crm.launch.supervisor import Supervisor

ONLY_WORDS = {"-h", "--help", "--version", "-V", "--markers", "--fixtures"}
# Arguments with which several processes make no sense or were chosen already.
ONE_PROCESS = ("-n", "--numprocesses", "--dist", "--collect-only", "--co", "--pdb")
ONE_PROCESS += ("-s", "no:xdist", "--trace", "--setup-plan", "--capture=no")
MOST_PROCESSES = 8
TEST_KEY = "only-for-tests-" + "x" * 50


def main(arguments: list[str]) -> int:
    """Run the tests and return pytest's exit code."""
    if ONLY_WORDS & set(arguments):
        nowhere = {"DATABASE_URL": "postgres:///none", "REDIS_URL": "redis://none"}
        return subprocess.call(pytest(arguments), env=environment(nowhere), cwd=ROOT)
    places.make_state()
    lock = places.claim("test")
    if lock is None:
        raise steps.Failed("The tests of this checkout are already running.")
    try:
        with lock, Interrupts() as interrupts, Supervisor(interrupts) as supervisor:
            return run(arguments, supervisor)
    except Stopped:
        return 130


def run(arguments: list[str], supervisor: Supervisor) -> int:
    interrupts = supervisor.interrupts
    browser = chromium.provide(interrupts)
    refuse_without_browser(browser)
    env = environment(embedded.start("test", supervisor, durable=False) | browser)
    if "--full" in arguments:
        env["CRM_FULL"] = "1"
    preparation.collect_static(env, interrupts)
    template.provide(env, interrupts)
    chosen = [each for each in arguments if each != "--full"]
    argv = pytest([*processes(chosen), *chosen])
    return serving.wait_beside(argv, env, interrupts)


def refuse_without_browser(browser: dict[str, str]) -> None:
    found = browser.get("CRM_BROWSER", os.environ.get("CRM_BROWSER"))
    if os.environ.get("CRM_REQUIRE_BROWSER") == "1" and not found:
        raise steps.Failed("CRM_REQUIRE_BROWSER is set and there is no browser.")


def environment(found: dict[str, str]) -> dict[str, str]:
    folders = embedded.folders() | {"MEDIA_ROOT": str(places.state() / "test-media")}
    given = {"CRM_MODE": "test", "SECRET_KEY": TEST_KEY}
    cloned = {"CRM_TEST_TEMPLATE": template.NAME}
    return serving.environment(**folders, **given, **cloned, **found)


def pytest(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "pytest", *arguments]


def processes(arguments: list[str]) -> list[str]:
    """Use every core, unless the arguments say how many or forbid it."""
    if any(each.startswith(ONE_PROCESS) for each in arguments):
        return []
    cores = min(len(os.sched_getaffinity(0)), MOST_PROCESSES)
    return ["-n", str(cores), "--dist", "worksteal"]
