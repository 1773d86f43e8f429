"""Who may work on leads, and who is told when nobody does."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.choices import POPULATIONS, Reach
from accounts.models import Branch, User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.services import notices
from customers.models import Lead, LeadPause

OWNING = [reach for reach in Reach if reach not in {*POPULATIONS, Reach.NONE}]


def able() -> QuerySet[User]:
    """Return who may look after leads of his own, in whichever branch."""
    return User.objects.able_to(Can.EDIT_LEADS, OWNING).for_picker()


def workers(branch_id: int | None) -> QuerySet[User]:
    """Return who may look after leads of a branch."""
    return able().filter(branch_id=branch_id)


def takers(branch_id: int) -> QuerySet[User]:
    """Return to whom leads of a branch may be handed over: liaisons too."""
    return User.objects.able_to(Can.EDIT_LEADS).filter(branch_id=branch_id).for_picker()


def there(people: QuerySet[User], today: date) -> QuerySet[User]:
    """Leave out who is away on this day."""
    away = LeadPause.objects.filter(user_id=OuterRef("pk"), until_on__gte=today)
    return people.exclude(Exists(away))


def check_worker(user: User, branch: Branch) -> None:
    if not workers(branch.pk).filter(pk=user.pk).exists():
        raise Refused(
            _("%(name)s cannot look after leads of this branch. Choose someone else.")
            % {"name": user.name},
            "owner",
        )


def worker_of(lead: Lead) -> User | None:
    """Return whose turn it is: who took it over, otherwise its owner."""
    return lead.taker if lead.is_handed_over else lead.owner


def superiors_of(user: User) -> list[User]:
    """Return the lead of his team; who answers for the branch where that is himself."""
    lead = user.team.lead if user.team else None
    if lead and lead.is_active and lead.pk != user.pk:
        return [lead]
    return [head for head in notices.heads_of(user.branch_id) if head.pk != user.pk]


def above(user: User) -> set[int]:
    """Return who leads the user's team and who answers for his branch, by their ids.

    Nobody stands above who answers for the branch himself.
    """
    heads = {head.pk for head in notices.heads_of(user.branch_id)}
    if user.pk in heads:
        return set()
    lead = {user.team.lead_id} if user.team else set()
    return (heads | lead) - {None, user.pk}
