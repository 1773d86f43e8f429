"""The audit trail of the demo company: what its services would have written."""

import datetime
from random import Random

from accounts.models import AuditEntry, User
from crm.demo.draft import Draft
from crm.demo.words import places
from customers.choices.opportunities import Progress
from customers.models import Customer, Opportunity

EDITED_SHARE = 0.3


def trail(made: Draft, at: datetime.datetime) -> list[AuditEntry]:
    """Return the entries in the order of time, for rows that are stored."""
    entries = [
        _entry(one.created_at, one.created_by, "customer.created", one, one.pk)
        for one in made.customers
    ]
    for one in made.contacts:
        author = one.customer.created_by
        entries.append(
            _entry(one.created_at, author, "contact.added", one, one.customer_id)
        )
    entries += [
        _edit(one, at, made.draw)
        for one in made.customers
        if made.draw.random() < EDITED_SHARE
    ]
    entries += _of_visits(made)
    for one in made.known.opportunities:
        entries += _of_opportunity(one)
    entries.sort(key=lambda entry: (entry.at, entry.action, entry.object_id))
    return entries


def _of_visits(made: Draft) -> list[AuditEntry]:
    entries = [
        _entry(one.created_at, one.owner, "visit.planned", one, one.customer_id)
        for one in made.planned
    ]
    entries += [
        _entry(one.logged_at, one.owner, "visit.logged", one, one.customer_id)
        for one in made.logged
    ]
    for one in made.reviews:
        visit = one.visit
        entries.append(
            _entry(
                one.reviewed_at, one.reviewer, "visit.reviewed", visit,
                visit.customer_id,
            )
        )  # fmt: skip
    return entries


def _of_opportunity(one: Opportunity) -> list[AuditEntry]:
    """Return that it was opened, and that it was moved where it no longer begins."""
    asked = (one.owner, one, one.customer_id)
    made = [_told(one.created_at, "opportunity.opened", *asked, [None, "INTEREST"])]
    if one.progress != Progress.INTEREST:
        at = one.ended_at or one.created_at + datetime.timedelta(days=2, hours=1)
        pair = ["INTEREST", one.progress]
        made.append(_told(at, "opportunity.moved", *asked, pair))
    return made


def _told(when, action, actor, subject, customer_id, pair) -> AuditEntry:
    entry = _entry(when, actor, action, subject, customer_id)
    entry.changes = {"progress": pair}
    return entry


def _entry(
    when: datetime.datetime, actor: User, action: str, subject, customer_id: int
) -> AuditEntry:
    return AuditEntry(
        at=when,
        actor=actor,
        action=action,
        kind=subject._meta.label_lower,
        object_id=subject.pk,
        customer_id=customer_id,
        label=str(subject)[:200],
    )


def _edit(customer: Customer, at, draw: Random) -> AuditEntry:
    """Return an edit of one or more fields, some time after the customer came."""
    span = max((at - customer.created_at).days - 1, 0)
    when = customer.created_at + datetime.timedelta(days=draw.randint(0, span), hours=2)
    before = draw.choice(places.STREETS)
    changes = {
        "address": [f"{before} {draw.randint(1, 900)} 号", customer.address],
        "source": ["OTHER", customer.source],
        "salutation": ["", customer.salutation],
        "tier": ["C", customer.tier],
    }
    kept = draw.sample(sorted(changes), k=draw.randint(1, 4))
    entry = _entry(
        min(when, at), customer.owner, "customer.updated", customer, customer.pk
    )
    entry.changes = {
        name: changes[name] for name in kept if changes[name][0] != changes[name][1]
    } or {"address": changes["address"]}
    return entry
