"""What becomes of every row that points to a customer who is merged into another.

Each column of the product that points to a customer stands here once; a test finds the
one that does not. A new table is one more line.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, QuerySet


@dataclass(frozen=True)
class Moves:
    """The rows become the winner's, and go back when the merge is undone.

    `unless`: rows stay behind with the loser, and wait for him there, where the winner
    has one that is alike in these columns; `()` is for tables of one row a customer.
    `may_end`: rows that end in the course of things, and are not missed by an undo.
    """

    unless: tuple[str, ...] | None = None
    may_end: bool = False


@dataclass(frozen=True)
class Stays:
    """The rows tell of the loser himself: whoever reads them asks for both ids."""

    why: str


FATES: dict[str, Moves | Stays] = {
    "customers.Contact.customer": Moves(),
    "customers.Purchase.customer": Moves(),
    "visits.Visit.customer": Moves(),
    "visits.FeedbackItem.customer": Moves(),
    "complaints.Complaint.customer": Moves(),
    "customers.Customer.merged_into": Moves(),
    "customers.Promise.customer": Moves(),
    "customers.CustomerTag.customer": Moves(unless=("tag",)),
    "customers.Like.customer": Moves(),
    "customers.ContactCheck.customer": Moves(unless=("channel",)),
    "customers.Opportunity.customer": Moves(),
    "customers.ConsentRecord.customer": Moves(),
    "customers.Asset.customer": Moves(),
    "customers.Origin.customer": Moves(unless=()),
    "customers.Lead.customer": Moves(),
    "customers.Lead.referrer": Moves(),
    "customers.Document.customer": Moves(),
    "customers.Hold.customer": Moves(may_end=True),
    "customers.ImportRow.customer": Moves(may_end=True),
    "customers.Pooling.customer": Stays("it waits for him"),
    "customers.TierStanding.customer": Stays("the next run measures the winner anew"),
    "customers.TierAssignment.customer": Stays("what happened, happened to him"),
    "customers.TierMove.customer": Stays("what a trial said of him"),
    "customers.TierOverride.customer": Stays("it was decided for him"),
    "customers.Completeness.customer": Stays("the next night measures the winner"),
    "customers.Double.first": Stays("a pair is of these two"),
    "customers.Double.second": Stays("a pair is of these two"),
    "customers.Merge.winner": Stays("what happened, happened to him"),
    "customers.Merge.loser": Stays("what happened, happened to him"),
    "customers.Removal.customer": Stays("what happened, happened to him"),
}


def moving() -> Iterator[tuple[str, type[Model], str, Moves]]:
    """Yield (place, model, column, fate) of everything that moves."""
    for place, fate in FATES.items():
        if isinstance(fate, Moves):
            model, column = read(place)
            yield place, model, column, fate


def read(place: str) -> tuple[type[Model], str]:
    """Return the model and the column that a place names."""
    app, model, column = place.split(".")
    return apps.get_model(app, model), column


def rows(
    model: type[Model], column: str, fate: Moves, *, loser: int, winner: int
) -> QuerySet:
    """Return the rows of `loser` that become `winner`'s."""
    # Not what lists show but what there is.
    found = model._base_manager.filter(**{column: loser}).order_by("pk")
    if fate.unless is None:
        return found
    alike = {name: OuterRef(name) for name in fate.unless}
    return found.exclude(
        Exists(model._base_manager.filter(**{column: winner}, **alike))
    )
