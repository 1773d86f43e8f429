"""Complaints of the demo company, taken through the real steps at moments long past."""

import datetime
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from accounts.models import Department
from complaints.models import Category, Cause, Complaint
from complaints.services import answers, intake, offers, parts, steps, tellings
from crm.demo.calendar import days_before, moment, today
from crm.demo.closing import FIRST, Closing, deeds
from crm.demo.people import Company
from crm.demo.words.complaints import STORIES, Told
from customers.models import Customer

SEED = uuid.UUID("6f0d4a52-6d0c-4c0e-9f51-1f6a33c2a7b1")
# Until receipt is confirmed: in time, and where nobody looked, every so many times.
PROMPT, SLOW = datetime.timedelta(minutes=50), datetime.timedelta(hours=26)
EACH_SLOW = 8
NIGHT, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
# What each way goes through; `resolve` leaves no stage out by itself.
WAYS = {
    "registered": (),
    "late": (),
    "acknowledged": ("acknowledge",),
    "assessed": ("acknowledge", "assess"),
    "investigating": ("acknowledge", "assess", "investigate", "ask"),
    "proposed": ("acknowledge", "assess", "investigate", "ask", "report", "propose",
                 "offer"),
    "waiting": ("acknowledge", "wait"),
    "withdrawn": ("acknowledge", "withdraw"),
    "told": ("acknowledge", "resolve"),
    "verified": ("acknowledge", "resolve", "verify"),
    "written": ("acknowledge", "resolve", "react", "verify"),
    "merged": ("acknowledge",),
    "unverified": ("acknowledge", "resolve", "miss", "miss", "miss"),
    "reopened": ("acknowledge", "resolve", "complain"),
    "closed": ("acknowledge", "answer"),
    "major": ("acknowledge", "assess", "investigate", "offer", "allow", "send_out"),
}  # fmt: skip
# What is offered at first, in yuan.
OFFER = Decimal(600)
# Who asks again after a major one: not whoever handled it.
MANAGERS = {"PD": "manager", "SZ": "tangwei", "HZ": "shijun"}
WORDS = {
    "wait": "请客户发来收费单照片",
    "withdraw": "客户来电说已经解决，不用再跟进",
    "send_out": "市场监督管理局组织调解，等待结果",
    "miss": "电话无人接听",
    "react": "收到了，可以接受",
    "ask": "请查明原因，并给出处理意见和完成时间",
    "offer": "来回奔波，送一次保养表示歉意",
    "report": "已核实，属我部门沟通不到位，周六前可以办妥",
    "complain": "开了三天又响，要求换原厂件",
}


@dataclass(order=True, frozen=True)
class Event:
    """One step of one story, in the order of time."""

    at: datetime.datetime
    place: int
    number: int
    step: str = field(compare=False)

    @property
    def key(self) -> uuid.UUID:
        """The number a form would send."""
        return uuid.uuid5(SEED, f"{self.place} {self.number}")


def fill(
    staff: Company,
    at: datetime.datetime,
    meanwhile: Callable[[datetime.datetime], None],
) -> None:
    """Store what customers complained about in four months, as it stands at `at`.

    Step by step as time went by; before each, `meanwhile` is told when it was. What
    hangs on complaints is added to the row of `STORIES` it belongs to.
    """
    _name_liaisons(staff)
    known = _Known(staff)
    made: dict[int, Complaint] = {}
    closing = Closing(staff, made)
    for event in sorted(_events(at)):
        meanwhile(event.at)
        told = STORIES[event.place]
        if event.step == "register":
            made[event.place] = _register(told, event, known)
        elif event.number >= FIRST:
            closing.do(event.step, event.place, key=event.key, at=event.at)
        else:
            _take(event, told, made[event.place], known)


class _Known:
    """What the stories name: people, their first customers, categories and causes."""

    def __init__(self, staff: Company):
        self.staff = staff
        rows = Category.objects.select_related("department")
        self.categories = {row.code: row for row in rows}
        self.causes = {row.code: row for row in Cause.objects.all()}
        self.customers = {name: self._first_of(name) for name in
                          sorted({told.whose for told in STORIES})}  # fmt: skip

    def _first_of(self, name: str) -> list[Customer]:
        mine = Customer.objects.filter(owner=self.staff.users[name])
        return list(mine.select_related("branch").order_by("pk")[:12])

    def customer(self, told: Told, place: int) -> Customer | None:
        """Return who complained: of waiting always the same one.

        Whoever grumbles on the web gives no name.
        """
        customers = self.customers[told.whose]
        if told.channel == "WEB" or not customers:
            return None
        which = 0 if told.category == "waiting-time" else place
        which = which if told.of is None else told.of
        return customers[which % len(customers)]


def _events(at: datetime.datetime) -> Iterator[Event]:
    """Yield the steps of all stories, none after `at`."""
    for place, told in enumerate(STORIES):
        begun = now = _begin(told, place, at)
        yield Event(now, place, 0, "register")
        for number, step in enumerate(WAYS[told.way], 1):
            now = min(_later(step, now, begun, place), at)
            yield Event(now, place, number, step)
    yield from (Event(*deed) for deed in deeds(at) if deed[0] <= at)


def _name_liaisons(staff: Company) -> None:
    """Let the liaison answer for every department."""
    links = Department.liaisons.through
    links.objects.bulk_create(
        links(department=department, user=staff.users["liaison"])
        for department in Department.objects.in_use()
    )


def _register(told: Told, event: Event, known: _Known) -> Complaint:
    handler, category = known.staff.users[told.whose], known.categories[told.category]
    said = {
        "kind": told.kind,
        "channel": told.channel,
        "words": told.words,
        "category": category,
        "department": category.department,
        "severity": told.severity,
        "remedy": told.remedy,
    } | told.more
    if told.channel == "REGULATOR":
        said["agency_received_on"] = today(event.at)
    return intake.register(
        known.customer(told, event.place), actor=handler, said=said, at=event.at,
        key=event.key, branch=handler.branch,
    )  # fmt: skip


def _begin(told: Told, place: int, at: datetime.datetime) -> datetime.datetime:
    begun = moment(days_before(at, told.ago), 9 + place % 7, place * 13 % 60)
    return min(begun, at - (2 * NIGHT if told.way == "late" else 2 * HOUR))


def _later(
    step: str, now: datetime.datetime, begun: datetime.datetime, place: int
) -> datetime.datetime:
    """Return when a step is taken that follows one taken `now`."""
    if step == "acknowledge":
        return now + (SLOW if place % EACH_SLOW == 4 else PROMPT)
    if step == "resolve":
        return max(now, begun + STORIES[place].hours * HOUR)
    if step in ("verify", "complain", "miss"):
        return now + 2 * NIGHT
    if step == "react":
        return now + 5 * HOUR
    return now + HOUR


def _take(event: Event, told: Told, complaint: Complaint, known: _Known) -> None:
    complaint.refresh_from_db()
    actor = complaint.handler or known.staff.users[told.whose]
    if complaint.is_major and event.step in ("verify", "complain", "miss"):
        actor = known.staff.users[MANAGERS[complaint.branch.code]]
    who = {"actor": actor, "at": event.at, "standing": complaint.standing}
    if event.step in ("ask", "report", "offer", "allow"):
        _work_beside(event, complaint, who, known)
    else:
        cause = known.causes[told.cause]
        _step(event.step, told, complaint, who, cause)


def _step(step: str, told: Told, complaint: Complaint, who: dict, cause) -> None:
    found = {"solution": told.solution, "cause": cause, "liability": told.liability}
    match step:
        case "resolve":
            reaction = "SATISFIED" if told.severity == 1 else "ACCEPTED"
            reaction = reaction if told.told_by == "PHONE" else "UNKNOWN"
            said = {"found": found, "channel": told.told_by, "reaction": reaction}
            steps.resolve(complaint, **said, **who)
            complaint.tellings.held_back().update(state="SENT", sent_at=who["at"])
        case "react":
            said = {"reaction": "ACCEPTED", "text": WORDS["react"]}
            who.pop("standing")
            tellings.react(complaint.tellings.get(kind="RESULT"), **said, **who)
        case "answer":
            said = {"solution": told.solution, "channel": told.channel}
            answers.answer(complaint, **said, **who)
        case "propose":
            steps.propose(complaint, **found, **who)
        case "verify":
            steps.verify(complaint, reaction="SATISFIED", **who)
        case "complain":
            said = {"reaction": "DISSATISFIED", "text": WORDS["complain"]}
            steps.verify(complaint, **said, **who)
        case "wait" | "withdraw" | "send_out" | "miss":
            getattr(steps, step)(complaint, text=WORDS[step], **who)
        case "acknowledge" if complaint.customer and told.told_by != "PHONE":
            steps.acknowledge(complaint, channel="SMS", **who)
        case _:
            getattr(steps, step)(complaint, **who)


def _work_beside(event: Event, complaint: Complaint, who: dict, known: _Known) -> None:
    """Do what hangs on a complaint: a department's part, compensation."""
    match event.step:
        case "ask":
            asked = {"department": complaint.department, "question": WORDS["ask"]}
            parts.ask(complaint, key=event.key, **asked, **who)
        case "report":
            part = complaint.parts.get()
            who |= {"actor": known.staff.users["liaison"], "standing": part.standing}
            parts.answer(part, key=event.key, answer=WORDS["report"], **who)
        case "offer":
            offer = {"kind": "FREE_REPAIR", "amount": OFFER, "reason": WORDS["offer"]}
            offers.propose(complaint, key=event.key, **offer, **who)
        case "allow":
            offer = complaint.offers.get()
            allowed = {"version": offer.version, "verdict": "APPROVED", "decision": ""}
            director = known.staff.users["director"]
            offers.decide(offer, actor=director, at=event.at, **allowed)
