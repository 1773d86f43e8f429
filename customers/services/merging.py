"""One customer becomes part of another, and parts from him again: his own row."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from accounts import pinyin
from accounts.refused import Conflict, Refused
from customers import differences
from customers.models import ContactCheck, Customer
from customers.services import figures, search
from customers.services.editing import as_of

# What a merge may change of the winner: what was chosen, and what follows from it.
COLUMNS = (
    *differences.FIELDS, "name_key", "phone_raw", "last_contact_at", "purchase_count",
    "purchase_total", "last_purchase_on", "own", "check_at_arrival",
)  # fmt: skip
Kept = dict[str, list]
BOUGHT = {"purchase_count", "purchase_total", "last_purchase_on"}


def both_locked(winner_id: int, loser_id: int) -> tuple[Customer, Customer]:
    """Return both as they stand, locked in the order of their ids.

    Not even a row that points to one of them is added before we commit. Raises Refused
    unless both stand in the archive and are two.
    """
    pair = Customer.objects.filter(pk__in=[winner_id, loser_id]).order_by("pk")
    found = {one.pk: one for one in pair.select_for_update()}
    if len(found) != 2:
        raise Refused(
            _("One of the two has left the archive meanwhile. Nothing was merged.")
        )
    return found[winner_id], found[loser_id]


def check_unchanged(customer: Customer, version: int) -> None:
    """Raise Conflict, naming what changed, unless the page showed how he stands."""
    if customer.version == version:
        return
    seen = as_of(customer, version)
    labels = differences.changed(seen, customer) if seen else []
    raise Conflict(
        _("%(name)s was changed meanwhile (%(fields)s). Look at both again.")
        % {"name": customer, "fields": ", ".join(labels) or _("other details")},
        dict.fromkeys(labels),
    )


def absorb(
    winner: Customer, loser: Customer, *, choices: dict[str, str], at: datetime
) -> Kept:
    """Write what stands of both on the winner, and take the loser out of the archive.

    Returns {column: [before, after]} of the winner, as `part` reads it. His rows have
    moved already.
    """
    before = _said(winner)
    new = differences.chosen(winner, loser, choices) | _of_both(winner, loser)
    if "phone" in new:
        new["phone_raw"] = loser.phone_raw
    if "name" in new:
        new["name_key"] = pinyin.sort_key(new["name"])
    now = {"version": F("version") + 1, "updated_at": at}
    gone = {"removed_at": at, "merged_into": winner}
    Customer.objects.filter(pk=loser.pk).update(**gone, **now)
    Customer.objects.filter(pk=winner.pk).update(**new, **now)
    figures.recount([winner.pk])
    winner.refresh_from_db()
    search.refresh(winner)
    after = _said(winner)
    return {name: [before[name], after[name]] for name in COLUMNS}


def part(winner: Customer, loser: Customer, kept: Kept, *, at: datetime) -> None:
    """Give both back what they had; what was written on the winner since stays.

    His rows have gone back already.
    """
    now = {"version": F("version") + 1, "updated_at": at}
    here = {"removed_at": None, "merged_into": None, "has_trouble": _is_troubled(loser)}
    Customer.ever.filter(pk=loser.pk).update(**here, **now)
    stands = _said(winner)
    back = {
        name: _read(name, before)
        for name, (before, after) in kept.items()
        if stands[name] == after
    }
    back["has_trouble"] = _is_troubled(winner)
    Customer.objects.filter(pk=winner.pk).update(**back, **now)
    if not back.keys() >= BOUGHT:
        figures.recount([winner.pk, loser.pk])
    for one in (winner, loser):
        one.refresh_from_db()
        search.refresh(one)


def _of_both(winner: Customer, loser: Customer) -> dict:
    """Return what is both's: met by either, what either answered, what is wrong.

    An answer both gave stays the winner's; of his checks some were the loser's.
    """
    return {
        "last_contact_at": _latest(winner.last_contact_at, loser.last_contact_at),
        "own": loser.own | winner.own,
        "has_trouble": _is_troubled(winner),
        "check_at_arrival": winner.check_at_arrival or loser.check_at_arrival,
    }


def _is_troubled(customer: Customer) -> bool:
    return ContactCheck.objects.filter(customer=customer).troubled().exists()


def _latest(one, other):
    return max(filter(None, (one, other)), default=None)


def _said(customer: Customer) -> dict[str, str | None]:
    """Return the columns as JSON keeps them, to the microsecond and the last digit."""
    fields = [Customer._meta.get_field(name) for name in COLUMNS]
    return {
        field.name: None
        if getattr(customer, field.name) is None
        else field.value_to_string(customer)
        for field in fields
    }


def _read(name: str, said: str | None):
    return None if said is None else Customer._meta.get_field(name).to_python(said)
