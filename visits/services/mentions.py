"""Whom a text below a visit names: kept beside the text, told if he sees the visit."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import mentions
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.services import notices
from visits.models import Mention, Visit

EXCERPT = 200


class Unheard(Refused):
    """Colleagues are named who do not see the visit; `unheard` holds their ids."""

    def __init__(self, people: list[User]):
        names = _(", ").join(map(str, people))
        said = ngettext(
            "%(names)s does not see this visit and will not be told. "
            "Save again to keep the text as it is.",
            "%(names)s do not see this visit and will not be told. "
            "Save again to keep the text as it is.",
            len(people),
        )
        super().__init__(said % {"names": names}, "text")
        self.unheard = [user.pk for user in people]


def read(visit: Visit, text: str, *, unheard: Collection[int] = ()) -> dict[str, User]:
    """Return whom `text` names, by what it says.

    Raises `Unheard` for those who do not see the visit, save the ids in `unheard`, of
    whom the writer knows it.
    """
    found = mentions.named(text, _known(mentions.candidates(text)))
    blind = {user for user in found.values() if not _sees(user, visit)}
    if new := [user for user in blind if user.pk not in unheard]:
        raise Unheard(sorted(new, key=lambda user: user.name_key))
    return found


def keep(
    visit: Visit,
    text: str,
    found: dict[str, User],
    *,
    actor: User,
    at: datetime,
    **under,
) -> set[User]:
    """Store whom a text names, and tell each who sees the visit, once a text.

    `under` is the addendum or the review the text belongs to. Returns who was told.
    """
    Mention.objects.filter(**under).exclude(said__in=found).delete()
    rows = [Mention(said=said, user=user, **under) for said, user in found.items()]
    Mention.objects.bulk_create(rows, ignore_conflicts=True)
    told = {user for user in found.values() if user != actor and _sees(user, visit)}
    for user in told:
        _tell(user, visit, _spoken(text, found), actor=actor, at=at, under=under)
    return told


def _known(words: set[str]) -> dict[str, User]:
    """Map user names, and full names that only one colleague has, to their users."""
    if not words:
        return {}
    known: dict[str, User] = {}
    people = list(User.objects.active().called(words))
    names = [user.name.lower() for user in people]
    for user in people:
        if names.count(user.name.lower()) == 1:
            known[user.name.lower()] = user
    return known | {user.username.lower(): user for user in people}


def _sees(user: User, visit: Visit) -> bool:
    return Visit.objects.for_user(user, Can.SEE_VISITS).filter(pk=visit.pk).exists()


def _spoken(text: str, found: dict[str, User]) -> str:
    pieces = mentions.parts(text, found)
    return "".join(f"@{who}" if who else said for said, who in pieces)[:EXCERPT]


def _tell(user: User, visit: Visit, words: str, *, actor, at, under: dict) -> None:
    ((place, row),) = under.items()
    notices.tell(
        user,
        "visits.mentioned",
        key=f"mentioned:{place}:{row.pk}",
        at=at,
        params={"who": str(actor), "customer": str(visit.customer), "words": words},
        url=visit.get_absolute_url(),
        subject=visit,
        about=visit.customer,
    )
