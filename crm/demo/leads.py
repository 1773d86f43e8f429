"""Chances of the demo company: campaigns, leads in every state, and their stories."""

import datetime
from dataclasses import dataclass, field
from random import Random

from accounts import pinyin
from accounts.models import User
from crm.demo.archive import person_name, phone
from crm.demo.calendar import days_before, moment
from crm.demo.people import Company
from crm.demo.words import talk
from customers.choices.archive import Source
from customers.choices.leads import Dealing, Deed, LeadState, LostReason
from customers.models import Campaign, DealingRule, Lead, LeadDeed, LeadHandover
from customers.services.leads.register import found_by

# Its own, so that leads shift nothing of what else is drawn.
SEED = 20261123
# state: how many; the rest of the drawing decides when and whose.
MIX = {
    LeadState.NEW: 14,
    LeadState.CONTACTED: 14,
    LeadState.QUALIFIED: 8,
    LeadState.HANDED_OVER: 5,
    LeadState.WON: 8,
    LeadState.LOST: 7,
    LeadState.POOL: 4,
}
WARES = [
    "启程 1.5T",
    "凌霄 2.0T",
    "星屿 EV 520",
    "远途 7 座",
    "骏瑞 3.0",
    "置换",
    "试驾",
]
# name, channel, days ago it began, days it lasts (None: still), cost
CAMPAIGNS = [
    ("秋季车展", Source.EVENT, 62, 5, 86_000),
    ("双十一线上团购", Source.ONLINE, 20, 12, 42_000),
    ("老客户转介绍季", Source.REFERRAL, 45, None, 15_000),
]
WORKERS = ("account", "caojing", "wuhao", "account2", "luyao", "sales", "sales2")
LATE_DAYS = 9


@dataclass
class Chances:
    campaigns: list[Campaign]
    leads: list[Lead] = field(default_factory=list)
    deeds: list[LeadDeed] = field(default_factory=list)
    handovers: list[LeadHandover] = field(default_factory=list)
    rule: DealingRule | None = None


def chances(staff: Company, at: datetime.datetime) -> Chances:
    """Return what is to be won; the first lead of `account` climbs the ladder late."""
    draw = Random(SEED)
    made = Chances([_campaign(row, staff, at) for row in CAMPAIGNS])
    states = [state for state, count in MIX.items() for _ in range(count)]
    for number, state in enumerate(states):
        owner = staff.users[WORKERS[number % len(WORKERS)]]
        _add(made, state, owner, number, staff, at, draw)
    branch = staff.branches["PD"]
    made.rule = DealingRule(branch=branch, way=Dealing.LEAST)
    return made


def dealt_among(staff: Company) -> list[User]:
    """Return among whom the rule deals."""
    return [staff.users[name] for name in WORKERS[:5]]


def _campaign(row: tuple, staff: Company, at) -> Campaign:
    name, channel, begun, lasts, cost = row
    starts = days_before(at, begun)
    return Campaign(
        name=name,
        channel=channel,
        starts_on=starts,
        ends_on=starts + datetime.timedelta(days=lasts) if lasts else None,
        cost=cost,
        created_by=staff.users["manager"],
        created_at=moment(starts, 9),
    )


def _add(made, state, owner, number: int, staff, at, draw: Random) -> None:
    """Add one lead and its story; every third new one still waits for an owner."""
    is_late = number == 0
    days = LATE_DAYS if is_late else _age(state, draw)
    born = moment(days_before(at, days), draw.randint(9, 17), draw.randint(0, 59))
    born = min(born, at - datetime.timedelta(minutes=draw.randint(10, 170)))
    lead = _lead(born, owner, draw)
    lead.campaign = draw.choice([None, None, *made.campaigns])
    if lead.campaign:
        lead.channel = lead.campaign.channel
    made.leads.append(lead)
    made.deeds.append(_deed(lead, Deed.REGISTERED, lead.created_by, born))
    if state == LeadState.NEW:
        if number % 3 == 1:
            lead.owner = None
        return
    spoken = min(born + datetime.timedelta(minutes=draw.randint(5, 160)), at)
    _speak(made, lead, spoken, draw)
    _bring(made, lead, state, owner, staff, at, draw)


def _age(state: str, draw: Random) -> int:
    if state == LeadState.NEW:
        return draw.randint(0, 1)
    if state in (LeadState.CONTACTED, LeadState.QUALIFIED, LeadState.HANDED_OVER):
        return draw.randint(1, 8)
    return draw.randint(15, 120)


def _lead(born: datetime.datetime, owner: User, draw: Random) -> Lead:
    name, number = person_name(draw), phone(draw)
    has_agreed = draw.random() < 0.7
    return Lead(
        name=name,
        name_key=pinyin.sort_key(name),
        phone=number,
        phone_raw=number.removeprefix("+86"),
        search=found_by(name, number),
        interests=draw.sample(WARES, k=draw.randint(1, 2)),
        channel=draw.choice([Source.WALK_IN, Source.PHONE, Source.ONLINE]),
        budget=draw.choice([None, None, 120_000, 180_000, 250_000]),
        note=draw.choice(["", "", *talk.CUSTOMER_NOTES]),
        branch=owner.branch,
        owner=owner,
        state=LeadState.NEW,
        first_due_at=born + datetime.timedelta(hours=2),
        touched_at=born,
        consent_given_at=born if has_agreed else None,
        consent_text="1" if has_agreed else "",
        created_by=owner,
        created_at=born,
        updated_at=born,
    )


def _speak(made: Chances, lead: Lead, at: datetime.datetime, draw: Random) -> None:
    lead.state = LeadState.CONTACTED
    lead.first_contacted_at = lead.last_contact_at = lead.touched_at = at
    lead.next_contact_on = days_before(at, -draw.randint(2, 9))
    told = {"channel": "CALL", "is_reached": True, "state": lead.state}
    made.deeds.append(_deed(lead, Deed.TOUCHED, lead.owner, at, **told))


def _bring(made, lead: Lead, state, owner, staff, at, draw: Random) -> None:
    """Bring a lead that was spoken to into its state, a few days later."""
    later = min(lead.touched_at + datetime.timedelta(days=draw.randint(1, 9)), at)
    who = lead.owner
    if state == LeadState.CONTACTED:
        return
    lead.state, lead.touched_at, told = state, later, {"state": state}
    kind = Deed.STAGED
    if state == LeadState.HANDED_OVER:
        lead.taker, kind = staff.users["liaison"], Deed.HANDED_OVER
        told |= {"person": lead.taker}
        due = later + datetime.timedelta(hours=4)
        is_taken = draw.random() < 0.5
        made.handovers.append(
            LeadHandover(lead=lead, giver=owner, taker=lead.taker, handed_at=later,
                     stood=LeadState.QUALIFIED, due_at=due,
                     accepted_at=later if is_taken else None)
        )  # fmt: skip
    elif state in (LeadState.WON, LeadState.LOST):
        lead.closed_at, lead.next_contact_on, kind = later, None, Deed(state)
        if state == LeadState.LOST:
            lead.lost_reason = draw.choice(LostReason.values[:5])
    elif state == LeadState.POOL:
        lead.owner, lead.previous_owner = None, owner
        lead.pooled_at, lead.next_contact_on, kind = later, None, Deed.POOLED
    made.deeds.append(_deed(lead, kind, who, later, **told))


def _deed(lead: Lead, kind: Deed, actor: User, at, **told) -> LeadDeed:
    return LeadDeed(lead=lead, kind=kind, actor=actor, at=at, **told)
