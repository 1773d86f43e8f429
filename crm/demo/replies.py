"""What came back from the meetings: customers' words, addenda, supervisors' remarks."""

import datetime
import uuid
from random import Random

from crm.demo.people import Company
from crm.demo.words import talk
from visits.choices import FeedbackKind, Grade, Outcome
from visits.models import Addendum, FeedbackItem, Review, Visit

GRADES = [Grade.EXCELLENT, Grade.GOOD, Grade.FAIR, Grade.POOR]
# Days after which a visit has been reviewed and what was said been seen to.
SEEN_TO = 8
# Of what was said in the last weeks so much still waits.
FORGOTTEN, LEFT_OPEN = datetime.timedelta(days=60), 0.3
KINDS = {
    Outcome.POSITIVE: [FeedbackKind.PRAISE, FeedbackKind.NEED, FeedbackKind.INTENT],
    Outcome.NEUTRAL: [FeedbackKind.SUGGESTION, FeedbackKind.NEED, FeedbackKind.GRUMBLE],
    Outcome.PROBLEM: [FeedbackKind.COMPLAINT, FeedbackKind.GRUMBLE],
}


def feedback(logged: list[Visit], at, draw: Random) -> list[FeedbackItem]:
    """Return what customers said in a fifth of the meetings, mostly seen to since."""
    made = []
    for visit in logged:
        kinds = KINDS.get(visit.outcome, [])
        chance = 0.9 if visit.outcome == Outcome.PROBLEM else 0.2
        if not kinds or draw.random() > chance:
            continue
        for kind in draw.sample(kinds, k=draw.choice([1, 1, 1, 2])):
            made.append(_item(visit, kind, at, draw))
    return made


def addenda(logged: list[Visit], at, draw: Random) -> list[Addendum]:
    made = []
    for visit in draw.sample(logged, k=len(logged) // 50):
        later = visit.logged_at + datetime.timedelta(hours=draw.randint(25, 60))
        if later < at:
            made.append(
                Addendum(
                    visit=visit,
                    author=visit.owner,
                    text=draw.choice(talk.ADDENDA),
                    submission_key=uuid.UUID(int=draw.getrandbits(128), version=4),
                    created_at=later,
                )
            )
    return sorted(made, key=lambda one: (one.created_at, one.submission_key))


def reviews(staff: Company, logged: list[Visit], at, draw: Random) -> list[Review]:
    """Return the lead's remark on every visit but those of the last days."""
    made = []
    for visit in logged:
        lead = staff.lead_of(visit.owner)
        age = at - visit.logged_at
        is_old = age > datetime.timedelta(days=SEEN_TO)
        if lead is None or not (is_old or draw.random() < 0.3):
            continue
        grade = draw.choices(GRADES, [2, 6, 2, 1])[0]
        delay = min(age, datetime.timedelta(hours=draw.randint(16, 150)))
        made.append(
            Review(
                visit=visit,
                reviewer=lead,
                grade=grade,
                remark=draw.choice(talk.REMARKS[grade]),
                reviewed_at=visit.logged_at + delay,
            )
        )
    return made


def _item(visit: Visit, kind: str, at, draw: Random) -> FeedbackItem:
    is_recent = at - visit.logged_at < FORGOTTEN
    is_left = draw.random() < LEFT_OPEN
    done = visit.logged_at + datetime.timedelta(days=draw.randint(2, 25))
    return FeedbackItem(
        visit=visit,
        customer=visit.customer,
        kind=kind,
        text=draw.choice(talk.FEEDBACK[kind]),
        created_at=visit.logged_at,
        taken_up_at=done if done < at and not (is_recent and is_left) else None,
    )
