"""Branches and teams: the tree keeps its paths whatever is moved."""

import pytest

from accounts.models import AuditEntry, Notice, Team, User
from accounts.refused import Refused
from accounts.services import people, teams
from crm.testing.builders import place_team
from crm.testing.cast import NOON


@pytest.fixture
def tree(cast):
    """Four teams: a above b above c, and d beside them."""
    by = {"actor": cast.adam, "branch": cast.east, "at": NOON}
    a = teams.create_team("a", **by)
    b = teams.create_team("b", parent=a, **by)
    c = teams.create_team("c", parent=b, **by)
    d = teams.create_team("d", **by)
    return {"a": a, "b": b, "c": c, "d": d}


def paths():
    return {team.name: team.path for team in Team.objects.all()}


def test_a_team_stands_below_its_parent(tree):
    a, b, c = tree["a"].pk, tree["b"].pk, tree["c"].pk
    assert tree["c"].path == f"/{a}/{b}/{c}/"


def test_moving_a_team_moves_what_stands_below_it(tree, cast):
    place_team(tree["b"], actor=cast.adam, parent=tree["d"])

    b, c, d = tree["b"].pk, tree["c"].pk, tree["d"].pk
    assert paths()["b"] == f"/{d}/{b}/"
    assert paths()["c"] == f"/{d}/{b}/{c}/"
    assert paths()["a"] == f"/{tree['a'].pk}/"


def test_moving_to_the_top_cuts_the_head_of_every_path(tree, cast):
    place_team(tree["b"], actor=cast.adam, parent=None)
    assert paths()["c"] == f"/{tree['b'].pk}/{tree['c'].pk}/"


@pytest.mark.parametrize("below", ["a", "b", "c"])
def test_no_team_reports_to_itself_or_below_itself(tree, cast, below):
    before = paths()
    with pytest.raises(Refused, match="below it"):
        place_team(tree["a"], actor=cast.adam, parent=tree[below])
    assert paths() == before


def test_the_tree_has_a_bottom(cast):
    parent = None
    by = {"actor": cast.adam, "branch": cast.east, "at": NOON}
    for depth in range(8):
        parent = teams.create_team(f"t{depth}", parent=parent, **by)
    with pytest.raises(Refused, match="eight"):
        teams.create_team("t8", parent=parent, **by)


def test_a_lead_sees_people_of_a_team_moved_below_his(tree, cast):
    member = cast.dora
    User.objects.filter(pk=member.pk).update(team=tree["c"])
    assert member not in User.objects.led_by(User.objects.get(pk=cast.carol.pk))

    place_team(tree["b"], actor=cast.adam, parent=cast.team)

    assert member in User.objects.led_by(User.objects.get(pk=cast.carol.pk))


def test_a_change_is_recorded_with_old_and_new(tree, cast):
    teams.update_team(
        tree["d"], actor=cast.adam, name="新组", branch=cast.east,
        parent=tree["a"], lead=cast.carol, at=NOON,
    )  # fmt: skip
    entry = AuditEntry.objects.latest("pk")
    assert entry.action == "team.updated"
    assert entry.changes == {
        "name": ["d", "新组"],
        "parent": [None, "a"],
        "lead": [None, "李卡萝"],
    }


def test_a_save_that_changes_nothing_records_nothing(tree, cast):
    before = AuditEntry.objects.count()
    place_team(tree["b"], actor=cast.adam, parent=tree["a"])
    teams.update_branch(
        cast.east, actor=cast.adam, code="EAST", name="东城店", city="上海", at=NOON
    )
    assert AuditEntry.objects.count() == before


def test_the_directors_are_told_when_somebody_puts_himself_above_a_team(tree, cast):
    teams.update_team(
        tree["a"], actor=cast.adam, name="a", branch=cast.east, parent=None,
        lead=cast.adam, at=NOON,
    )  # fmt: skip
    assert [n.user for n in Notice.objects.all()] == [cast.dan]


def test_no_subtree_is_moved_below_the_bottom(tree, cast):
    parent = tree["d"]
    by = {"actor": cast.adam, "branch": cast.east, "at": NOON}
    for depth in range(2, 6):
        parent = teams.create_team(f"t{depth}", parent=parent, **by)
    before = paths()
    place_team(tree["a"], actor=cast.adam, parent=parent)
    assert max(path.count("/") for path in paths().values()) == 9

    place_team(tree["a"], actor=cast.adam, parent=None)
    assert paths() == before
    sixth = teams.create_team("t6", parent=parent, **by)
    before = paths()
    with pytest.raises(Refused, match="eight") as refusal:
        place_team(tree["a"], actor=cast.adam, parent=sixth)
    assert refusal.value.field == "parent"
    assert paths() == before


def test_people_move_along_with_their_team_and_it_is_recorded(cast):
    members = {cast.anna, cast.ben, cast.sam, cast.vera}
    teams.update_team(cast.team, actor=cast.adam, branch=cast.west, at=NOON)

    assert {user.branch for user in User.objects.filter(team=cast.team)} == {cast.west}
    moved = AuditEntry.objects.filter(action="user.updated")
    assert {entry.object_id for entry in moved} == {user.pk for user in members}
    assert {str(entry.changes) for entry in moved} == {
        "{'branch': ['东城店', '西城店']}"
    }
    assert User.objects.get(pk=cast.max.pk).branch == cast.east
    people.update_user(
        cast.anna, actor=cast.adam, name="王安安", team=cast.team, at=NOON
    )


def test_the_directors_hear_of_one_who_moves_himself_along_with_his_team(cast):
    people.update_user(
        cast.adam, actor=cast.adam, branch=cast.east, team=cast.team, at=NOON
    )
    Notice.objects.all().delete()
    teams.update_team(cast.team, actor=cast.adam, branch=cast.west, at=NOON)
    assert [notice.user for notice in Notice.objects.all()] == [cast.dan]


def test_a_team_whose_branch_moved_meanwhile_is_read_anew(cast):
    stale = Team.objects.select_related("branch").get(pk=cast.team.pk)
    teams.update_team(cast.team, actor=cast.adam, branch=cast.west, at=NOON)
    new = people.create_user(
        "neu", actor=cast.adam, name="新", password="p", team=stale, at=NOON
    )
    assert new.branch == cast.west
    with pytest.raises(Refused, match="belongs to the branch"):
        people.update_user(
            cast.max, actor=cast.adam, team=stale, branch=cast.east, at=NOON
        )


def test_only_the_fields_of_a_team_or_branch_are_changed(cast):
    with pytest.raises(TypeError, match="path"):
        teams.update_team(cast.team, actor=cast.adam, path="/", at=NOON)
    with pytest.raises(TypeError, match="pk"):
        teams.update_branch(cast.east, actor=cast.adam, pk=9, at=NOON)
