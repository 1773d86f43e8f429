"""Who works on a complaint: chosen when it comes, given on, one level up."""

import uuid
from datetime import datetime
from functools import cache

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.choices import Reach
from accounts.models import Branch, User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.services import notices
from complaints.choices import OPEN, Deed
from complaints.models import Complaint, Line
from complaints.services import lines


def handler_for(branch: Branch, taker: User, about: User | None = None) -> User | None:
    """Return who gets what `taker` takes in: he himself where he works on complaints.

    Otherwise whoever of the branch has the fewest open ones; None where nobody works
    on any there. Never the colleague it is `about`. Two queries.
    """
    is_here = taker.is_active and taker.branch_id == branch.pk
    if is_here and taker != about and taker.may(Can.HANDLE_COMPLAINTS):
        return taker
    is_open = Q(complaints__state__in=OPEN)
    able = User.objects.able_to(Can.HANDLE_COMPLAINTS, [Reach.OWN]).values("pk")
    there = User.objects.filter(pk__in=able, branch=branch)
    if about:
        there = there.exclude(pk=about.pk)
    loaded = there.annotate(load=Count("complaints", filter=is_open))
    return loaded.order_by("load", "pk").first()


@transaction.atomic
def assign(
    complaint: Complaint, *, actor: User, handler: User, standing: str, at: datetime,
    text: str = "", key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Give an open complaint to `handler`. Raises Stale; Refused for who may not."""
    now = lines.locked(
        complaint, standing=standing, key=key, actor=actor, can=Can.ASSIGN_COMPLAINTS
    )
    if now.is_closed:
        raise Refused(_("This complaint is closed. Reopen it first."))
    if now.is_about(handler):
        raise Refused(_("The complaint is about this colleague."), "handler")
    if not (handler.is_active and handler.may(Can.HANDLE_COMPLAINTS)):
        raise Refused(_("This colleague does not work on complaints."), "handler")
    if handler.pk == now.handler_id:
        raise Refused(_("It is this colleague's already."), "handler")
    line = lines.write(
        now, Deed.ASSIGNED, actor=actor, at=at, text=text, key=key, handler=handler
    )
    tell(now, handler, line=line, actor=actor, at=at)
    return line


@transaction.atomic
def pass_on(
    rows: QuerySet[Complaint], *, taker: User, actor: User, at: datetime
) -> int:
    """Give open complaints to `taker`, or to whoever of their branch works on such.

    Nothing stays with whoever had them: where nobody can take one, it waits for a
    handler. Returns how many went.
    """
    found = list(rows.order_by("pk"))
    for each in found:
        now = lines.locked(each)
        able = taker.may(Can.HANDLE_COMPLAINTS) and not now.is_about(taker)
        handler = taker if able else handler_for(now.branch, taker, now.about_user)
        handler = None if handler == now.handler else handler
        line = lines.write(now, Deed.ASSIGNED, actor=actor, at=at, handler=handler)
        if handler:
            tell(now, handler, line=line, actor=actor, at=at)
    return len(found)


def above(complaint: Complaint) -> User | None:
    """Return who stands one level above whoever handles it now; None at the top."""
    levels = levels_above(complaint)
    return levels[0][0] if levels else None


def levels_above(complaint: Complaint) -> list[list[User]]:
    """Return who stands above whoever handles it, level by level."""
    return Ladder().above(complaint)


class Ladder:
    """Who stands above whom, asked of the database once for as long as it is kept."""

    def __init__(self):
        self.heads = cache(notices.heads_of)
        self.directors = cache(_directors)

    def above(self, complaint: Complaint) -> list[list[User]]:
        """Return who stands above whoever handles it, level by level.

        First who leads his team, then the heads of the branch, then the directors.
        Nobody stands on two levels, none is empty, and the colleague it is about is on
        none.
        """
        handler = complaint.handler
        lead = handler.team.lead if handler and handler.team else None
        ladder = [
            [lead] if lead and lead.is_active else [],
            self.heads(complaint.branch_id),
            self.directors(),
        ]
        levels, seen = [], {handler}
        for level in ladder:
            people = [each for each in level if each not in seen]
            people = [each for each in people if not complaint.is_about(each)]
            seen |= set(level)
            if handler in level:
                levels = []
            elif people:
                levels.append(people)
        return levels


def _directors() -> list[User]:
    return list(User.objects.able_to(Can.LEAD_MAJORS, [Reach.ALL]).order_by("pk"))


def away_from(complaint: Complaint, about: User) -> dict:
    """Return the column that takes a complaint away from its own subject.

    It goes one level up; nobody has it where nobody stands there.
    """
    if complaint.handler_id != about.pk:
        return {}
    return {"handler": above(complaint)}


def tell_if_given(
    complaint: Complaint, columns: dict, *, line: Line, actor: User, at: datetime
) -> None:
    """Tell who has it now, where `columns` gave it to somebody."""
    if columns.get("handler"):
        tell(complaint, columns["handler"], line=line, actor=actor, at=at)


def tell(
    complaint: Complaint, person: User, *, line: Line, actor: User | None,
    at: datetime, kind: str = "complaints.assigned",
) -> None:  # fmt: skip
    """Tell somebody that a complaint is his now, unless he did it himself.

    `kind` names another notice. Whom it complains of is told nothing.
    """
    if complaint.is_about(person) or (actor is not None and person.pk == actor.pk):
        return
    notices.tell(
        person,
        kind,
        key=_key(complaint, line),
        at=at,
        params={
            "who": str(actor or ""),
            "code": complaint.code,
            "customer": str(complaint.customer or ""),
        },
        url=complaint.get_absolute_url(),
        subject=complaint,
        about=complaint.code,
    )


def untell(complaint: Complaint, line: Line, *, kind: str) -> None:
    """Take what was told of a line out of the inboxes: it holds no longer."""
    notices.retract([kind], key=_key(complaint, line))


def _key(complaint: Complaint, line: Line) -> str:
    return f"complaint:{complaint.pk}:{line.place}"
