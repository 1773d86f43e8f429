"""What one search brings together, for one reader: customers, leads, complaints."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models.functions import Coalesce

from accounts import masking
from accounts.ids import pk_of
from accounts.models import User
from accounts.permissions.actions import Can
from complaints.models import Complaint
from crm import commands
from crm.commands import Command
from customers import marking, typed
from customers.models import Contact, Customer, Lead
from customers.models.archive import LONG_AGO

TO_COMMANDS, TO_COLLEAGUES, TO_COMPLAINTS = ">", "@", "#"
COMPLAINT_NUMBER = re.compile(r"(?i)\s*cmp-\d{4}-\d+\s*")
RECENT = 8
COMMANDS = 6
COLLEAGUES = 5
LEADS = 5
COMPLAINTS = 5


@dataclass
class Hit:
    """One customer found, divided into what was typed and the rest."""

    customer: Customer
    name: list[marking.Part]
    short_name: list[marking.Part]
    phone: list[marking.Part]
    code: list[marking.Part]
    # The contact he was found through, where it was not by himself.
    contact: Contact | None = None
    contact_name: list[marking.Part] = field(default_factory=list)
    contact_phone: list[marking.Part] = field(default_factory=list)

    @property
    def is_own_name(self) -> bool:
        mine = (self.name, self.short_name, self.phone, self.code)
        return any(map(marking.is_marked, mine))


@dataclass
class LeadHit:
    """One lead found, divided into what was typed and the rest."""

    lead: Lead
    name: list[marking.Part]
    phone: list[marking.Part]


@dataclass
class Found:
    """Everything one search page or list shows; empty groups are not shown."""

    text: str
    customers: list[Hit] = field(default_factory=list)
    through_contacts: list[Hit] = field(default_factory=list)
    recent: list[Hit] = field(default_factory=list)
    leads: list[LeadHit] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    colleagues: list[User] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    has_more: bool = False
    # What a new customer could be called, or reached by, when there is none.
    new_name: str = ""
    new_phone: str = ""
    # The same of a new lead.
    lead_name: str = ""
    lead_phone: str = ""

    @property
    def size(self) -> int:
        groups = (self.customers, self.through_contacts, self.recent, self.leads)
        people = sum(map(len, groups)) + len(self.colleagues)
        return people + len(self.complaints) + len(self.commands)


def everything(user, q: str, *, language: str, limit: int, recent=()) -> Found:
    """Find what `q` says: `>` commands only, `@` colleagues only, "" the recent."""
    text = typed.read(q).text
    if text.startswith(TO_COMMANDS):
        text = text.removeprefix(TO_COMMANDS).strip()
        return Found(text, commands=commands.fitting(user, text, language))
    if text.startswith(TO_COLLEAGUES):
        text = text.removeprefix(TO_COLLEAGUES).strip()
        return Found(text, colleagues=colleagues(text))
    if is_of_complaint(text):
        return Found(text, complaints=complaints(user, text))
    if not text:
        first = commands.open_to(user, language)[:COMMANDS]
        return Found(text, recent=recent_customers(user, recent), commands=first)
    found = customers(user, text, limit=limit)
    _add_leads(found, user, q)
    found.complaints = complaints(user, text)
    found.colleagues = colleagues(text)
    found.commands = commands.fitting(user, text, language)[:COMMANDS]
    return found


def customers(user, q: str, *, limit: int, to: Can = Can.SEE_CUSTOMERS) -> Found:
    """Find customers `user` may apply `to` to, and who could be created if none is."""
    asked = typed.read(q)
    found = Found(asked.text)
    if not user.may(Can.SEE_CUSTOMERS):
        return found
    visible = _reached(user, to)
    rows = visible.ranked(_wanted(user, q), user).for_row()
    rows = list(rows.with_may(user, Can.LOG_VISITS)[: limit + 1])
    found.has_more = len(rows) > limit
    hits = _hits(rows[:limit], asked.text, user)
    found.customers = [hit for hit in hits if not hit.contact]
    found.through_contacts = [hit for hit in hits if hit.contact]
    is_someone = hits or user.seen_by or _is_known(user, q, to)
    if user.may(Can.CREATE_CUSTOMERS) and not is_someone:
        found.new_name, found.new_phone = _new(q)
    return found


def is_of_complaint(q: str) -> bool:
    """Say whether one looks for a complaint by its number, and for nobody's own."""
    return q.startswith(TO_COMPLAINTS) or bool(COMPLAINT_NUMBER.fullmatch(q))


def ids(listed: str) -> list[int]:
    """Return the ids of "5,9,13" that can be ids."""
    given = listed[:200].split(",")[:RECENT]
    return [pk for pk in map(pk_of, given) if pk is not None]


def recent_customers(user, ids=(), *, to: Can = Can.SEE_CUSTOMERS) -> list[Hit]:
    """Return the customers with these ids in their order, or those lately met."""
    if not user.may(Can.SEE_CUSTOMERS):
        return []
    visible = _reached(user, to).for_row().with_may(user, Can.LOG_VISITS)
    if ids:
        rows = visible.in_bulk(ids[:RECENT])
        shown = [rows[pk] for pk in ids[:RECENT] if pk in rows]
    else:
        lately = Coalesce("last_contact_at", LONG_AGO).desc()
        shown = visible.filter(owner=user).order_by(lately, "-pk")[:RECENT]
    return [_hit(customer, "", user) for customer in shown]


def complaints(user, text: str) -> list[Complaint]:
    """Return the complaints `user` sees of this number: "CMP-2026-12", "#12"."""
    if not user.may(Can.SEE_COMPLAINTS):
        return []
    seen = Complaint.objects.for_user(user, Can.SEE_COMPLAINTS)
    return list(seen.coded(text).for_row().newest()[:COMPLAINTS])


def _add_leads(found: Found, user, q: str) -> None:
    """Add the leads that fit, or what a new one begins with where nobody fits."""
    if not user.may(Can.SEE_LEADS):
        return
    seen = Lead.objects.for_user(user, Can.SEE_LEADS)
    rows = seen.ranked(_wanted(user, q)).for_row()[:LEADS]
    found.leads = [_lead_hit(lead, found.text, user) for lead in rows]
    is_someone = found.leads or found.customers or found.through_contacts
    if user.may(Can.CREATE_LEADS) and not (is_someone or user.seen_by):
        found.lead_name, found.lead_phone = _new(q)


def _new(q: str) -> tuple[str, str]:
    """Return the name or the number somebody new would begin with; "" for neither."""
    asked = typed.read(q)
    if asked.is_number:
        return "", q.strip()[:32]
    return "" if asked.is_of_asset else q.strip()[:80], ""


def _wanted(user, q: str) -> str:
    """Return what is looked for: through another's eyes a code alone."""
    return typed.by_code(q) if user.seen_by else q


def _lead_hit(lead: Lead, text: str, user) -> LeadHit:
    if user.seen_by:
        phone = [(masking.masked_phone(lead.phone), False)]
        return LeadHit(lead, [(masking.veiled(lead.name), False)], phone)
    phone = marking.phone_parts(lead.phone, text)
    return LeadHit(lead, marking.parts(lead.name, text), phone)


def _reached(user, to: Can):
    """Return the customers `user` sees and may apply `to` to."""
    seen = Customer.objects.for_user(user, Can.SEE_CUSTOMERS)
    return seen if to == Can.SEE_CUSTOMERS else seen.for_user(user, to)


def _is_known(user, q: str, to: Can) -> bool:
    """Say whether `user` sees somebody of this name to whom he may not apply `to`."""
    if to == Can.SEE_CUSTOMERS:
        return False
    return _reached(user, Can.SEE_CUSTOMERS).search(q, user).exists()


def _hits(rows: list[Customer], text: str, user) -> list[Hit]:
    """Mark the rows; one query for the contacts some of them were found through."""
    hits = [_hit(customer, text, user) for customer in rows]
    others = [hit for hit in hits if not (hit.is_own_name or user.seen_by)]
    contacts = defaultdict(list)
    ids = [hit.customer.pk for hit in others]
    for contact in Contact.objects.filter(customer__in=ids).order_by("pk"):
        contacts[contact.customer_id].append(contact)
    for hit in others:
        for contact in contacts[hit.customer.pk]:
            name = marking.parts(contact.name, text)
            phone = marking.phone_parts(contact.phone, text)
            if marking.is_marked(name) or marking.is_marked(phone):
                hit.contact, hit.contact_name, hit.contact_phone = contact, name, phone
                break
    return hits


def _hit(customer: Customer, text: str, user) -> Hit:
    if user.seen_by:
        return _veiled(customer)
    return Hit(
        customer,
        marking.parts(customer.name, text),
        marking.parts(customer.short_name, text) if customer.short_name else [],
        marking.phone_parts(customer.phone, text),
        marking.parts(customer.code, text),
    )


def _veiled(customer: Customer) -> Hit:
    """Return a hit for eyes that see no customer's name; nothing in it is marked."""
    names = [masking.veiled(customer.name), masking.veiled(customer.short_name)]
    name, short = ([(text, False)] if text else [] for text in names)
    phone = [(masking.masked_phone(customer.phone), False)]
    return Hit(customer, name, short, phone, [(customer.code, False)])


def colleagues(text: str) -> list[User]:
    """Return the five colleagues at work whose name says `text`, or sounds like it."""
    found = User.objects.matching(text).for_picker()
    return list(found.select_related("branch", "team")[:COLLEAGUES])
