"""Roles: the table is edited, compared with what was shipped, and put back."""

import pytest
from django.utils.translation import override

from accounts import matrix
from accounts.choices import Reach
from accounts.models import AuditEntry, Grant, GrantEvent, Notice, Role, User
from accounts.permissions.actions import Can
from accounts.permissions.shipped import shipped
from accounts.refused import Conflict, Refused
from accounts.services import roles
from crm.testing.cast import NOON, make_user


@pytest.fixture
def account(cast):
    return Role.objects.get(code="account")


def cells(role):
    return roles.cells_of(Role.objects.get(pk=role.pk))


def test_the_changed_cells_are_one_entry_in_the_trail(account, cast):
    wanted = {
        Can.SEE_CUSTOMERS: Reach.TEAM,
        Can.SEE_VISITS: Reach.TEAM,
        Can.LOG_VISITS: Reach.OWN,
        Can.REVIEW_VISITS: Reach.TEAM,
    }
    count = roles.set_grants(account, actor=cast.adam, cells=wanted, at=NOON)

    assert count == 3
    entry = AuditEntry.objects.get(action="role.grants_changed")
    assert entry.changes == {
        "SEE_CUSTOMERS": ["OWN", "TEAM"],
        "SEE_VISITS": ["OWN", "TEAM"],
        "REVIEW_VISITS": ["NONE", "TEAM"],
    }
    assert cells(account)[Can.REVIEW_VISITS] == Reach.TEAM
    assert GrantEvent.objects.filter(action="SEE_VISITS", reach="OWN").exists()


def test_setting_what_stands_records_nothing(account, cast):
    same = {Can.SEE_CUSTOMERS: Reach.OWN, Can.SEE_AS: Reach.NONE}
    assert roles.set_grants(account, actor=cast.adam, cells=same, at=NOON) == 0
    assert not AuditEntry.objects.exists()


def test_a_cell_says_only_what_its_action_knows(account, cast):
    with pytest.raises(Refused, match="cannot be granted"):
        roles.set_grants(
            account, actor=cast.adam, cells={Can.SEE_AS: Reach.TEAM}, at=NOON
        )
    assert Can.SEE_AS not in cells(account)


@pytest.mark.parametrize(
    "can", [Can.MANAGE_USERS, Can.MANAGE_ROLES, Can.OPEN_ADMIN, Can.USE_PRODUCT]
)
def test_the_last_way_to_users_and_roles_stays_open(cast, can):
    admin = Role.objects.get(code="admin")
    before = cells(admin)
    with pytest.raises(Refused, match="nobody could"):
        roles.set_grants(admin, actor=cast.adam, cells={can: Reach.NONE}, at=NOON)
    assert cells(admin) == before
    assert not AuditEntry.objects.exists()


def test_two_halves_of_an_administrator_are_none(cast):
    admin, director = Role.objects.get(code="admin"), Role.objects.get(code="director")
    half = {Can.MANAGE_ROLES: Reach.ALL}
    roles.set_grants(director, actor=cast.adam, cells=half, at=NOON)
    lost = {Can.MANAGE_ROLES: Reach.NONE}
    with pytest.raises(Refused, match="nobody could"):
        roles.set_grants(admin, actor=cast.adam, cells=lost, at=NOON)
    assert Can.MANAGE_ROLES in cells(admin)


def test_it_may_move_to_a_role_that_somebody_at_work_holds(cast):
    admin, director = Role.objects.get(code="admin"), Role.objects.get(code="director")
    ways = (Can.OPEN_ADMIN, Can.MANAGE_USERS, Can.MANAGE_ROLES)
    every = dict.fromkeys(ways, Reach.ALL)
    roles.set_grants(director, actor=cast.adam, cells=every, at=NOON)
    none = dict.fromkeys(every, Reach.NONE)
    roles.set_grants(admin, actor=cast.adam, cells=none, at=NOON)
    assert not User.objects.get(pk=cast.adam.pk).may(Can.MANAGE_ROLES)


def test_every_director_is_told_at_once_when_a_holder_widens_his_own_role(cast):
    second = make_user("dan2", "director")
    gone = make_user("dan3", "director", is_active=False, deactivated_at=NOON)
    admin = Role.objects.get(code="admin")
    sees = {Can.SEE_CUSTOMERS: Reach.ALL}

    roles.set_grants(admin, actor=cast.adam, cells=sees, at=NOON)

    told = {notice.user for notice in Notice.objects.all()}
    assert told == {cast.dan, second}
    assert gone not in told
    assert "SEE_CUSTOMERS" in Notice.objects.first().params["changes"]
    assert AuditEntry.objects.get().actor == cast.adam


def test_changing_a_role_one_does_not_hold_is_told_to_nobody(account, cast):
    widened = {Can.SEE_CUSTOMERS: Reach.ALL}
    roles.set_grants(account, actor=cast.adam, cells=widened, at=NOON)
    assert not Notice.objects.exists()


def test_the_second_of_two_editors_is_told(account, cast):
    seen = roles.digest(cells(account))
    widened = {Can.SEE_CUSTOMERS: Reach.TEAM}
    roles.set_grants(account, actor=cast.adam, cells=widened, seen=seen, at=NOON)
    with pytest.raises(Conflict, match="meanwhile"):
        roles.set_grants(
            account, actor=cast.adam, cells={Can.SEE_CUSTOMERS: Reach.ALL}, seen=seen,
            at=NOON,
        )  # fmt: skip
    assert cells(account)[Can.SEE_CUSTOMERS] == Reach.TEAM


def test_a_role_of_ones_own_copies_another_and_goes_when_nobody_holds_it(account, cast):
    trainee = roles.add(
        "trainee", actor=cast.adam, name_zh="见习", name_en="Trainee", copy_of=account,
        at=NOON,
    )  # fmt: skip
    assert cells(trainee) == cells(account)
    holder = make_user("young", "trainee")
    with pytest.raises(Refused, match="holds this role"):
        roles.remove(trainee, actor=cast.adam, at=NOON)
    holder.roles.clear()
    roles.remove(trainee, actor=cast.adam, at=NOON)
    assert not Role.objects.filter(code="trainee").exists()
    assert not Grant.objects.filter(role_id=trainee.pk).exists()


def test_a_shipped_role_is_not_removed_and_no_code_stands_twice(account, cast):
    account.holders.clear()
    with pytest.raises(Refused, match="shipped role stays"):
        roles.remove(account, actor=cast.adam, at=NOON)
    with pytest.raises(Refused, match="role with this code"):
        roles.add("account", actor=cast.adam, name_zh="x", name_en="x", at=NOON)


def test_differences_are_listed_and_put_back_cell_by_cell_or_whole(account, cast):
    wider = {Can.SEE_CUSTOMERS: Reach.TEAM, Can.SEE_VISITS: Reach.NONE}
    roles.set_grants(account, actor=cast.adam, cells=wider, at=NOON)
    [found] = matrix.differences(Role.objects.for_table())
    assert [cell["can"] for cell in found["cells"]] == list(wider)

    roles.restore(account, actor=cast.adam, only=Can.SEE_CUSTOMERS, at=NOON)
    assert cells(account)[Can.SEE_CUSTOMERS] == shipped("account", Can.SEE_CUSTOMERS)
    assert Can.SEE_VISITS not in cells(account)

    roles.restore(account, actor=cast.adam, at=NOON)
    assert not matrix.differences(Role.objects.for_table())


def test_a_role_is_called_by_the_readers_language(account):
    with override("zh-hans"):
        assert str(account) == "客户经理"
    with override("en"):
        assert str(account) == "Account manager"


def test_the_page_of_roles_marks_those_that_differ_from_what_was_shipped(
    client, account, cast
):
    client.force_login(cast.adam)
    cell = {Can.SEE_CUSTOMERS: Reach.TEAM}
    roles.set_grants(account, actor=cast.adam, cells=cell, at=NOON)
    page = client.get("/admin/accounts/role/")
    assert page.context["table"]["changed_ids"] == {account.pk}
    picker = page.content.decode().partition('class="role-picker')[2]
    marked = [
        button for button in picker.partition("</ul>")[0].split("<li>")
        if "changed-dot" in button
    ]  # fmt: skip
    assert [f"/role/{account.pk}/" in button for button in marked] == [True]


def test_a_role_of_ones_own_has_nothing_to_go_back_to(account, cast):
    names = {"name_zh": "自设", "name_en": "Own"}
    own = roles.add("own", actor=cast.adam, copy_of=account, at=NOON, **names)
    stood = roles.cells_of(own)
    with pytest.raises(Refused, match="not shipped"):
        roles.restore(own, actor=cast.adam, at=NOON)
    assert roles.cells_of(own) == stood != {}
