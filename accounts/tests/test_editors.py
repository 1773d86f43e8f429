"""Two administrators at one form: neither overwrites the other, no word is lost."""

import pytest

from accounts.choices import Reach
from accounts.models import Branch, Role, Team, User
from accounts.permissions.actions import Can
from accounts.services import people, roles, teams
from crm.testing.cast import NOON


@pytest.fixture
def admin(client, cast):
    """Adam's browser, in English."""
    people.update_user(cast.adam, actor=cast.adam, language="en", at=NOON)
    client.force_login(cast.adam)
    return client


def shown(form) -> dict:
    """Return what a browser would send of a form left as it is."""
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def opened(browser, url: str) -> dict:
    return shown(browser.get(url).context["form"])


def address(kind: str, row) -> str:
    return f"/admin/accounts/{kind}/{row.pk}/change/"


def by(cast) -> dict:
    return {"actor": cast.adam, "at": NOON}


def test_what_the_other_changed_alone_stays(admin, cast):
    url = address("user", cast.anna)
    typed = opened(admin, url) | {"phone": "13800138000"}
    manager = Role.objects.filter(code="manager")
    people.update_user(cast.anna, name="王安安", team=None, roles=manager, **by(cast))

    assert admin.post(url, typed).status_code == 302

    anna = User.objects.get(pk=cast.anna.pk)
    assert (anna.name, anna.team, anna.phone) == ("王安安", None, "13800138000")
    assert anna.role_codes() == ["manager"]


def test_what_both_changed_is_asked_with_both_values(admin, cast):
    url = address("user", cast.anna)
    mine = {"name": "王我的", "phone": "13800138000"}
    supervisor, manager = Role.objects.filter(code__in=["supervisor", "manager"])
    typed = opened(admin, url) | mine | {"roles": [supervisor.pk]}
    people.update_user(
        cast.anna, name="王他的", email="new@example.cn", roles=[manager], **by(cast)
    )

    page = admin.post(url, typed)

    form, text = page.context["form"], page.content.decode()
    assert {"name", "roles"} == set(form.errors)
    assert "“王他的”" in text
    assert f"“{manager.name_en}”" in text
    again = shown(form)
    assert {name: again[name] for name in mine} == mine
    assert again["roles"] == [supervisor.pk]
    assert again["email"] == "new@example.cn"
    assert User.objects.get(pk=cast.anna.pk).name == "王他的"

    assert admin.post(url, again).status_code == 302
    anna = User.objects.get(pk=cast.anna.pk)
    assert (anna.name, anna.phone) == ("王我的", "13800138000")
    assert (anna.email, anna.role_codes()) == ("new@example.cn", [supervisor.code])


def test_both_wrote_the_same_is_no_conflict(admin, cast):
    url = address("user", cast.anna)
    typed = opened(admin, url) | {"name": "王安安"}
    people.update_user(cast.anna, name="王安安", **by(cast))
    assert admin.post(url, typed).status_code == 302


@pytest.mark.parametrize("seen", ["", "x", "a.b", "." * 8])
def test_a_form_that_does_not_know_what_it_showed_overwrites_nothing(admin, cast, seen):
    url = address("user", cast.anna)
    typed = opened(admin, url) | {"name": "王安安", "seen": seen}
    page = admin.post(url, typed)
    assert "name" in page.context["form"].errors
    assert User.objects.get(pk=cast.anna.pk).name == "王安娜"


def test_two_at_one_branch(admin, cast):
    url = address("branch", cast.east)
    typed = opened(admin, url) | {"name": "东城一店", "city": "苏州"}
    teams.update_branch(cast.east, name="东城总店", **by(cast))

    page = admin.post(url, typed)

    assert set(page.context["form"].errors) == {"name"}
    assert "“东城总店”" in page.content.decode()
    assert admin.post(url, shown(page.context["form"])).status_code == 302
    east = Branch.objects.get(pk=cast.east.pk)
    assert (east.name, east.city) == ("东城一店", "苏州")


def test_two_at_one_team(admin, cast):
    url = address("team", cast.team)
    typed = opened(admin, url) | {"lead": cast.max.pk}
    teams.update_team(cast.team, name="甲组", lead=cast.anna, **by(cast))

    page = admin.post(url, typed)

    assert set(page.context["form"].errors) == {"lead"}
    assert "“王安娜”" in page.content.decode()
    assert admin.post(url, shown(page.context["form"])).status_code == 302
    team = Team.objects.get(pk=cast.team.pk)
    assert (team.name, team.lead) == ("甲组", cast.max)


def test_two_at_the_names_of_a_role(admin, cast):
    role = Role.objects.get(code="account")
    url = address("role", role)
    typed = opened(admin, url) | {"name_en": "Mine"}
    roles.rename(role, name_zh="客户经理", name_en="Theirs", **by(cast))

    page = admin.post(url, typed)

    assert "“Theirs”" in page.content.decode()
    assert admin.post(url, shown(page.context["form"])).status_code == 302
    assert Role.objects.get(pk=role.pk).name_en == "Mine"


def test_two_at_one_column_of_the_role_table(admin, cast):
    role = Role.objects.get(code="account")
    url = f"/admin/accounts/role/{role.pk}/grants/"
    typed = opened(admin, url) | {"SEE_VISITS": "BRANCH"}
    theirs = {Can.SEE_CUSTOMERS: Reach.TEAM}
    roles.set_grants(role, cells=theirs, **by(cast))

    page = admin.post(url, typed)

    assert "meanwhile" in page.content.decode()
    assert page.content.decode().count("you had chosen: ") == 1
    assert "you had chosen: branch" in page.content.decode()
    stands = shown(page.context["form"])
    assert (stands["SEE_CUSTOMERS"], stands["SEE_VISITS"]) == ("TEAM", "OWN")
    assert roles.cells_of(role)[Can.SEE_VISITS] == Reach.OWN

    assert admin.post(url, stands | {"SEE_VISITS": "BRANCH"}).status_code == 302
    cells = roles.cells_of(role)
    assert cells[Can.SEE_VISITS] == Reach.BRANCH
    assert cells[Can.SEE_CUSTOMERS] == Reach.TEAM


@pytest.mark.parametrize("code", ["EAST", "WEST"])
def test_a_code_that_is_taken_keeps_the_form(admin, cast, code):
    new = {"code": code, "name": "新店", "city": "杭州"}
    page = admin.post("/admin/accounts/branch/add/", new)
    assert "code" in page.context["form"].errors
    assert shown(page.context["form"]) == new

    other = cast.west if code == "EAST" else cast.east
    typed = opened(admin, address("branch", other)) | new
    page = admin.post(address("branch", other), typed)
    assert "code" in page.context["form"].errors
    assert page.context["form"]["name"].value() == "新店"
    assert not Branch.objects.filter(name="新店").exists()
