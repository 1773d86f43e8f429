"""Real Chromium for tests: a phone and a desktop that fail on any error they report."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    sync_playwright,
)

from crm.testing.processes import Server

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
DESKTOP = {"viewport": {"width": 1366, "height": 768}}
SCREENS = {"phone": PHONE, "desktop": DESKTOP}
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUIET += ["--disable-background-networking", "--disable-component-update"]
PATIENCE_MILLISECONDS = 10_000
AXE = Path(__file__).parent.parent / "tests" / "browser" / "vendor" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
HOST = "127.0.0.1"
OpenPage = Callable[..., Page]


class Console:
    """What the pages of one test complained of; whatever is not allowed fails it."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        # The browser asks for it by itself where a page names no icon.
        self.allowed = ["/favicon.ico"]
        # A newer question took the place of an older one, as `hx-sync` asks.
        self.allowed += ["htmx:sendAbort", "htmx:afterRequest"]

    def allow(self, words: str) -> None:
        """Expect complaints that contain `words`, such as "404" on a missing page."""
        self.allowed.append(words)

    def listen(self, page: Page) -> None:
        # A violation of the Content Security Policy is such a message too.
        page.on("console", self.note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def note(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.errors.append(f"{said.text} ({said.location['url']})")

    def unexpected(self) -> list[str]:
        return [
            error
            for error in self.errors
            if not any(words in error for words in self.allowed)
        ]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for each test process."""
    libraries = os.environ.get("CRM_BROWSER_LIBRARIES")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CRM_BROWSER"],
            args=QUIET + (["--no-sandbox"] if os.getuid() == 0 else []),
            env=dict(os.environ)
            | ({"LD_LIBRARY_PATH": libraries} if libraries else {}),
        )
        yield browser
        browser.close()


@pytest.fixture
def locale() -> str:
    """The browser's language; parametrise a test with `locale` to choose another."""
    return "zh-CN"


@pytest.fixture
def console() -> Iterator[Console]:
    kept = Console()
    yield kept
    assert not kept.unexpected(), "the browser reported errors"


@pytest.fixture
def open_page(
    committed_db: None, server: Server, chromium: Browser, console: Console, locale: str
) -> Iterator[OpenPage]:
    """Open a page of a new person: `open_page("phone", locale="en")`."""
    opened: list[BrowserContext] = []

    def open_one(screen: str = "desktop", **options: object) -> Page:
        given = SCREENS[screen] | {"locale": locale, "base_url": server.url} | options
        context = chromium.new_context(**given)
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        opened.append(context)
        page = context.new_page()
        console.listen(page)
        return page

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A page of 360 x 740 with touch, in a browser of its own."""
    return open_page("phone")


@pytest.fixture
def desktop(open_page: OpenPage) -> Page:
    """A page of 1366 x 768, in a browser of its own."""
    return open_page("desktop")


@pytest.fixture(params=sorted(SCREENS))
def browser_page(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """The test runs twice: on the phone and on the desktop."""
    return open_page(request.param)


def sign_in(page: Page, user: object) -> None:
    """Give the page's browser a session of `user`, without the sign-in form."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "domain": HOST, "path": "/"}]
    )


def axe(page: Page, *more_rules: str) -> None:
    """Assert that axe finds no barrier; `more_rules` are tags like "best-practice"."""
    page.evaluate(AXE.read_text())
    options = {"runOnly": AXE_RULES + list(more_rules)}
    found = page.evaluate("options => axe.run(document, options)", options)
    assert found["passes"], "axe looked at nothing"
    told = [
        f"{each['id']} ({each['impact']}): {each['help']}\n"
        + "\n".join(f"    {node['html'][:200]}" for node in each["nodes"])
        for each in found["violations"]
    ]
    assert not told, "\n".join(told)
