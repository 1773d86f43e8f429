"""A year of complaints that differ in all the analysis looks at, the same each time."""

from datetime import timedelta

from accounts.models import Department
from complaints.choices import Kind, Severity
from complaints.models import Category, Cause, Complaint
from complaints.tests.complaint_builders import do, found, fresh, make_complaint
from crm.testing.builders import make_customer
from crm.testing.cast import NOON

# days ago, whose, what about, how grave, hours until told (None: never), how it went
STORY = [
    (3, 0, "waiting-time", 1, 2, "content"),
    (5, 0, "waiting-time", 2, 30, "discontent"),
    (8, 1, "staff-attitude", 2, 4, "content"),
    (12, 1, "price-charges", 3, 200, "told"),
    (20, 2, "repair-quality", 4, 20, "content"),
    (21, 2, "repair-quality", 2, None, "open"),
    (33, None, "other", 2, None, "open"),
    (40, 3, None, 2, None, "waiting"),
    (41, 3, "delivery", 2, 50, "unhappy"),
    (60, 0, "waiting-time", 2, 3, "content"),
    (95, 1, "staff-attitude", 2, 6, "content"),
    (97, 3, "delivery", 2, None, "withdrawn"),
    (120, 2, "repair-quality", 3, 9, "told"),
    (170, 0, "waiting-time", 2, 12, "content"),
]
CAUSES = ["overload", "overload", "conduct", "promise", "skill"]


def year_of_complaints(cast, now=NOON, story=STORY) -> list[Complaint]:
    """Store them, the newest first; anna handles all of them."""
    customers = [make_customer(cast.anna, name=f"客户{each}") for each in range(4)]
    return [_one(cast, now, place, customers, *row) for place, row in enumerate(story)]


def _one(cast, now, place, customers, ago, whose, category, severity, hours, way):
    at = now - timedelta(days=ago)
    said = {
        "customer": None if whose is None else customers[whose],
        "severity": severity,
        "kind": Kind.COMPLAINT,
        "category": Category.objects.filter(code=category).first(),
        "department": Department.objects.order_by("pk")[place % 3],
        "at": at,
    }
    said |= {"branch": cast.east} if whose is None else {}
    complaint = make_complaint(cast.anna, **said)
    do("acknowledge", complaint, cast.anna, at=at + timedelta(minutes=20 * place))
    if hours is not None:
        _tell(complaint, cast, place, at + timedelta(hours=hours))
        _end(complaint, cast, way, at + timedelta(hours=hours + 24))
    elif way == "waiting":
        do("wait", complaint, cast.anna, text="等发票", at=at + timedelta(hours=7))
    elif way == "withdrawn":
        later = at + timedelta(hours=7)
        do("withdraw", complaint, cast.anna, text="电话说不用了", at=later)
    return fresh(complaint)


def _tell(complaint, cast, place: int, at) -> None:
    cause = Cause.objects.get(code=CAUSES[place % len(CAUSES)])
    told = {"found": found(cause=cause), "channel": "PHONE", "reaction": "ACCEPTED"}
    do("resolve", complaint, cast.anna, at=at, **told)


def _end(complaint, cast, way: str, at) -> None:
    who = cast.max if complaint.severity == Severity.MAJOR else cast.anna
    if way == "content":
        do("verify", complaint, who, reaction="SATISFIED", at=at)
    elif way in ("discontent", "unhappy"):
        do("verify", complaint, who, reaction="DISSATISFIED", text="还不行", at=at)
    if way == "discontent":
        later = at + timedelta(hours=1)
        told = {"found": found(), "channel": "PHONE", "reaction": "ACCEPTED"}
        do("resolve", complaint, cast.anna, at=later, **told)
        do("verify", complaint, who, reaction="ACCEPTED", at=later)
