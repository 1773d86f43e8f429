"""Who manages users alone stays below his grants; who nears customers is told of."""

import pytest

from accounts.models import AuditEntry, Notice, Role, User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.services import passwords, people, roles
from crm.testing.cast import NOON, make_user


def role(*codes):
    return Role.objects.filter(code__in=codes)


def own_role(code, **cells):
    made = Role.objects.create(code=code, name_zh=code, name_en=code)
    for can, reach in cells.items():
        made.grants.create(action=can, reach=reach)
    return made


@pytest.fixture
def clerk(cast):
    """Somebody who manages users and no roles, and sees the customers of a branch."""
    cells = dict.fromkeys(("USE_PRODUCT", "OPEN_ADMIN", "MANAGE_USERS"), "ALL")
    own_role("clerk", **cells, SEE_CUSTOMERS="BRANCH", REVEAL_NUMBERS="MEMBERS")
    return make_user("clerk", "clerk", branch=cast.east)


def change(client, user, **fields):
    """Send the form of a user as his page gave it, with other `fields`."""
    address = f"/admin/accounts/user/{user.pk}/change/"
    seen = client.get(address).context["form"]["seen"].value()
    said = {"seen": seen, "username": user.username, "name": user.name}
    said |= {"language": "en", "time_zone": "Asia/Shanghai"}
    said |= {"branch": user.branch_id or ""}
    return client.post(address, said | fields)


def test_nobody_gives_himself_roles_that_do_more_than_his_own(client, clerk):
    client.force_login(clerk)
    every = list(Role.objects.values_list("pk", flat=True))
    page = change(client, clerk, roles=every)
    assert page.status_code == 200
    assert "roles" in page.context["form"].errors
    assert "权限高于您" in page.context["form"].errors["roles"][0]
    assert User.objects.get(pk=clerk.pk).role_codes() == ["clerk"]
    assert not AuditEntry.objects.filter(action="user.updated").exists()


@pytest.mark.parametrize(
    ("can", "reach", "fits"),
    [
        ("SEE_CUSTOMERS", "OWN", True),
        ("SEE_CUSTOMERS", "BRANCH", True),
        ("SEE_CUSTOMERS", "ALL", False),
        ("SEE_CUSTOMERS", "MEMBERS", False),
        ("REVEAL_NUMBERS", "MEMBERS", True),
        ("REVEAL_NUMBERS", "OWN", False),
        ("EDIT_CUSTOMERS", "OWN", False),
        ("MANAGE_USERS", "ALL", True),
        ("MANAGE_ROLES", "ALL", False),
    ],
)
def test_one_gives_no_cell_that_reaches_further_than_ones_own(clerk, can, reach, fits):
    one = own_role("one", **{can: reach})
    new = {"name": "x", "password": "long enough 9", "roles": [one], "at": NOON}
    if fits:
        assert people.create_user("new", actor=clerk, **new).role_codes() == ["one"]
        return
    with pytest.raises(Refused, match="may do more than you") as refusal:
        people.create_user("new", actor=clerk, **new)
    assert refusal.value.field == "roles"
    assert not User.objects.filter(username="new").exists()


def test_who_holds_more_is_out_of_reach(cast, clerk):
    deeds = [
        lambda: people.update_user(cast.dan, actor=clerk, username="mine", at=NOON),
        lambda: people.deactivate(cast.dan, actor=clerk, at=NOON),
        lambda: passwords.reset_password(cast.dan, actor=clerk, at=NOON),
    ]
    before = User.objects.filter(pk=cast.dan.pk).values().get()
    for deed in deeds:
        with pytest.raises(Refused, match="may do more than you"):
            deed()
    assert User.objects.filter(pk=cast.dan.pk).values().get() == before
    people.deactivate(cast.dan, actor=cast.adam, at=NOON)
    with pytest.raises(Refused, match="may do more than you"):
        people.reactivate(cast.dan, actor=clerk, at=NOON)


def test_who_holds_as_much_or_less_can_be_looked_after(cast, clerk):
    second = make_user("second", "clerk")
    assert passwords.reset_password(second, actor=clerk, at=NOON)
    people.update_user(second, actor=clerk, name="别人", roles=role(), at=NOON)
    people.deactivate(second, actor=clerk, at=NOON)
    assert User.objects.get(pk=second.pk).name == "别人"


def test_who_manages_roles_gives_any(cast):
    people.update_user(cast.ben, actor=cast.adam, roles=role("director"), at=NOON)
    assert User.objects.get(pk=cast.ben.pk).role_codes() == ["director"]


def told():
    notices = Notice.objects.filter(kind="accounts.customer_access").order_by("pk")
    return [(notice.user.username, notice.params["deed"]) for notice in notices]


def test_directors_hear_of_a_second_account_that_sees_customers(cast):
    new = {"name": "x", "password": "long enough 9", "at": NOON}
    second = people.create_user("second", actor=cast.adam, roles=role("account"), **new)
    assert told() == [("dan", "created")]
    people.update_user(second, actor=cast.adam, roles=role("manager"), at=NOON)
    assert told()[1:] == [("dan", "roles")]
    passwords.reset_password(cast.ben, actor=cast.adam, at=NOON)
    assert told()[2:] == [("dan", "password")]


def test_directors_hear_of_a_role_that_begins_to_see_customers(cast):
    quiet = own_role("quiet", USE_PRODUCT="ALL")
    people.create_user("second", actor=cast.adam, name="x", password="long enough 9",
                       roles=[quiet], at=NOON)  # fmt: skip
    assert told() == []
    roles.set_grants(quiet, actor=cast.adam, cells={Can.SEE_CUSTOMERS: "ALL"}, at=NOON)
    assert told() == [("dan", "role")]


def test_directors_hear_nothing_where_no_customer_comes_nearer(cast):
    second = make_user("second", "admin")
    passwords.reset_password(second, actor=cast.adam, at=NOON)
    people.update_user(second, actor=cast.adam, roles=role("admin"), at=NOON)
    people.update_user(cast.ben, actor=cast.adam, name="陈大本", at=NOON)
    assert told() == []


def test_a_director_reads_what_was_done(client, cast):
    passwords.reset_password(cast.ben, actor=cast.adam, at=NOON)
    client.force_login(cast.dan)
    User.objects.filter(pk=cast.dan.pk).update(language="en")
    page = client.get("/inbox/").content.decode()
    assert f"{cast.adam}, who sees no customers, reset the password of" in page
