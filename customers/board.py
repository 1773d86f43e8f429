"""What the board of data quality says: consequences, flaws, who keeps how well."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Avg, Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import paging
from accounts.choices import Scope
from accounts.days import local
from accounts.models import Branch, User
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from customers.choices.completeness import Odd
from customers.filters import CustomerFilter
from customers.lack_filters import TRUSTED, TRUSTED_MONTHS, Lacks, lacking
from customers.models import Customer, Double, QualityDay

# What is less complete is worth a look; with what a score is compared.
POOR, TREND_DAYS = 60, 30
STALE_DAYS = 365
LEVELS = ((80, "good"), (POOR, "fair"), (0, "poor"))
FLAWS = (
    {"unverified": TRUSTED_MONTHS}, {"check": "trouble"}, {"untouched": STALE_DAYS},
    {"lacks": Lacks.OWNER}, {"lacks": Lacks.CONTACT},
    *({"odd": odd} for odd in Odd),
)  # fmt: skip


Counting = Callable[[QuerySet], tuple[int, str]]


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong with so many, and the list that holds exactly them."""

    text: str
    size: int
    shown: str
    url: str


@dataclass(frozen=True)
class Share:
    """How complete a group of customers is, and how it was a month ago."""

    name: str
    customers: int
    score: int
    change: int | None
    poor: int
    url: str
    poor_url: str

    @property
    def fall(self) -> int:
        return -(self.change or 0)

    @property
    def level(self) -> str:
        return next(word for floor, word in LEVELS if self.score >= floor)


@dataclass(frozen=True)
class View:
    """The customers whose quality somebody may see, and the list that holds them."""

    user: User
    at: datetime
    asked: dict
    everybody: QuerySet[Customer]

    def rows(self, **more) -> QuerySet[Customer]:
        """Return what the list at `url(**more)` shows."""
        rows = self.everybody
        match more:
            case {"lacks": lack}:
                return lacking(rows, lack, self.at)
            case {"odd": odd}:
                return rows.odd(odd, self.at.date())
            case {"untouched": days}:
                return rows.untouched_since(self.at - timedelta(days=days))
            case {"unverified": _months}:
                return rows.unverified_since(self.at.date() - TRUSTED)
            case {"check": _trouble}:
                return rows.with_trouble()
        return rows

    def url(self, **more) -> str:
        return f"{reverse('customers:index')}?{urlencode(self.asked | more)}"


def view_of(user: User, at: datetime) -> View:
    """Return what of the archive `user` may judge.

    Where he sees more customers than he may judge, the list is narrowed.
    """
    match scope_of(user, Can.SEE_QUALITY):
        case Scope.OWN:
            asked = {"whose": "mine"}
        case Scope.TEAM:
            asked = {"whose": "team"}
        case Scope.BRANCH if scope_of(user, Can.SEE_CUSTOMERS) is Scope.ALL:
            asked = {"branch": user.branch_id}
        case _:
            asked = {"whose": "all"}
    here = local(at)
    return View(user, here, asked, _listed(user, here, asked))


def exactly(rows: QuerySet) -> tuple[int, str]:
    """Return how many, and how one says it: as the head of the list does."""
    count, is_exact = paging.size_of(rows)
    told = f"{count:,}"
    return count, told if is_exact else _("about %(count)s") % {"count": told}


def consequences(view: View, count: Counting = exactly) -> list[Issue]:
    """Return what cannot be done, and for how many; none where it can for all."""
    found = (_issue(view, {"lacks": lack}, lack, count) for lack in CONSEQUENCES)
    return [issue for issue in found if issue.size]


def flaws(view: View) -> list[Issue]:
    """Return what is wrong in the archive, zeros among it."""
    found = [_issue(view, asked) for asked in FLAWS]
    if not view.user.may(Can.EDIT_CUSTOMERS):
        return found
    pairs = Double.objects.for_user(view.user, Can.EDIT_CUSTOMERS).open()
    url = reverse("customers:doubles")
    return [Issue(_("pairs that may be doubles"), *exactly(pairs), url), *found]


def whole(view: View) -> Share:
    """Return how complete everything is that one may judge; two queries."""
    told = view.rows().order_by().aggregate(**_measures())
    return _share(view, _("Altogether"), told, _before(view, None).get(None), {})


def by_owner(view: View) -> list[Share]:
    """Return a row an owner, the least complete first; none of oneself alone."""
    if scope_of(view.user, Can.SEE_QUALITY) < Scope.TEAM:
        return []
    groups, before = _groups(view, "owner_id"), _before(view, "owner_id")
    people = User.objects.for_user(view.user, Can.SEE_CUSTOMERS)
    names = dict(people.filter(pk__in=groups).values_list("pk", "name"))
    return _shares(view, "owner", groups, names, before)


def by_branch(view: View) -> list[Share]:
    """Return a row a branch, for whoever sees all of them; three queries."""
    if scope_of(view.user, Can.SEE_QUALITY) < Scope.ALL:
        return []
    groups, before = _groups(view, "branch_id"), _before(view, "branch_id")
    names = dict(Branch.objects.filter(pk__in=groups).values_list("pk", "name"))
    return _shares(view, "branch", groups, names, before)


def _listed(user: User, at: datetime, asked: dict) -> QuerySet[Customer]:
    """Return the customers on the list that is so narrowed."""
    seen = Customer.objects.for_user(user, Can.SEE_CUSTOMERS)
    told = {name: str(value) for name, value in asked.items()}
    return CustomerFilter(told, seen, user=user, at=at).qs


def _issue(view: View, asked: dict, lack: str = "", count: Counting = exactly) -> Issue:
    size, shown = count(view.rows(**asked))
    text = CONSEQUENCES[lack](size) if lack else _flaw(asked)
    return Issue(text, size, shown, view.url(**asked))


def _flaw(asked: dict) -> str:
    match asked:
        case {"odd": odd}:
            return _("contradictory: %(value)s") % {"value": Odd(odd).label}
        case {"unverified": months}:
            return _("not verified for %(count)s months") % {"count": months}
        case {"untouched": days}:
            return _("no contact for %(count)s days") % {"count": days}
        case {"check": _trouble}:
            return _("out of reach by what is recorded")
        case {"lacks": Lacks.OWNER}:
            return _("without an owner at work")
    return _("no contact for longer than the tier allows")


def _measures() -> dict:
    score = "completeness__score"
    return {
        "customers": Count("pk"),
        "score": Avg(score),
        "poor": Count("pk", filter=Q(**{f"{score}__lt": POOR})),
    }


def _groups(view: View, by: str) -> dict[int, dict]:
    rows = view.rows().order_by().values(by).annotate(**_measures())
    return {row[by]: row for row in rows}


def _before(view: View, by: str | None) -> dict:
    """Return the averages of a month ago, of the groups or of all; one query."""
    then = view.at.date() - timedelta(days=TREND_DAYS)
    days = QualityDay.objects.for_user(view.user, Can.SEE_QUALITY)
    return days.nearest(then, then - timedelta(days=TREND_DAYS)).averages(by)


def _shares(view: View, name: str, groups, names, before) -> list[Share]:
    shares = [
        _share(view, names[key], told, before.get(key), {name: key})
        for key, told in groups.items()
        if key in names
    ]
    return sorted(shares, key=lambda share: (share.score, -share.customers))


def _share(view: View, name: str, told: dict, before, asked: dict) -> Share:
    score = round(told["score"] if told["score"] is not None else 100)
    return Share(
        name=name,
        customers=told["customers"],
        score=score,
        change=None if before is None else score - round(before),
        poor=told["poor"],
        url=view.url(**asked),
        poor_url=view.url(**asked, incomplete=POOR),
    )


# What cannot be done without it, said of how many.
CONSEQUENCES = {
    Lacks.PHONE: lambda count: ngettext(
        "customer cannot be called: no phone number",
        "customers cannot be called: no phone number",
        count,
    ),
    Lacks.REACH: lambda count: ngettext(
        "customer may not be reached: no phone verified in 18 months",
        "customers may not be reached: no phone verified in 18 months",
        count,
    ),
    Lacks.SERVICE: lambda count: ngettext(
        "customer cannot be reminded: no next service date",
        "customers cannot be reminded: no next service date",
        count,
    ),
    Lacks.INVITATION: lambda count: ngettext(
        "customer cannot be invited: no consent to offers and invitations",
        "customers cannot be invited: no consent to offers and invitations",
        count,
    ),
    Lacks.BIRTHDAY: lambda count: ngettext(
        "customer gets no birthday greeting: no birthday",
        "customers get no birthday greeting: no birthday",
        count,
    ),
}
