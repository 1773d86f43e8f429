"""Two customers beside each other, field by field, and what should stand. No rows."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from customers.models import Customer
from customers.words import field_label, value_label

# What one chooses between when two are merged; owner, branch and code are the
# winner's, figures are both's.
FIELDS = (
    "name", "kind", "partner_kind", "short_name", "salutation", "phone", "wechat",
    "email", "id_number", "city", "address", "birthday", "source", "tier",
    "next_contact_on", "note",
)  # fmt: skip
# Of these both may stand, one below the other.
JOINABLE = {"note": 2000}


class Choice(models.TextChoices):
    """Whose value stands."""

    WINNER = "winner"
    LOSER = "loser"
    BOTH = "both"


@dataclass(frozen=True)
class Line:
    """One field of both, as the page prints it; `choice` is what is offered first."""

    name: str
    label: str
    winner: str
    loser: str
    is_same: bool
    choice: str
    may_both: bool = False


def lines(winner: Customer, loser: Customer) -> list[Line]:
    """Return every field of the two, those that differ first."""
    found = [_line(winner, loser, name) for name in FIELDS]
    return sorted(found, key=lambda line: line.is_same)


def warnings(winner: Customer, loser: Customer) -> list[str]:
    """Return what speaks against merging, or will surprise somebody."""
    found = []
    if winner.owner_id != loser.owner_id:
        found.append(
            _("They have different owners. %(name)s keeps the customer.")
            % {"name": winner.owner.name}
        )
    if winner.branch_id != loser.branch_id:
        found.append(_("They belong to different branches."))
    if winner.kind != loser.kind:
        found.append(_("One is a person, the other an organisation."))
    elif winner.is_organisation:
        found.append(_("Both are organisations: two branches of one firm are two."))
    if _differ(winner, loser, "id_number"):
        found.append(_("They have different ID or credit codes."))
    if _differ(winner, loser, "birthday"):
        found.append(_("They have different birthdays."))
    return found


def chosen(winner: Customer, loser: Customer, choices: dict[str, str]) -> dict:
    """Return the values that stand where the winner's own do not."""
    found = {}
    for name in FIELDS:
        mine, theirs = getattr(winner, name), getattr(loser, name)
        choice = choices.get(name, Choice.WINNER)
        if mine == theirs or choice == Choice.WINNER:
            continue
        joins = choice == Choice.BOTH and name in JOINABLE and mine and theirs
        found[name] = f"{mine}\n{theirs}"[: JOINABLE[name]] if joins else theirs
    return found


def changed(seen: Customer, now: Customer) -> list[str]:
    """Return the labels of what changed on a customer since it was shown."""
    names = [*FIELDS, "owner"]
    ids = [f"{name}_id" if name == "owner" else name for name in names]
    pairs = zip(names, ids, strict=True)
    return [
        field_label(Customer, name)
        for name, column in pairs
        if getattr(seen, column) != getattr(now, column)
    ]


def _line(winner: Customer, loser: Customer, name: str) -> Line:
    mine, theirs = getattr(winner, name), getattr(loser, name)
    return Line(
        name,
        field_label(Customer, name),
        value_label(Customer, name, mine),
        value_label(Customer, name, theirs),
        mine == theirs,
        _offered(winner, loser, name),
        may_both=name in JOINABLE and bool(mine) and bool(theirs),
    )


def _offered(winner: Customer, loser: Customer, name: str) -> str:
    """Return the fuller value; of two full ones that of the one changed last."""
    mine, theirs = getattr(winner, name), getattr(loser, name)
    if mine == theirs or theirs in (None, ""):
        return Choice.WINNER
    if mine in (None, ""):
        return Choice.LOSER
    if name in JOINABLE:
        return Choice.BOTH
    is_newer = loser.updated_at > winner.updated_at
    return Choice.LOSER if is_newer else Choice.WINNER


def _differ(winner: Customer, loser: Customer, name: str) -> bool:
    """Say whether both are known, and not the same."""
    mine, theirs = getattr(winner, name), getattr(loser, name)
    return bool(mine) and bool(theirs) and mine != theirs
