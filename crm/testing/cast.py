"""The cast: who plays in the tests. One branch, one team, and those outside them."""

import datetime
import functools
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from accounts import pinyin
from accounts.models import Branch, Role, Team, User

# Monday noon in Shanghai; what tests pass as `at`.
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
PASSWORD = "weixi-demo"


def new_user(username: str, name: str = "", **fields) -> User:
    """Return an active user with the password `PASSWORD`, not stored yet."""
    name = name or username.title()
    full, initials = pinyin.spoken(name)
    fields |= {"name_key": pinyin.sort_key(name), "pinyin": " ".join(full | initials)}
    return User(username=username, name=name, password=_hashed(), **fields)


def make_user(username: str, *roles: str, name: str = "", **fields) -> User:
    """Create an active user with the given role codes and the password `PASSWORD`."""
    user = new_user(username, name, **fields)
    user.save()
    user.roles.set(Role.objects.filter(code__in=roles))
    return user


def make_team(name: str, branch: Branch, lead=None, parent=None) -> Team:
    team = Team.objects.create(name=name, branch=branch, lead=lead, parent=parent)
    above = parent.path if parent else "/"
    team.path = f"{above}{team.pk}/"
    team.save()
    return team


def make_cast() -> SimpleNamespace:
    """Return the people, the two branches and the two teams.

    anna owns; ben shares her team; carol leads it; dora is in another branch and team,
    led by eve; max manages anna's branch; nina informs there; dan directs; adam
    administers; stray supervises but leads nobody; lia is a liaison; cleo and clara
    are of the club; sam and vera are the sales and service specialists.
    """
    east = Branch.objects.create(code="EAST", name="东城店", city="上海")
    west = Branch.objects.create(code="WEST", name="西城店", city="成都")
    leads = [
        new_user("carol", name="李卡萝", branch=east),
        new_user("eve", name="周依芙", branch=west),
    ]
    carol, eve = User.objects.bulk_create(leads)
    team = make_team("一组", east, lead=carol)
    other_team = make_team("二组", west, lead=eve)
    people = {
        "anna": ("account", "王安娜", east, team),
        "ben": ("account", "陈本", east, team),
        "dora": ("account", "赵朵拉", west, other_team),
        "max": ("manager", "马可思", east, None),
        "nina": ("information", "倪娜", east, None),
        "dan": ("director", "丁丹", None, None),
        "adam": ("admin", "管亚当", None, None),
        "stray": ("supervisor", "游离", east, None),
        "lia": ("liaison", "连丽雅", east, None),
        "cleo": ("clubmanager", "柯丽欧", east, None),
        "clara": ("clubspecialist", "柯拉拉", east, None),
        "sam": ("sales", "沈萨姆", east, team),
        "vera": ("service", "魏薇拉", east, team),
    }
    users = User.objects.bulk_create(
        new_user(username, name=name, branch=branch, team=of)
        for username, (_role, name, branch, of) in people.items()
    )
    _give_roles(
        {carol: "supervisor", eve: "supervisor"}
        | {user: people[user.username][0] for user in users}
    )
    everybody = {user.username: user for user in (carol, eve, *users)}
    places = {"east": east, "west": west, "team": team, "other_team": other_team}
    return SimpleNamespace(**places, **everybody)


def _give_roles(roles: dict[User, str]) -> None:
    pk_of = dict(Role.objects.values_list("code", "pk"))
    held = User.roles.through
    held.objects.bulk_create(
        held(user=user, role_id=pk_of[code]) for user, code in roles.items()
    )


@functools.cache
def _hashed() -> str:
    return make_password(PASSWORD)
