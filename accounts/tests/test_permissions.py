"""The role table: what is shipped, what a user's cells add up to, who reaches whom."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import matrix, sight
from accounts.choices import POPULATIONS, Reach, Scope
from accounts.models import Branch, Grant, Role, User
from accounts.permissions.actions import Can, reaches_of
from accounts.permissions.shipped import GRANTS, ROLES, TOPICS, shipped
from accounts.querysets import reaches, scope_of
from accounts.services import people, roles
from crm.context import Abilities
from crm.testing.cast import NOON, make_team, make_user

CELLS = [
    (role, can, reach)
    for can, row in GRANTS.items()
    for role, reach in zip(ROLES, row, strict=True)
]


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "can", "reach"), CELLS)
def test_a_role_may_exactly_what_its_cell_says(role, can, reach):
    user = make_user("somebody", role)

    assert reaches(user, can) == ({reach} if reach != Reach.NONE else frozenset())
    assert user.may(can) is (reach != Reach.NONE)
    is_scope = reach not in POPULATIONS
    assert scope_of(user, can) == (Scope[reach] if is_scope else Scope.NONE)


@pytest.mark.django_db
def test_the_rows_shipped_are_the_table_in_code():
    rows = {
        (grant.role.code, grant.action): grant.reach
        for grant in Grant.objects.select_related("role")
    }
    assert rows == {(r, c.value): x.value for r, c, x in CELLS if x != Reach.NONE}
    assert not matrix.differences(Role.objects.for_table())


def test_every_action_stands_under_one_topic_and_every_cell_is_allowed():
    listed = [can for _label, cans in TOPICS for can in cans]
    assert sorted(listed) == sorted(Can)
    assert all(reach in reaches_of(can) for _role, can, reach in CELLS)


def test_a_word_that_is_no_action_raises(cast):
    with pytest.raises(ValueError, match="FLY"):
        cast.anna.may("FLY")
    with pytest.raises(LookupError):
        Abilities(cast.anna)["fly"]


def test_a_user_without_a_role_may_nothing(db):
    nobody = make_user("nobody")
    assert not any(nobody.may(can) for can in Can)


def test_of_several_roles_the_widest_scope_counts_and_populations_stay(db):
    both = make_user("both", "account", "manager", "clubmanager")
    assert scope_of(both, Can.SEE_CUSTOMERS) is Scope.BRANCH
    assert Reach.MEMBERS in reaches(both, Can.SEE_CUSTOMERS)


@pytest.mark.parametrize(
    ("who", "reached"),
    [
        ("anna", {"anna"}),
        ("carol", {"carol", "anna", "ben", "sam", "vera"}),
        ("stray", {"stray"}),
        ("lia", {"lia"}),
        ("adam", set()),
    ],
)
def test_one_reaches_the_colleagues_of_ones_scope(cast, who, reached):
    user = getattr(cast, who)
    found = User.objects.for_user(user, Can.SEE_CUSTOMERS)
    assert {each.username for each in found} == reached


def test_a_manager_reaches_his_branch_and_a_director_everybody(cast):
    in_branch = User.objects.for_user(cast.max, Can.SEE_CUSTOMERS)
    assert set(in_branch) == set(User.objects.filter(branch=cast.east))
    everybody = User.objects.for_user(cast.dan, Can.SEE_CUSTOMERS)
    assert everybody.count() == User.objects.count()


def test_branch_scope_without_a_branch_is_oneself(cast):
    lost = make_user("lost", "manager")
    assert set(User.objects.for_user(lost, Can.SEE_CUSTOMERS)) == {lost}


def test_who_leads_nobody_without_a_team_sees_nobody_elses_without_a_team(cast):
    teamless = make_user("teamless", "account", branch=cast.east)
    found = User.objects.for_user(cast.stray, Can.SEE_CUSTOMERS)
    assert teamless not in found


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    role=st.sampled_from([r for r in ROLES if shipped(r, Can.CREATE_CUSTOMERS)]),
    lead=st.booleans(),
    in_team=st.booleans(),
)
def test_hierarchy_never_takes_a_create_right_away(db, role, lead, in_team):
    """Switching the reporting tree on cost others the right to create; not here."""
    with_creates = {Can.CREATE_CUSTOMERS, Can.LOG_VISITS}
    user = make_user(f"flat{User.objects.count()}", role)
    before = {can for can in with_creates if user.may(can)}

    from_code = people_in_tree(user, lead=lead, in_team=in_team)

    assert {can for can in with_creates if from_code.may(can)} == before


def people_in_tree(user: User, *, lead: bool, in_team: bool) -> User:
    branch, _new = Branch.objects.get_or_create(code="TREE", name="树")
    top = make_team("上级", branch)
    make_team("组", branch, lead=user if lead else None, parent=top)
    if in_team:
        User.objects.filter(pk=user.pk).update(team=top, branch=branch)
    return User.objects.get(pk=user.pk)


def test_a_changed_cell_counts_at_the_next_request(client, cast):
    client.force_login(cast.anna)
    assert client.get("/me/").status_code == 200
    account = Role.objects.get(code="account")

    roles.set_grants(
        account, actor=cast.adam, cells={Can.USE_PRODUCT: Reach.NONE}, at=NOON
    )

    assert client.get("/me/").status_code == 403


def test_a_taken_role_counts_at_the_next_request(client, cast):
    client.force_login(cast.anna)
    people.update_user(cast.anna, actor=cast.adam, roles=[], at=NOON)
    assert client.get("/me/").status_code == 403


def test_words_say_where_a_scope_reaches_nowhere(cast):
    lost = make_user("lost", "manager")
    customers = sight.topics(lost)[1]["lines"]
    assert all(line["is_empty_reach"] for line in customers if line["is_granted"])
    assert sight.colleagues(lost) | {"company": 0} == {
        "team": 0,
        "branch": 0,
        "company": 0,
    }
