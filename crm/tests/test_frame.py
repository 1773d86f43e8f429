"""What every page stands in: menu by grant, theme, errors, weight, no third party."""

import hashlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import Message
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import reverse

from accounts.models import Notice
from crm.middleware import DRAFT_COOKIE, drafts_taken
from crm.navigation import Navigation
from crm.places import CREATES, PLACES
from crm.templatetags.toasts import undo_url
from crm.testing.builders import make_plan
from crm.testing.cast import NOON
from crm.views import errors

KIB = 1024
VENDOR = settings.BASE_DIR / "static" / "vendor"
# What a page loads or sends to, with a host of its own.
ELSEWHERE = re.compile(
    r"""(?:\b(?:src|href|action)=|url\(|@import\s|fetch\()\s*["']?(?:https?:)?//"""
)
LOADED = re.compile(r'(?:src|href)="(/static/[^"#]+)')


def names(entries) -> set[str]:
    return {entry.name for entry in entries}


def menu(user) -> set[str]:
    groups = Navigation(user, "/").groups
    return {entry.name for _label, entries in groups for entry in entries}


@pytest.mark.parametrize("who", ["anna", "nina", "dan", "adam", "lia", "clara"])
def test_the_menu_holds_exactly_what_the_grants_allow(cast, who):
    user = getattr(cast, who)
    every = [entry for group in PLACES for entry in group.entries]
    assert menu(user) == names(e for e in every if e.is_open_to(user))
    creates = Navigation(user, "/").creates
    assert names(creates) == names(e for e in CREATES if user.may(e.can))


def test_a_page_shows_no_place_its_reader_may_not_enter(client, cast):
    client.force_login(cast.adam)
    page = client.get("/today/").content.decode()
    for group in PLACES:
        for entry in group.entries:
            shown = f'href="{entry.url}"' in page
            assert shown == entry.is_open_to(cast.adam), entry.name


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/today/", "today"),
        ("/customers/", "customers:index"),
        ("/customers/7/contacts/", "customers:index"),
        ("/inbox/", "inbox"),
        ("/visits/plan/", "visits:plan"),
        ("/nowhere/", ""),
    ],
)
def test_the_menu_marks_where_one_is(cast, path, here):
    assert Navigation(cast.anna, path).here == here


def test_no_two_places_share_a_key():
    keys = [e.key for group in PLACES for e in group.entries if e.key]
    assert len(set(keys)) == len(keys)
    assert len({e.key for e in CREATES}) == len(CREATES)


@pytest.mark.parametrize("theme", ["system", "light", "dark", "contrast"])
def test_the_theme_stands_in_the_page_before_any_script(client, cast, theme):
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(theme=theme)
    client.force_login(cast.anna)
    page = client.get("/today/").content.decode()
    html = re.search(r"<html[^>]*>", page)[0]
    assert f'data-theme="{theme}"' in html
    # Bootstrap's own dark is not asked for: it would not know the system's choice.
    assert "data-bs-theme" not in html
    bars = re.findall(r'name="theme-color" content="(#\w+)"', page)
    expected = {"dark": ["#181f27"], "system": ["#ffffff", "#181f27"]}
    assert bars == expected.get(theme, ["#ffffff"])


def test_a_folded_menu_is_folded_by_the_server(client, cast):
    client.force_login(cast.anna)
    client.cookies["weixi_sidebar"] = "folded"
    assert 'data-sidebar="folded"' in client.get("/today/").content.decode()


def test_the_language_switch_names_the_page_it_stands_on(client, cast):
    client.force_login(cast.anna)
    page = client.get("/today/?tab=a&b=1").content.decode()
    assert 'name="next" value="/today/?tab=a&amp;b=1"' in page


@pytest.mark.parametrize("who", ["anna", None])
def test_a_missing_page_offers_the_way_back(client, cast, who):
    if who:
        client.force_login(getattr(cast, who))
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert reverse("today") in answer.content.decode()


def test_a_refused_page_says_who_can_grant_it(rf, cast):
    request = rf.get("/")
    request.user = cast.lia
    answer = errors.forbidden(request)
    assert answer.status_code == 403
    assert cast.adam.name in answer.content.decode()


@pytest.mark.parametrize(
    ("fault", "status"), [(OperationalError("gone"), 503), (ValueError("bug"), 500)]
)
def test_a_broken_server_answers_without_reader_and_rows(rf, fault, status):
    """No `db` here: one query would fail the test."""
    try:
        raise fault
    except (OperationalError, ValueError):
        answer = errors.server_error(rf.get("/"))
    assert answer.status_code == status
    assert ("Retry-After" in answer) == (status == 503)
    assert b"<h1>" in answer.content


def test_an_expired_form_leads_back_to_its_page(client, cast):
    client.handler.enforce_csrf_checks = True
    client.force_login(cast.anna)
    answer = client.post("/logout/")
    assert answer.status_code == 403
    assert 'href="/logout/"' in answer.content.decode()


@pytest.mark.parametrize(
    ("tags", "url"),
    [
        ("undo:/visits/7/undo/", "/visits/7/undo/"),
        ("other undo:/a/?b=1", "/a/?b=1"),
        ("undo://evil.example/", ""),
        ("undo:https://evil.example/", ""),
        ("undo:javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_undo_posts_to_our_own_pages_only(tags, url):
    assert undo_url(Message(25, "Saved", extra_tags=tags)) == url


@pytest.mark.parametrize(
    ("draft", "status", "who", "taken"),
    [
        ("0" * 32, 302, "anna", True),
        ("0" * 32, 200, "anna", False),
        ("0" * 32, 302, None, False),
        ("; path=/evil", 302, "anna", False),
    ],
)
def test_a_draft_is_let_go_when_its_form_was_taken(rf, cast, draft, status, who, taken):
    request = rf.post("/", {"draft_id": draft})
    request.user = getattr(cast, who) if who else AnonymousUser()
    answer = drafts_taken(lambda _request: HttpResponse(status=status))(request)
    assert (DRAFT_COOKIE in answer.cookies) == taken


def pages(client, cast) -> list[str]:
    """The HTML of a few pages, of the sign-in and of what stands without rows."""
    client.force_login(cast.anna)
    paths = ["/today/", "/nowhere/"]
    signed_in = [client.get(path).content.decode() for path in paths]
    client.logout()
    return [*signed_in, client.get("/login/").content.decode()]


def test_no_page_style_or_script_asks_another_host(client, cast):
    files = [
        path
        for path in (settings.BASE_DIR / "static").rglob("*")
        if path.suffix in {".css", ".js", ".svg"}
    ]
    assert files
    texts = pages(client, cast) + [path.read_text() for path in files]
    assert [found for text in texts for found in ELSEWHERE.findall(text)] == []


def served(url: str) -> int:
    """Return how many bytes a browser that knows brotli loads for `url`."""
    plain = Path(settings.STATIC_ROOT) / url.removeprefix("/static/")
    packed = plain.with_name(f"{plain.name}.br")
    return (packed if packed.exists() else plain).stat().st_size


def test_the_first_page_is_light_and_the_second_only_its_html(client, cast):
    client.force_login(cast.anna)
    html = client.get("/today/").content
    kinds = {".css": 40 * KIB, ".js": 65 * KIB, ".svg": 15 * KIB}
    urls = set(LOADED.findall(html.decode()))
    for kind, most in kinds.items():
        mine = [url for url in urls if url.endswith(kind)]
        assert mine
        assert sum(map(served, mine)) <= most, kind
    # Pictures of the tab and the home screen are the browser's own affair.
    shown = [url for url in urls if "/img/" not in url]
    assert len(html) + sum(map(served, shown)) <= 150 * KIB
    assert len(html) <= 30 * KIB
    # One of them are the dark colours, which on a light screen nothing waits for.
    assert 1 + len(shown) <= 13
    for url in shown:
        assert "immutable" in client.head(url)["Cache-Control"], url


def test_what_others_made_is_here_as_it_came():
    readme = (VENDOR / "README.md").read_text()
    kept = [VENDOR / "icons.svg", *VENDOR.rglob("*.css"), *VENDOR.rglob("*.js")]
    for path in kept:
        assert hashlib.sha256(path.read_bytes()).hexdigest() in readme, path.name


def test_every_icon_named_in_a_template_is_in_the_sprite():
    sprite = (VENDOR / "icons.svg").read_text()
    named = {entry.icon for group in PLACES for entry in group.entries}
    named |= {entry.icon for entry in CREATES}
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        named |= set(re.findall(r'{% icon "([^"]+)"', path.read_text()))
    assert named
    assert {name for name in named if f'id="{name}"' not in sprite} == set()


def test_a_phone_can_put_the_product_on_its_home_screen(client):
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    icons = answer.json()["icons"]
    assert {icon["sizes"] for icon in icons} == {"any", "192x192", "512x512"}
    for icon in icons:
        assert client.head(icon["src"]).status_code == 200


def test_new_notices_are_counted_on_every_page(client, cast):
    client.force_login(cast.ben)
    assert 'class="unread"' not in client.get("/me/").content.decode()
    for day in (1, 2):
        make_plan(cast.ben, actor=cast.carol, planned_at=NOON + timedelta(days=day))
    page = client.get("/customers/?sort=name").content.decode()
    # In the menu and in the phone's bar.
    assert page.count('class="unread">2<') == 2
    client.post("/inbox/read/", {"up_to": Notice.objects.latest("pk").pk})
    assert 'class="unread"' not in client.get("/me/").content.decode()


@pytest.mark.parametrize(
    ("who", "places"),
    [
        ("anna", ["today", "customers:index", "visits:index"]),
        ("max", ["today", "customers:index", "visits:index"]),
        ("clara", ["today", "customers:index", "visits:index"]),
        # His leads are those of the branch, his visits his own.
        ("sam", ["today", "customers:index", "leads:index"]),
        ("lia", ["today", "customers:index", "leads:index"]),
        ("adam", ["today", "admin:index", "audit"]),
    ],
)
def test_the_phones_bar_holds_what_the_reader_needs_most(cast, who, places):
    bar = Navigation(getattr(cast, who), "/").bar
    assert [entry.name for entry in bar] == places


def test_the_phones_menu_is_the_menu_of_every_screen(client, cast):
    client.force_login(cast.nina)
    page = client.get("/me/").content.decode()
    bar = page.partition('class="bottombar"')[2].partition("</nav>")[0]
    assert '<a href="#sidebar" data-nav-open' in bar
    menu = page.partition('id="sidebar"')[2].partition("</nav>")[0]
    for wanted in ('href="/me/" aria-current="page"', "/logout/", "/language/"):
        assert wanted in menu
