"""Writes the demo company into the tables: one transaction, in bulk, never twice."""

import bisect
import datetime
from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import AuditEntry, Branch, Role, Team, User
from accounts.refused import Refused
from complaints.models import Inbound
from crm.demo import (
    complaints,
    documents,
    doubles,
    draft,
    facts,
    files,
    inbox,
    leads,
    messages,
    people,
    pool,
    quality,
    segments,
    tiers,
    trail,
)
from crm.demo.calendar import days_before
from customers.choices.consent import ConsentState
from customers.models import (
    Asset,
    Campaign,
    ConsentRecord,
    ConsentText,
    Contact,
    ContactCheck,
    Customer,
    CustomerTag,
    Document,
    DocumentFile,
    Lead,
    LeadDeed,
    LeadHandover,
    Like,
    MileageReading,
    Opportunity,
    OwnField,
    ProspectTarget,
    Purchase,
    Segment,
    SegmentPin,
    Tag,
    TierOverride,
)
from customers.services import archive, search, stages, tier_run
from customers.services import segments as counting
from visits.models import Addendum, FeedbackItem, Review, Visit

BATCH = 1000
# So many days ago the stages were told, so that not all stand there since today.
STAGED = (200, 90, 30, 9, 0)


@dataclass
class Counts:
    people: int
    customers: int = 0
    purchases: int = 0
    visits: int = 0


@transaction.atomic
def company(*, customers: int, at: datetime.datetime) -> Counts | None:
    """Store the whole company as it stands at `at`; None when it is there already.

    Raises `Refused` when the database holds other people's data.
    """
    if _is_there():
        return None
    made = draft.company(customers=customers, at=at)
    _store_staff(made.staff)
    _store_archive(made)
    _store_visits(made)
    _join_as_a_whole()
    _reckon(made, at)
    return Counts(
        people=len(made.staff.users),
        customers=len(made.customers),
        purchases=len(made.purchases) + len(made.by_hand) + len(made.refunds),
        visits=len(made.planned) + len(made.logged),
    )


def _store_archive(made: draft.Draft) -> None:
    _number(made)
    _make_findable(made)
    _store(Tag, made.known.tags)
    _store(OwnField, made.known.fields)
    facts.keep_answers(made.known)
    _store(Customer, made.customers)
    _store(Contact, made.contacts)
    _store_consents(made)
    _store(Asset, made.assets)
    _store(MileageReading, made.readings)
    _store(Purchase, made.purchases)
    _store(Purchase, made.by_hand)
    _store(Purchase, made.refunds)
    _store(Document, documents.file_away(made.documents))
    _store(DocumentFile, documents.scans(made.documents))
    _store(CustomerTag, made.known.marks)
    _store(Like, made.known.likes)
    _store(ContactCheck, made.known.checks)
    _store(Opportunity, made.known.opportunities)


def _store_visits(made: draft.Draft) -> None:
    _store(Visit, made.planned)
    _store(Visit, made.logged)
    _store(FeedbackItem, made.feedback)
    _store(Addendum, made.addenda)
    _store(Review, made.reviews)


def _reckon(made: draft.Draft, at: datetime.datetime) -> None:
    """Let the services compute and decide what follows from what is stored."""
    for days_ago in STAGED:
        stages.recompute(as_of=days_before(at, days_ago))
    _complain(made, at)
    inbox.tell(made, at)
    doubles.decide(made.staff, at)
    files.files(made, at)
    _store(TierOverride, tiers.overrides(made, at))
    tier_run.run(as_of=timezone.localdate(at), at=at)
    quality.stand(at)
    _store_leads(leads.chances(made.staff, at), made.staff)
    _store(ProspectTarget, pool.targets(made.staff, at))
    pool.fill(made.staff, at)
    _store(Inbound, messages.messages(made.staff, at))
    _store_segments(made.staff, at)


def _complain(made: draft.Draft, at: datetime.datetime) -> None:
    """Store the trail, and between its entries what customers complained about."""
    entries = trail.trail(made, at)

    def store_until(moment: datetime.datetime) -> None:
        passed = bisect.bisect_right(entries, moment, key=attrgetter("at"))
        _store(AuditEntry, entries[:passed])
        del entries[:passed]

    complaints.fill(made.staff, at, store_until)
    _store(AuditEntry, entries)


def _join_as_a_whole() -> None:
    """Let nothing be looked up row by row: of what was just written are no statistics.

    Until this transaction ends the planner would take all of it for a few rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")


@transaction.atomic
def lone_administrator() -> Counts | None:
    """Store one administrator, of no branch yet: a company about to begin."""
    if _is_there():
        return None
    admin = people.administrator()
    admin.save(force_insert=True)
    admin.roles.set(Role.objects.filter(code="admin"))
    return Counts(people=1)


def _is_there() -> bool:
    if not User.objects.exists():
        return False
    if User.objects.filter(username="admin").exists():
        return True
    raise Refused("This database already holds a company; seed fills an empty one.")


def _number(made: draft.Draft) -> None:
    """Draw the codes from where every other customer's comes."""
    drawn = archive.codes(len(made.customers))
    for customer, code in zip(made.customers, drawn, strict=True):
        customer.code = code


def _make_findable(made: draft.Draft) -> None:
    contacts, assets = defaultdict(list), defaultdict(list)
    for contact in made.contacts:
        contacts[contact.customer.code].append(contact)
    for asset in made.assets:
        assets[asset.customer.code].append(asset)
    for customer in made.customers:
        known, owned = contacts[customer.code], assets[customer.code]
        customer.search = search.vector_of(customer, known, owned)


def _store_consents(made: draft.Draft) -> None:
    """Store what was said, of the texts that came with the product."""
    texts = ConsentText.objects.standing()
    for record in made.consents:
        if record.state == ConsentState.GIVEN:
            record.text = texts[record.purpose]
    _store(ConsentRecord, made.consents)


def _store(model, rows: list) -> None:
    model.objects.bulk_create(rows, batch_size=BATCH)


def _store_leads(made: leads.Chances, staff: people.Company) -> None:
    _store(Campaign, made.campaigns)
    _store(Lead, made.leads)
    _store(LeadDeed, made.deeds)
    _store(LeadHandover, made.handovers)
    made.rule.save(force_insert=True)
    made.rule.people.set(leads.dealt_among(staff))


def _store_segments(staff: people.Company, at: datetime.datetime) -> None:
    made = segments.segments(staff.users, at)
    _store(Segment, made)
    _store(SegmentPin, segments.pins(made, staff.users))
    counting.count_all(on=days_before(at, 0), at=at)


def _store_staff(staff: people.Company) -> None:
    """Store branches, teams from the top down, people, and who leads and may what."""
    _store(Branch, list(staff.branches.values()))
    for team in staff.teams.values():
        team.save(force_insert=True)
        team.path = f"{team.parent.path if team.parent else '/'}{team.pk}/"
    _store(User, list(staff.users.values()))
    for key, team in staff.teams.items():
        team.lead = staff.users[people.TEAMS[key][-1]]
    Team.objects.bulk_update(staff.teams.values(), ["path", "lead"])
    roles = {role.code: role for role in Role.objects.all()}
    holds = User.roles.through
    held = [
        holds(user=user, role=roles[code])
        for name, user in staff.users.items()
        for code in people.STAFF[name][1].split()
    ]
    _store(holds, held)
