"""Everybody locks roles, then teams, then users: no two wait for each other."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections, transaction

from accounts.models import AuditEntry, Team, User
from accounts.services import keepers, people, teams
from crm.testing.cast import NOON
from crm.testing.waiting import eventually

WAITS = """
    SELECT count(*) FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))
"""


def in_its_own_connection(act):
    def run():
        try:
            return act()
        finally:
            connections.close_all()

    return run


def somebody_waits() -> bool:
    """Say whether another connection waits for a lock of this one."""
    with connection.cursor() as cursor:
        cursor.execute(WAITS)
        return bool(cursor.fetchone()[0])


def test_who_waits_for_the_roles_holds_no_user_yet(committed_cast):
    cast = committed_cast
    change = in_its_own_connection(
        lambda: people.update_user(cast.anna, actor=cast.adam, name="安", at=NOON)
    )
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), keepers.kept():
            waiting = pool.submit(change)
            eventually(somebody_waits)
            # What letting go does next: it would wait here, each for the other.
            User.objects.select_for_update(nowait=True).get(pk=cast.anna.pk)
        waiting.result(10)
    assert User.objects.get(pk=cast.anna.pk).name == "安"


def test_who_waits_for_a_team_holds_no_user_yet(committed_cast):
    cast = committed_cast
    change = in_its_own_connection(
        lambda: people.update_user(
            cast.max, actor=cast.adam, team=cast.team, branch=cast.west, at=NOON
        )
    )
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            teams.update_team(cast.team, actor=cast.adam, branch=cast.west, at=NOON)
            waiting = pool.submit(change)
            eventually(somebody_waits)
            User.objects.select_for_update(nowait=True).get(pk=cast.max.pk)
        waiting.result(10)
    assert User.objects.get(pk=cast.max.pk).branch == cast.west


def test_a_user_or_a_team_being_changed_may_still_be_named_by_others(committed_cast):
    cast = committed_cast
    name_them = in_its_own_connection(
        lambda: (
            AuditEntry.objects.create(
                at=NOON, actor=User.objects.get(pk=cast.anna.pk), action="x"
            )
            and Team.objects.create(
                name="新组", branch=cast.east, parent=cast.team, path="/0/"
            )
        )
    )
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        people.update_user(cast.anna, actor=cast.adam, phone="13800138000", at=NOON)
        teams.update_team(cast.team, actor=cast.adam, name="甲组", at=NOON)
        assert pool.submit(name_them).result(10)
