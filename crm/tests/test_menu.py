"""The menu folds by groups, as its reader left it; tabs of one customer fold too."""

import re

import pytest

from crm.navigation import LONG, Navigation
from crm.places import PLACES
from crm.testing.builders import make_customer

pytestmark = pytest.mark.django_db
SHUT = "customers-.contact-.data-.settings-"


def folded(user, path="/nowhere/", folds="") -> set[str]:
    """Return the names of the groups that are shut."""
    sections = Navigation(user, path, folds).sections
    return {one.name for one in sections if one.label and not one.is_open}


def shown(client, folds="", path="/me/") -> dict[str, bool]:
    """Return group → whether it is open, as the page says it."""
    client.cookies["weixi_groups"] = folds
    page = client.get(path).content.decode()
    found = re.findall(
        r'<details class="sidebar-group" data-group="(\w+)"( open)?', page
    )
    return {name: bool(is_open) for name, is_open in found}


def test_a_section_is_a_group_with_the_same_places(cast):
    menu = Navigation(cast.nina, "/")
    assert [(one.label, one.entries) for one in menu.sections] == menu.groups


def test_a_long_menu_begins_with_its_settings_shut(cast):
    assert sum(len(each) for _label, each in Navigation(cast.nina, "/").groups) > LONG
    assert folded(cast.nina) == {"settings"}


@pytest.mark.parametrize("who", ["lia", "sam", "vera"])
def test_who_has_a_short_menu_finds_nothing_shut(cast, who):
    assert folded(getattr(cast, who)) == set()


def test_what_was_opened_and_shut_stays_so(cast):
    assert folded(cast.nina, folds="data-.settings+") == {"data"}
    assert folded(cast.sam, folds="customers-") == {"customers"}


@pytest.mark.parametrize(
    ("path", "name"),
    [("/customers/7/", "customers"), ("/imports/", "data"), ("/tags/", "settings")],
)
def test_the_group_of_the_page_is_open_whatever_was_shut(cast, path, name):
    shut = folded(cast.nina, path, SHUT)
    assert name not in shut
    assert len(shut) > 0


@pytest.mark.parametrize(
    "folds", ["", ".", "-", "+", "x", "data", "data*", "%00-", "é+"]
)
def test_what_no_menu_wrote_folds_nothing_more(cast, folds):
    assert folded(cast.nina, folds=folds) <= {"settings", "data"}


def test_the_server_draws_the_menu_as_it_was_left(client, cast):
    client.force_login(cast.nina)
    at_first = shown(client)
    assert [name for name, is_open in at_first.items() if not is_open] == ["settings"]
    told = shown(client, "data-.settings+")
    assert [name for name, is_open in told.items() if not is_open] == ["data"]
    assert shown(client, SHUT, "/imports/")["data"]


def test_every_group_has_a_name_of_its_own():
    names = [group.name for group in PLACES if group.label]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+", name) for name in names)


def tabs(client, customer, part="") -> tuple[list[str], list[str]]:
    """Return (addresses in the row, those in its menu) of a customer's page."""
    page = client.get(f"/customers/{customer.pk}/{part}").content.decode()
    row, _sep, menu = page.partition("tabs-of-one")[2].partition("<details")
    links = r'class="tab-\w+" href="([^"]+)"'
    menu = menu.partition("</nav>")[0]
    return re.findall(links, row), re.findall(links, menu)


@pytest.mark.parametrize("who", ["anna", "nina"])
def test_the_menu_of_tabs_leads_wherever_the_row_does(client, cast, who):
    customer = make_customer(cast.anna)
    client.force_login(getattr(cast, who))
    row, menu = tabs(client, customer)
    assert row == menu
    assert len(row) >= 9
    for address in row:
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("part", ["", "tier/", "consent/", "purchases/"])
def test_the_open_tab_is_marked_in_the_row(client, cast, part):
    customer = make_customer(cast.anna)
    client.force_login(cast.anna)
    page = client.get(f"/customers/{customer.pk}/{part}").content.decode()
    row = page.partition("tabs-of-one")[2].partition("<details")[0]
    assert row.count('aria-current="page"') == 1
    assert f'href="/customers/{customer.pk}/{part}" aria-current="page"' in row
