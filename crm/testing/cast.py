"""The cast: who plays in the tests. One branch, one team, and those outside them."""

import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from accounts import pinyin
from accounts.models import Branch, Role, Team, User

# Monday noon in Shanghai; what tests pass as `at`.
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
PASSWORD = "weixi-demo"


def make_user(username: str, *roles: str, name: str = "", **fields) -> User:
    """Create an active user with the given role codes and the password `PASSWORD`."""
    name = name or username.title()
    full, initials = pinyin.spoken(name)
    fields |= {"name_key": pinyin.sort_key(name), "pinyin": " ".join(full | initials)}
    user = User(username=username, name=name, **fields)
    user.set_password(PASSWORD)
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
    cast = SimpleNamespace(east=east, west=west)
    cast.carol = make_user("carol", "supervisor", name="李卡萝", branch=east)
    cast.eve = make_user("eve", "supervisor", name="周依芙", branch=west)
    cast.team = make_team("一组", east, lead=cast.carol)
    cast.other_team = make_team("二组", west, lead=cast.eve)
    people = {
        "anna": ("account", "王安娜", east, cast.team),
        "ben": ("account", "陈本", east, cast.team),
        "dora": ("account", "赵朵拉", west, cast.other_team),
        "max": ("manager", "马可思", east, None),
        "nina": ("information", "倪娜", east, None),
        "dan": ("director", "丁丹", None, None),
        "adam": ("admin", "管亚当", None, None),
        "stray": ("supervisor", "游离", east, None),
        "lia": ("liaison", "连丽雅", east, None),
        "cleo": ("clubmanager", "柯丽欧", east, None),
        "clara": ("clubspecialist", "柯拉拉", east, None),
        "sam": ("sales", "沈萨姆", east, cast.team),
        "vera": ("service", "魏薇拉", east, cast.team),
    }
    for username, (role, name, branch, team) in people.items():
        user = make_user(username, role, name=name, branch=branch, team=team)
        setattr(cast, username, user)
    return cast
