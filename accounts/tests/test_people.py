"""Users: taken on, moved, let go; the last way to users and roles stays open."""

import pytest
from django.contrib.sessions.models import Session

from accounts.models import AuditEntry, Notice, Role, User, UserEvent
from accounts.refused import Refused
from accounts.services import passwords, people
from crm.testing.cast import NOON, PASSWORD, make_user


def role(code):
    return Role.objects.filter(code=code)


def test_a_new_user_is_found_by_pinyin_and_recorded(cast):
    user = people.create_user(
        "xiaoming", actor=cast.adam, name="单小明", password="long enough 9",
        roles=role("account"), team=cast.team, at=NOON,
    )  # fmt: skip
    assert user.branch == cast.east
    assert "shanxiaoming" in user.pinyin.split()
    assert user.name_key == "shan xiao ming"
    entry = AuditEntry.objects.get(action="user.created")
    assert entry.changes["roles"] == [None, "account"]
    assert "password" not in str(entry.changes)


@pytest.mark.parametrize("name", ["anna", "ANNA", "Anna"])
def test_one_user_name_is_one_person_in_any_case(cast, name):
    with pytest.raises(Refused, match="taken") as refusal:
        people.create_user(name, actor=cast.adam, name="x", password="p", at=NOON)
    assert refusal.value.field == "username"
    with pytest.raises(Refused, match="taken"):
        people.update_user(cast.ben, actor=cast.adam, username=name, at=NOON)
    cast.ben.refresh_from_db()
    assert cast.ben.username == "ben"


@pytest.mark.parametrize(
    "name", ["admın", "аdmin", "ａdmin\u200b", "ad min", "adamⅿ\u0307"]
)
def test_a_user_name_cannot_be_taken_for_another(cast, name):
    with pytest.raises(Refused, match="consists of") as refusal:
        people.create_user(name, actor=cast.adam, name="x", password="p", at=NOON)
    assert refusal.value.field == "username"
    with pytest.raises(Refused, match="consists of"):
        people.update_user(cast.ben, actor=cast.adam, username=name, at=NOON)
    assert not User.objects.filter(username=name).exists()


@pytest.mark.parametrize("name", ["li.wei", "王小明", "a_b-c+d@e.cn", "Account2"])
def test_a_plain_user_name_passes(cast, name):
    made = people.create_user(name, actor=cast.adam, name="x", password="p", at=NOON)
    assert made.username == name


def test_a_name_from_before_the_rule_stays_until_it_is_changed(cast):
    User.objects.filter(pk=cast.ben.pk).update(username="José")
    same = {"username": "José", "name": "何塞"}
    people.update_user(cast.ben, actor=cast.adam, at=NOON, **same)
    assert User.objects.get(pk=cast.ben.pk).name == "何塞"


def test_branch_and_team_must_agree(cast):
    with pytest.raises(Refused, match="belongs to the branch"):
        people.update_user(cast.anna, actor=cast.adam, branch=cast.west, at=NOON)
    cast.anna.refresh_from_db()
    assert cast.anna.branch == cast.east


def test_a_change_is_recorded_with_old_and_new_and_masked_numbers(cast):
    people.update_user(
        cast.anna, actor=cast.adam, name="王安安", phone="13800138000",
        roles=role("supervisor"), at=NOON,
    )  # fmt: skip
    entry = AuditEntry.objects.get(action="user.updated")
    assert entry.changes == {
        "name": ["王安娜", "王安安"],
        "phone": ["", "138****8000"],
        "roles": ["account", "supervisor"],
    }
    cast.anna.refresh_from_db()
    assert "wanganan" in cast.anna.pinyin
    assert UserEvent.objects.filter(pgh_obj=cast.anna, name="王安娜").exists()


def test_no_other_field_of_a_user_can_be_changed_that_way(cast):
    with pytest.raises(TypeError, match="password"):
        people.update_user(cast.anna, actor=cast.adam, password="x", at=NOON)


def test_a_failed_record_leaves_nothing_behind(cast, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("accounts.audit.record", fail)
    with pytest.raises(RuntimeError):
        people.update_user(cast.anna, actor=cast.adam, name="别人", at=NOON)
    cast.anna.refresh_from_db()
    assert cast.anna.name == "王安娜"


def test_a_deactivated_user_is_out_at_the_next_request(client, cast):
    client.force_login(cast.anna)
    assert client.get("/me/").status_code == 200

    people.deactivate(cast.anna, actor=cast.adam, at=NOON)

    answer = client.get("/me/")
    assert answer.status_code == 302
    assert answer.url.startswith("/login/")


def test_old_sessions_stay_dead_after_reactivation(client, cast):
    client.post("/login/", {"username": "anna", "password": PASSWORD})
    assert Session.objects.count() == 1

    people.deactivate(cast.anna, actor=cast.adam, at=NOON)
    people.reactivate(cast.anna, actor=cast.adam, at=NOON)

    assert client.get("/me/").status_code == 302
    assert not Session.objects.exists()


def test_nobody_is_deactivated_twice_or_by_himself(cast):
    people.deactivate(cast.anna, actor=cast.adam, at=NOON)
    with pytest.raises(Refused, match="already"):
        people.deactivate(cast.anna, actor=cast.adam, at=NOON)
    with pytest.raises(Refused, match="yourself"):
        people.deactivate(cast.adam, actor=cast.adam, at=NOON)
    assert User.objects.get(pk=cast.adam.pk).is_active


def test_the_last_administrator_keeps_his_place(cast):
    second = make_user("second", "admin")
    people.deactivate(cast.adam, actor=second, at=NOON)
    with pytest.raises(Refused, match="nobody could"):
        people.deactivate(second, actor=cast.adam, at=NOON)
    with pytest.raises(Refused, match="nobody could"):
        people.update_user(second, actor=second, roles=role("account"), at=NOON)
    second = User.objects.get(pk=second.pk)
    assert second.is_active
    assert second.role_codes() == ["admin"]


def test_directors_are_told_when_somebody_gives_himself_a_role(cast):
    both = Role.objects.filter(code__in=["admin", "manager"])
    people.update_user(cast.adam, actor=cast.adam, roles=both, at=NOON)

    notice = Notice.objects.get()
    assert notice.user == cast.dan
    assert "manager" in notice.params["changes"]["roles"][1]
    assert AuditEntry.objects.filter(actor=cast.adam, action="user.updated").exists()


def test_directors_hear_nothing_of_harmless_or_foreign_changes(cast):
    people.update_user(cast.adam, actor=cast.adam, name="管大管", at=NOON)
    people.update_user(cast.anna, actor=cast.adam, name="王安安", at=NOON)
    people.update_user(
        make_user("second"), actor=cast.adam, roles=role("admin"), at=NOON
    )
    assert not Notice.objects.exists()


def test_a_reset_password_is_told_and_must_be_replaced(client, cast):
    client.force_login(cast.anna)
    password = passwords.reset_password(cast.anna, actor=cast.adam, at=NOON)
    assert client.get("/me/").status_code == 302

    client.post("/login/", {"username": "anna", "password": password})
    assert client.get("/today/").url == "/me/password/"
    assert client.get("/today/", headers={"HX-Request": "true"}).status_code == 204
    answer = client.post(
        "/me/password/",
        {"old": password, "new": "blue horse 42", "again": "blue horse 42"},
    )
    assert answer.url == "/today/"
    assert client.get("/me/").status_code == 200
    assert Notice.objects.get(user=cast.anna).kind == "accounts.password_reset"
    assert password not in str(list(AuditEntry.objects.values("changes", "reason")))


def test_whose_roles_grant_nothing_still_replaces_his_password(client, db):
    idle = make_user("idle", must_change_password=True)
    client.force_login(idle)
    assert client.get("/today/").url == "/me/password/"
    assert client.get("/me/password/").status_code == 200
    said = {"old": PASSWORD, "new": "blue horse 42", "again": "blue horse 42"}
    assert client.post("/me/password/", said).status_code == 302
    assert not User.objects.get(pk=idle.pk).must_change_password


def test_nobody_resets_his_own_or_a_closed_accounts_password(cast):
    with pytest.raises(Refused, match="your own"):
        passwords.reset_password(cast.adam, actor=cast.adam, at=NOON)
    people.deactivate(cast.anna, actor=cast.adam, at=NOON)
    with pytest.raises(Refused, match="deactivated"):
        passwords.reset_password(cast.anna, actor=cast.adam, at=NOON)
