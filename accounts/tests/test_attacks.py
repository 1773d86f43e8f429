"""Attacks on accounts that broke other products, refused here, database unchanged."""

import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from accounts.services import people
from crm.testing.cast import NOON, make_user

ROLE_FIELDS = {"name_zh": "x", "name_en": "x"}


def rows():
    """Return every row of people, places and rights, to see that nothing changed."""
    names = ["User", "Role", "Grant", "Branch", "Team", "AuditEntry", "Notice"]
    found = {n: list(apps.get_model("accounts", n).objects.order_by("pk").values())
             for n in names}  # fmt: skip
    found["held"] = sorted(User.roles.through.objects.values_list("user", "role"))
    return found


def doors(cast):
    """Return (address, data) of every way to change people, places and rights."""
    user = {"username": "anna", "name": "x", "roles": [1], "language": "en",
            "time_zone": "UTC", "password": "long enough 99"}  # fmt: skip
    pk, admin = cast.ben.pk, reverse("admin:index")
    return [
        (f"{admin}accounts/user/add/", user | {"username": "new"}),
        (f"{admin}accounts/user/{pk}/change/", user),
        (f"{admin}accounts/user/{pk}/reactivate/", {}),
        (f"{admin}accounts/user/{pk}/reset-password/", {}),
        (f"{admin}accounts/user/{pk}/unlock/", {}),
        (f"{admin}accounts/user/{pk}/delete/", {"post": "yes"}),
        (f"/people/{pk}/handover/", {}),
        (f"{admin}accounts/branch/add/", {"code": "X", "name": "x"}),
        (f"{admin}accounts/branch/{cast.east.pk}/change/", {"code": "X", "name": "x"}),
        (f"{admin}accounts/team/add/", {"name": "x", "branch": cast.east.pk}),
        (f"{admin}accounts/team/{cast.team.pk}/change/",
         {"name": "x", "branch": cast.east.pk}),
        (f"{admin}accounts/role/add/", ROLE_FIELDS | {"code": "x"}),
        (f"{admin}accounts/role/1/change/", ROLE_FIELDS),
        (f"{admin}accounts/role/1/grants/", {"seen": "x", "SEE_CUSTOMERS": "ALL"}),
        (f"{admin}accounts/role/1/restore/", {}),
        (f"{admin}accounts/role/1/remove/", {}),
        (f"{admin}accounts/signinattempt/unlock/", {"username": "anna"}),
        (f"/see-as/{pk}/", {}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "who", ["anna", "carol", "max", "dan", "nina", "lia", "clara", "sam"]
)
def test_every_refusal_leaves_the_database_as_it_was(client, cast, who):
    client.force_login(getattr(cast, who))
    before = rows()
    for address, data in doors(cast):
        assert client.post(address, data).status_code == 403, address
        assert rows() == before, address


def test_a_stranger_is_sent_to_the_sign_in_page(client, cast):
    before = rows()
    for address, data in doors(cast):
        answer = client.post(address, data)
        assert answer.status_code == 302, address
        assert answer.url.startswith("/login/"), address
    assert rows() == before


def test_reading_writes_nothing(client, cast):
    client.force_login(cast.adam)
    client.get("/admin/")
    before = rows()
    for address, _data in doors(cast):
        assert client.get(address).status_code in {200, 403, 405}, address
    for address in ["/me/", "/inbox/", "/audit/", "/me/password/", "/login/"]:
        client.get(address)
    assert rows() == before


def test_nothing_is_changed_without_the_forms_own_token(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.adam)
    before = rows()
    addresses = [*doors(cast), ("/me/", {}), ("/me/password/", {}), ("/logout/", {}),
                 ("/inbox/read/", {}), ("/language/", {"language": "en"}),
                 ("/stay/", {})]  # fmt: skip
    for address, data in addresses:
        assert strict.post(address, data).status_code == 403, address
    assert rows() == before


@pytest.fixture
def clerk(cast):
    """Somebody who may manage users and open the site, and nothing beside."""
    role = Role.objects.create(code="clerk", name_zh="文员", name_en="Clerk")
    for can in ("OPEN_ADMIN", "MANAGE_USERS", "USE_PRODUCT"):
        role.grants.create(action=can, reach="ALL")
    return make_user("clerk", "clerk")


def test_who_manages_users_alone_reaches_no_roles_trail_or_eyes(client, clerk, cast):
    client.force_login(clerk)
    assert client.get("/admin/accounts/user/").status_code == 200
    assert client.get("/admin/accounts/role/").status_code == 403
    assert client.get("/admin/accounts/auditentry/").status_code == 403
    assert client.get("/audit/").status_code == 403
    assert client.post(f"/see-as/{cast.anna.pk}/").status_code == 403
    change = {"seen": "x", "SEE_CUSTOMERS": "ALL"}
    assert client.post("/admin/accounts/role/1/grants/", change).status_code == 403


def test_a_director_reads_the_trail_without_opening_the_site(client, cast):
    client.force_login(cast.dan)
    assert client.get("/audit/").status_code == 200
    assert client.get("/admin/").status_code == 403


@pytest.mark.parametrize(
    "query",
    ["actor=x", "action=%00", "since=2026-13-45", "cursor=zzz", "cursor=%F0%9F"],
)
def test_nonsense_in_the_address_breaks_no_list(client, cast, query):
    client.force_login(cast.adam)
    assert client.get(f"/audit/?{query}").status_code == 200
    assert client.get(f"/inbox/?{query}").status_code == 200
    for page in ("user", "signinattempt", "job"):
        status = client.get(f"/admin/accounts/{page}/?{query}").status_code
        assert status in {200, 302, 400}


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7|add:7 }}", "';--"])
def test_names_are_printed_never_run(client, cast, text):
    people.update_user(cast.anna, actor=cast.adam, name=text, at=NOON)
    client.force_login(cast.adam)
    for address in ["/admin/accounts/user/", "/audit/", "/admin/accounts/team/",
                    f"/admin/accounts/user/{cast.anna.pk}/change/"]:  # fmt: skip
        page = client.get(address).content.decode()
        assert "<script>alert" not in page, address


def test_the_product_does_not_start_without_its_secret_key():
    environment = {k: v for k, v in os.environ.items() if k != "SECRET_KEY"}
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        cwd=settings.BASE_DIR,
        env=environment | {"DJANGO_SETTINGS_MODULE": "crm.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


@pytest.mark.parametrize(
    "query",
    [
        "user/?password__startswith=argon2", "user/?password__regex=(",
        "user/?name=%00", "user/?last_login__year=99999999999",
        "user/?team__lead__password__startswith=a", "user/?branch__name=%00",
        "job/?kind=%00", "signinattempt/?username=%00", "branch/?code=%00",
        "team/?name=%00",
    ],
)  # fmt: skip
def test_a_list_is_asked_for_nothing_but_its_filters(client, cast, query):
    client.force_login(cast.adam)
    assert client.get(f"/admin/accounts/{query}").status_code in {302, 400}


def test_the_filters_of_a_list_still_narrow_it(client, cast):
    client.force_login(cast.adam)
    branch = f"branch__id__exact={cast.west.pk}"
    for query in (branch, "is_active__exact=1", "roles__id__exact=1"):
        assert client.get(f"/admin/accounts/user/?{query}").status_code == 200
    page = client.get(f"/admin/accounts/user/?{branch}").content.decode()
    assert cast.dora.name in page
    assert cast.anna.name not in page
