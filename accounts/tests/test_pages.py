"""Every page of accounts opens for whoever may, in both languages, at a flat cost."""

import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.services import people, roles
from crm.testing.cast import NOON, make_user

OWN = ["/me/", "/me/password/", "/me/shortcuts/", "/inbox/"]
SITE = [
    "/admin/",
    "/admin/accounts/",
    "/admin/accounts/user/",
    "/admin/accounts/user/?q=wang&roles__id__exact=1",
    "/admin/accounts/user/add/",
    "/admin/accounts/branch/",
    "/admin/accounts/branch/add/",
    "/admin/accounts/team/",
    "/admin/accounts/team/add/",
    "/admin/accounts/role/",
    "/admin/accounts/role/add/",
    "/admin/accounts/role/differences/",
    "/admin/accounts/signinattempt/",
    "/admin/accounts/job/",
]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("url", OWN + SITE)
def test_an_administrator_opens_every_page(client, cast, url, language):
    people.update_user(cast.adam, actor=cast.adam, language=language, at=NOON)
    client.force_login(cast.adam)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("who", ["anna", "max", "dan", "lia", "clara", "nina"])
@pytest.mark.parametrize("url", SITE)
def test_the_site_is_closed_to_every_other_role(client, cast, who, url):
    client.force_login(getattr(cast, who))
    assert client.get(url).status_code == 403


def test_pages_of_one_user_team_branch_and_role_open(client, cast):
    client.force_login(cast.adam)
    for kind, pk in [
        ("user", cast.anna.pk),
        ("team", cast.team.pk),
        ("branch", cast.east.pk),
        ("role", 1),
    ]:
        url = reverse(f"admin:accounts_{kind}_change", args=[pk])
        assert client.get(url).status_code == 200, url
    for page in ["preview", "reset_password", "reactivate"]:
        url = reverse(f"admin:accounts_user_{page}", args=[cast.anna.pk])
        assert client.get(url).status_code == 200, url
    assert client.get("/admin/accounts/role/1/grants/").status_code == 200


@pytest.mark.parametrize("word", ["change", "preview", "delete"])
def test_a_user_that_is_not_there_is_404_and_none_is_deleted(client, cast, word):
    client.force_login(cast.adam)
    answer = client.get(f"/admin/accounts/user/999999/{word}/")
    assert answer.status_code in {403, 404}
    url = f"/admin/accounts/user/{cast.anna.pk}/delete/"
    assert client.post(url, {"post": "yes"}).status_code == 403
    cast.anna.refresh_from_db()


@pytest.mark.parametrize(
    "url",
    ["/admin/accounts/user/", "/admin/accounts/role/", "/audit/", "/inbox/"],
)
def test_lists_cost_the_same_for_two_rows_as_for_twelve(
    client, cast, count_queries, url
):
    client.force_login(cast.adam)
    costs = []
    for more in (2, 10):
        for number in range(more):
            code = f"extra{more}-{number}"
            make_user(code, "account", branch=cast.east, team=cast.team)
            anna_copy = Role.objects.get(code="account")
            roles.add(
                code, actor=cast.adam, name_zh=code, name_en=code, copy_of=anna_copy,
                at=NOON,
            )  # fmt: skip
        costs.append(count_queries(lambda: client.get(url)))
    assert costs[0] == costs[1]
