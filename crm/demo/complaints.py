"""Complaints of the demo company, taken through the real steps at moments long past."""

import datetime
import uuid

from accounts.models import Department, User
from complaints.choices import Severity
from complaints.models import Category, Cause, Complaint
from complaints.services import intake, steps
from crm.demo.calendar import days_before, moment
from crm.demo.people import Company
from crm.demo.words.complaints import STORIES, Told
from customers.models import Customer

# Names the numbers that forms would send.
SEED = uuid.UUID("6f0d4a52-6d0c-4c0e-9f51-1f6a33c2a7b1")
# Until receipt is confirmed: in time, and where nobody looked.
PROMPT, SLOW = datetime.timedelta(minutes=50), datetime.timedelta(hours=26)
NIGHT, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
# What each way goes through; `resolve` leaves no stage out by itself.
WAYS = {
    "registered": (),
    "late": (),
    "acknowledged": ("acknowledge",),
    "assessed": ("acknowledge", "assess"),
    "investigating": ("acknowledge", "assess", "investigate"),
    "proposed": ("acknowledge", "assess", "investigate", "propose"),
    "waiting": ("acknowledge", "wait"),
    "withdrawn": ("acknowledge", "withdraw"),
    "told": ("acknowledge", "resolve"),
    "verified": ("acknowledge", "resolve", "verify"),
    "unverified": ("acknowledge", "resolve", "miss", "miss", "miss"),
    "reopened": ("acknowledge", "resolve", "complain"),
    "closed": ("acknowledge", "resolve", "close"),
    "major": ("acknowledge", "assess", "investigate", "send_out"),
}
WORDS = {
    "wait": "请客户发来收费单照片",
    "withdraw": "客户来电说已经解决，不用再跟进",
    "send_out": "市场监督管理局组织调解，等待结果",
    "miss": "电话无人接听",
    "complain": "开了三天又响，要求换原厂件",
}


def fill(staff: Company, at: datetime.datetime) -> None:
    """Store what customers complained about in four months, as it stands at `at`.

    What hangs on complaints is added to the row of `STORIES` it belongs to.
    """
    _name_liaisons(staff)
    rows = {row.code: row for row in Category.objects.select_related("department")}
    causes = {row.code: row for row in Cause.objects.all()}
    owned: dict[str, list[Customer]] = {}
    for place, told in enumerate(STORIES):
        handler = staff.users[told.whose]
        if told.whose not in owned:
            mine = Customer.objects.filter(owner=handler).order_by("pk")
            owned[told.whose] = list(mine.select_related("branch")[:12])
        customer = _whose(told, place, owned[told.whose])
        complaint = _register(told, place, customer, handler, rows[told.category], at)
        _go_on(complaint, told, handler, staff, causes[told.cause], at)


def _name_liaisons(staff: Company) -> None:
    """Let the liaison answer for every department."""
    links = Department.liaisons.through
    links.objects.bulk_create(
        links(department=department, user=staff.users["liaison"])
        for department in Department.objects.in_use()
    )


def _whose(told: Told, place: int, customers: list[Customer]) -> Customer | None:
    """Return who complained: of one matter in one house the same one again.

    Whoever grumbles on the web gives no name.
    """
    if told.channel == "WEB" or not customers:
        return None
    if told.category == "waiting-time":
        return customers[0]
    return customers[place % len(customers)]


def _register(told: Told, place: int, customer, handler: User, category, at):
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
        said["agency_received_on"] = days_before(at, told.ago)
    return intake.register(
        customer, actor=handler, said=said, key=uuid.uuid5(SEED, str(place)),
        at=_begin(told, place, at), branch=handler.branch,
    )  # fmt: skip


def _begin(told: Told, place: int, at: datetime.datetime) -> datetime.datetime:
    begun = moment(days_before(at, told.ago), 9 + place % 7, place * 13 % 60)
    return min(begun, at - (2 * NIGHT if told.way == "late" else 2 * HOUR))


def _go_on(complaint: Complaint, told: Told, handler, staff, cause, at) -> None:
    """Take the steps of its way one after another, none after `at`."""
    now = complaint.received_at
    for step in WAYS[told.way]:
        now = min(_later(step, now, complaint, told), at)
        actor = handler
        if step == "verify" and told.severity == Severity.MAJOR:
            actor = staff.users["manager"]
        _take(step, complaint, told, actor, cause, now)


def _later(step: str, now, complaint: Complaint, told: Told) -> datetime.datetime:
    """Return when a step is taken that follows one taken `now`."""
    if step == "acknowledge":
        # Every eighth was looked at too late.
        return now + (SLOW if complaint.pk % 8 == 5 and told.ago > 2 else PROMPT)
    if step == "resolve":
        return max(now, complaint.received_at + told.hours * HOUR)
    if step in ("verify", "complain", "miss"):
        return now + 2 * NIGHT
    return now + HOUR


def _take(step: str, complaint: Complaint, told: Told, actor: User, cause, at) -> None:
    complaint.refresh_from_db()
    who = {"actor": actor, "at": at, "standing": complaint.standing}
    found = {"solution": told.solution, "cause": cause, "liability": told.liability}
    match step:
        case "resolve":
            reaction = "SATISFIED" if told.severity == 1 else "ACCEPTED"
            steps.resolve(
                complaint, found=found, channel="PHONE", reaction=reaction, **who
            )
        case "propose":
            steps.propose(complaint, **found, **who)
        case "verify":
            steps.verify(complaint, reaction="SATISFIED", **who)
        case "complain":
            said = {"reaction": "DISSATISFIED", "text": WORDS[step]}
            steps.verify(complaint, **said, **who)
        case "wait" | "withdraw" | "send_out" | "miss":
            getattr(steps, step)(complaint, text=WORDS[step], **who)
        case _:
            getattr(steps, step)(complaint, **who)
