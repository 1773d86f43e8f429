"""Every page in real Chromium: no barrier, nothing cut off, no error."""

from itertools import product

import pytest

from accounts.choices import Language, Theme
from accounts.models import User
from crm.testing.browsers import SCREENS, axe, sign_in
from crm.testing.cast import make_cast
from crm.testing.database import committed
from crm.tests import access
from crm.tests.world import make_world

FRAGMENTS = {"customers:duplicates", "leads:duplicates", "search_customers"}
PAGES = [
    row
    for row in access.ROWS
    if row.post is None and row.url not in {*access.NO_PAGES, *FRAGMENTS}
]
LOOKS = list(product(sorted(SCREENS), Language.values, Theme.values))
# So few in which every two of screen, language and theme meet on every page.
PAIRS = [
    (screen, language, theme)
    for turn, theme in enumerate(Theme.values)
    for screen, language in zip(
        sorted(SCREENS), Language.values[:: -1 if turn % 2 else 1], strict=True
    )
]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def committed_db(django_db_setup, django_db_blocker):
    """Pages are read only: their rows stand for the whole module."""
    with committed(django_db_blocker):
        yield


@pytest.fixture(scope="module")
def world(committed_db):
    return make_world(make_cast())


def look(open_page, world, row, screen, language, theme):
    """Open one page as someone who may, in one look, and examine it."""
    who = row.reader()
    user = getattr(world.cast, who)
    User.objects.filter(pk=user.pk).update(language=language, theme=theme)
    page = open_page(screen, locale=language)
    if row.url != "login":
        sign_in(page, user)
    page.goto(row.address(world))
    axe(page)
    wide = page.locator("html").evaluate("e => e.scrollWidth - e.clientWidth")
    assert wide <= 0, f"{wide} pixels wider than the {screen}"
    page.context.close()


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_a_page_has_no_barrier(row, world, open_page):
    # Each page in one look, neighbours in different ones; more of them in --full.
    number = PAGES.index(row)
    look(open_page, world, row, *LOOKS[(number * 5) % len(LOOKS)])


@pytest.mark.full
@pytest.mark.parametrize("row", PAGES, ids=str)
def test_a_page_has_no_barrier_in_any_look(row, world, open_page):
    for screen, language, theme in PAIRS:
        look(open_page, world, row, screen, language, theme)


def test_every_two_of_screen_language_and_theme_meet():
    for one, other in ((0, 1), (0, 2), (1, 2)):
        met = {(look[one], look[other]) for look in PAIRS}
        assert met == {(look[one], look[other]) for look in LOOKS}
