"""What pytest is told first: its broker, what is skipped, what is summed up."""

import os

import pytest
from django.conf import settings
from django.utils import translation

pytest_plugins = [
    "crm.testing.database",
    "crm.testing.processes",
    "crm.testing.browsers",
]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
# Read by crm.settings: what this process publishes, its own Celery worker alone takes.
os.environ["CRM_BROKER_PREFIX"] = f"{WORKER}:"
NO_BROWSER = "no browser; see the first lines of this run"


def pytest_configure(config: pytest.Config) -> None:
    if "DATABASE_URL" not in os.environ:
        pytest.exit("Run the tests with `python3 manage.py test`.", returncode=2)
    # Playwright keeps an event loop in the thread in which Django's tests run.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Every new test client would read the whole static folder; servers still do, once.
    settings.WHITENOISE_AUTOREFRESH = True


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave long tests to --full; skip browser tests where there is no browser."""
    if os.environ.get("CRM_FULL") != "1":
        long = [item for item in items if item.get_closest_marker("full")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
    if not os.environ.get("CRM_BROWSER"):
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let no test speak the language in which the last page before it was asked."""
    translation.deactivate()


def count(reporter: pytest.TerminalReporter, *outcomes: str) -> int:
    return sum(
        "browser" in report.keywords
        for outcome in outcomes
        for report in reporter.stats.get(outcome, [])
        if isinstance(report, pytest.TestReport)
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = count(terminalreporter, "skipped")
    ran = count(terminalreporter, "passed", "failed")
    terminalreporter.write_line(f"Browser tests: {ran} run, {skipped} skipped.")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that had to use the browser and skipped a test of it."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    required = os.environ.get("CRM_REQUIRE_BROWSER") == "1"
    if required and reporter and count(reporter, "skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
