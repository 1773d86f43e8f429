"""Who is told in his inbox that customers came to him or left him: once a deed."""

from collections import Counter
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from accounts.models import User
from accounts.services import notices
from customers import deeds
from customers.choices.imports import ImportKind, RowState
from customers.models import Customer, ImportBatch, Lead

# What tells of an import.
IMPORTED = ["customers.imported", "customers.leads_imported"]


def assigned(
    moved: list[Customer], *, actor: User, owner: User, reason: str, at: datetime
) -> None:
    """Tell `owner` whom he got, and who had them, as `moved` still says, whom he lost.

    Nobody is told of what he did himself, nor who works here no longer.
    """
    key = f"assigned:{actor.pk}:{moved[0].pk}:{at.timestamp()}"
    told = {"actor": str(actor), "reason": reason, "how_many": len(moved)}
    told["customer"] = str(moved[0]) if len(moved) == 1 else ""
    if owner.pk != actor.pk:
        url = moved[0].get_absolute_url()
        if len(moved) > 1:
            url = listed(given=deeds.written(actor, at))
        one = _only(moved)
        notices.tell(
            owner, "customers.assigned", key=key, at=at, params=told, url=url,
            subject=one, about=one or "",
        )  # fmt: skip
    lost = Counter(one.owner for one in moved)
    for giver, count in lost.items():
        if giver.pk != actor.pk and giver.is_active:
            params = told | {"how_many": count, "owner": str(owner)}
            notices.tell(
                giver, "customers.taken", key=key, at=at, params=params,
                subject=_only(moved), about=_only(moved) or "",
            )  # fmt: skip


def imported(batch: ImportBatch, *, actor: User, at: datetime) -> None:
    """Tell each colleague in whose name customers or leads were imported how many."""
    if batch.kind not in (ImportKind.CUSTOMERS, ImportKind.LEADS):
        return
    is_leads = batch.kind == ImportKind.LEADS
    ids = batch.rows.of_state(RowState.CREATED).values("record_id")
    model = Lead if is_leads else Customer
    made = model.objects.filter(pk__in=ids, owner__isnull=False).exclude(owner=actor)
    counts = dict(made.order_by().values_list("owner").annotate(Count("pk")))
    mine = f"{reverse('leads:index')}?tab=mine"
    for owner in User.objects.active().filter(pk__in=counts):
        notices.tell(
            owner,
            "customers.leads_imported" if is_leads else "customers.imported",
            key=f"imported:{batch.pk}",
            at=at,
            params={
                "actor": str(actor),
                "file": batch.file_name,
                "how_many": counts[owner.pk],
            },
            url=mine if is_leads else listed(whose="mine", imported=batch.pk),
            subject=batch,
            about=batch.file_name,
        )


def taken_back(batch: ImportBatch, *, actor: User, at: datetime) -> None:
    """Take back what was told of an import, and tell only of what stays of it."""
    notices.retract(IMPORTED, key=f"imported:{batch.pk}")
    imported(batch, actor=actor, at=at)


def _only(moved: list[Customer]) -> Customer | None:
    """Return the customer a deed is about, where it is about one."""
    return moved[0] if len(moved) == 1 else None


def listed(**query) -> str:
    """Return the address of the list of customers, narrowed."""
    return f"{reverse('customers:index')}?{urlencode(query)}"
