"""Who works at the demo company: three branches, their teams, thirty people."""

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from accounts import pinyin
from accounts.models import Branch, Team, User
from crm.demo.words.places import BRANCHES

PASSWORD = "weixi-demo"
# Whom tests and tours look for, a customer of `account`.
KNOWN = "王小明"

# team: (name, branch, team above, sign-in of its lead)
TEAMS = {
    "pd": ("浦东店客户关系部", "PD", None, "manager"),
    "pd1": ("浦东客户一组", "PD", "pd", "supervisor"),
    "pd2": ("浦东客户二组", "PD", "pd", "supervisor2"),
    "club": ("客户俱乐部", "PD", "pd", "clubmanager"),
    "sz": ("园区店客户关系部", "SZ", None, "tangwei"),
    "sz1": ("园区客户组", "SZ", "sz", "xiamin"),
    "hz": ("滨江店客户关系部", "HZ", None, "shijun"),
    "hz1": ("滨江客户组", "HZ", "hz", "fangyuan"),
}
# sign-in: (name, role codes, branch, team, share of the customers)
STAFF = {
    "director": ("顾明远", "director", "PD", None, 0),
    "admin": ("秦朗", "admin", "PD", None, 0),
    "information": ("苏文清", "information", "PD", "pd", 0),
    "liaison": ("赵立冬", "liaison", "PD", None, 0),
    "manager": ("沈佳宁", "manager", "PD", None, 0),
    "supervisor": ("陈立群", "supervisor", "PD", "pd", 2),
    "supervisor2": ("许曼", "supervisor", "PD", "pd", 2),
    "account": ("林晓峰", "account", "PD", "pd1", 9),
    "caojing": ("曹静", "account", "PD", "pd1", 8),
    "wuhao": ("吴昊", "account", "PD", "pd1", 8),
    "sales": ("何雨晴", "sales", "PD", "pd1", 5),
    "service": ("郑凯", "service", "PD", "pd1", 5),
    "account2": ("郭雅婷", "account", "PD", "pd2", 8),
    "luyao": ("陆遥", "account", "PD", "pd2", 8),
    "pengfei": ("彭飞", "account", "PD", "pd2", 7),
    "sales2": ("叶蓁", "sales", "PD", "pd2", 5),
    "service2": ("范志远", "service", "PD", "pd2", 5),
    "clubmanager": ("江映雪", "clubmanager", "PD", "pd", 0),
    "clubspecialist": ("宋佳", "clubspecialist", "PD", "club", 0),
    "clubspecialist2": ("邹琪", "clubspecialist", "PD", "club", 0),
    "tangwei": ("唐维", "manager", "SZ", None, 0),
    "xiamin": ("夏敏", "supervisor", "SZ", "sz", 1),
    "renjie": ("任杰", "account", "SZ", "sz1", 8),
    "moli": ("莫莉", "account", "SZ", "sz1", 7),
    "duheng": ("杜衡", "sales service", "SZ", "sz1", 4),
    "shijun": ("史君", "manager", "HZ", None, 0),
    "fangyuan": ("方圆圆", "supervisor account", "HZ", "hz", 4),
    "longfei": ("龙飞", "account", "HZ", "hz1", 7),
    "baiyu": ("白羽", "account", "HZ", "hz1", 7),
    "shanxiao": ("单晓", "sales service", "HZ", "hz1", 4),
}


@dataclass
class Company:
    """The people before they are stored: by sign-in, branch code and team key."""

    branches: dict[str, Branch] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def owners(self) -> list[User]:
        return [user for name, user in self.users.items() if STAFF[name][-1]]

    def shares(self) -> list[int]:
        return [row[-1] for row in STAFF.values() if row[-1]]

    def lead_of(self, user: User) -> User | None:
        """Return who reviews what `user` does; nobody reviews himself."""
        for key, team in self.teams.items():
            if team is user.team:
                lead = self.users[TEAMS[key][-1]]
                return None if lead is user else lead
        return None

    def receptionists(self, branch: Branch) -> list[User]:
        """Return those of the branch who receive customers of their colleagues."""
        return [
            self.users[name]
            for name, (_, roles, code, *_) in STAFF.items()
            if "service" in roles.split() and self.branches[code] is branch
        ]


def company() -> Company:
    """Return the whole staff, unsaved; team leads are set once everybody is stored."""
    made = Company()
    for code, (name, city, _) in BRANCHES.items():
        made.branches[code] = Branch(code=code, name=name, city=city)
    for key, (name, branch, above, _) in TEAMS.items():
        parent = made.teams.get(above)
        made.teams[key] = Team(name=name, branch=made.branches[branch], parent=parent)
    hashed = make_password(PASSWORD)
    for username, (name, _, branch, team, _) in STAFF.items():
        made.users[username] = person(
            username, name, hashed, made.branches[branch], made.teams.get(team)
        )
    return made


def administrator() -> User:
    """Return the one person of a company about to begin, unsaved; named by his post.

    A name of any language would be wrong in the other one.
    """
    return person("admin", "admin", make_password(PASSWORD))


def person(
    username: str,
    name: str,
    hashed: str,
    branch: Branch | None = None,
    team: Team | None = None,
) -> User:
    full, initials = pinyin.spoken(name)
    return User(
        username=username,
        name=name,
        name_key=pinyin.sort_key(name),
        pinyin=" ".join(sorted(full | initials)),
        password=hashed,
        email=f"{username}@weixi.example",
        branch=branch,
        team=team,
    )
