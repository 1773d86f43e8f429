"""What the people of the demo company know of their customers, and hope for."""

import datetime
from dataclasses import dataclass
from random import Random

from crm.demo.calendar import days_before, moment, today
from crm.demo.people import KNOWN
from crm.demo.words import facts as words
from customers.choices.facts import Concerns, OwnType, Reachable, Trouble
from customers.choices.opportunities import LostReason, Progress
from customers.models import (
    ContactCheck,
    Customer,
    CustomerTag,
    Like,
    Opportunity,
    OwnField,
    Tag,
)

SHARE_TAGGED, SHARE_LIKED, SHARE_VERIFIED = 0.3, 0.2, 0.6
SHARE_TROUBLED, SHARE_TO_CHECK = 0.04, 0.02
FUELS = ["汽油", "柴油", "混动", "纯电"]


@dataclass
class Known:
    tags: list[Tag]
    fields: list[OwnField]
    marks: list[CustomerTag]
    likes: list[Like]
    checks: list[ContactCheck]
    opportunities: list[Opportunity]
    # (customer, place of the field, answer): kept once the fields have their ids.
    answers: list[tuple[Customer, int, object]]


def known(archive: list[Customer], at, draw: Random) -> Known:
    """Return it all; the customers learn when they were verified and what is wrong."""
    tags, fields = _tags(at), _fields(at)
    chosen = [one for one in archive if draw.random() < SHARE_TAGGED]
    liked = [one for one in archive if draw.random() < SHARE_LIKED or one.name == KNOWN]
    return Known(
        tags=tags,
        fields=fields,
        marks=[
            CustomerTag(customer=customer, tag=tag)
            for customer in chosen
            for tag in draw.sample(tags, k=draw.choice([1, 1, 2]))
        ],
        likes=[like for one in liked for like in _likes(one, at, draw)],
        checks=[check for one in archive for check in _checks(one, at, draw)],
        opportunities=_opportunities(archive, at, draw),
        answers=[pair for one in archive for pair in _answers(one, draw)],
    )


def keep_answers(made: Known) -> None:
    """Write the answers into the customers, by the ids the stored fields have."""
    for customer, place, answer in made.answers:
        customer.own[made.fields[place].key] = answer


def _tags(at) -> list[Tag]:
    return [
        Tag(name=name, name_en=english, colour=colour, icon=icon, created_at=at)
        for name, english, colour, icon in words.TAGS
    ]


def _fields(at) -> list[OwnField]:
    return [
        OwnField(
            name="主要燃料", name_en="Main fuel", type=OwnType.CHOICE,
            choices="\n".join(FUELS), place=1, created_at=at,
        ),
        OwnField(
            name="车队规模", name_en="Vehicles in the fleet", type=OwnType.NUMBER,
            concerns=Concerns.ORGANISATION, place=2, created_at=at,
        ),
    ]  # fmt: skip


def _answers(customer: Customer, draw: Random) -> list[tuple[Customer, int, object]]:
    answers = []
    if draw.random() < 0.4:
        answers.append((customer, 0, draw.choice(FUELS)))
    if customer.is_organisation:
        answers.append((customer, 1, draw.randint(2, 60)))
    return answers


def _likes(customer: Customer, at, draw: Random) -> list[Like]:
    kinds = draw.sample(sorted(words.LIKES), k=draw.choice([1, 2, 3]))
    if customer.name == KNOWN:
        kinds = ["CHANNEL", "TIME", "HOBBY"]
    age = (today(at) - customer.created_at.date()).days
    return [
        Like(
            customer=customer,
            kind=kind,
            text=draw.choice(words.LIKES[kind]),
            since=days_before(at, draw.randint(0, min(age, 600))),
            told_by=draw.choice(words.TOLD_BY),
            noted_by=customer.owner,
            created_at=customer.created_at,
        )
        for kind in kinds
    ]


def _checks(customer: Customer, at, draw: Random) -> list[ContactCheck]:
    """Return at most one; say on the customer what it makes of him."""
    age = max((today(at) - customer.created_at.date()).days, 1)
    day = days_before(at, draw.randint(0, min(age, 700)))
    verified, troubled = draw.random() < SHARE_VERIFIED, draw.random() < SHARE_TROUBLED
    to_check = draw.random() < SHARE_TO_CHECK
    if not customer.phone or customer.name == KNOWN:
        return []
    customer.verified_on = day if verified else None
    customer.check_at_arrival = to_check
    if not troubled:
        return []
    trouble = draw.choice([Trouble.WRONG, Trouble.NO_ANSWER, Trouble.MOVED])
    customer.has_trouble = True
    return [
        ContactCheck(
            customer=customer,
            channel=Reachable.ADDRESS if trouble == Trouble.MOVED else Reachable.PHONE,
            trouble=trouble,
            trouble_on=days_before(at, draw.randint(0, min(age, 90))),
            tries=draw.randint(3, 6) if trouble == Trouble.NO_ANSWER else 0,
        )
    ]


def _opportunities(archive: list[Customer], at, draw: Random) -> list[Opportunity]:
    """Return a dozen: those of the first owner among them, every stage there."""
    theirs = [one for one in archive if one.owner.username == "account"]
    others = [one for one in archive if one.owner.username != "account"]
    count = min(len(words.OPPORTUNITIES), len(archive))
    mine = theirs[: count // 2]
    served = mine + draw.sample(others, k=min(count - len(mine), len(others)))
    stages = [*Progress.values, "INTEREST", "PROPOSAL"] * 2
    return [
        _opportunity(customer, what, stage, at, draw)
        for customer, what, stage in zip(
            served, words.OPPORTUNITIES, stages, strict=False
        )
    ]


def _opportunity(customer, what, stage, at, draw: Random) -> Opportunity:
    title, amount = what
    opened = moment(days_before(at, draw.randint(5, 40)), 10, 30)
    ended = moment(days_before(at, draw.randint(1, 4)), 16, 0)
    is_ended = stage in (Progress.WON, Progress.LOST)
    ahead = datetime.timedelta(days=draw.randint(-4, 12))
    return Opportunity(
        customer=customer,
        owner=customer.owner,
        title=title,
        amount=amount,
        expected_on=today(at) + datetime.timedelta(days=draw.randint(10, 90)),
        progress=stage,
        lost_reason=LostReason.PRICE if stage == Progress.LOST else "",
        next_step="" if is_ended else draw.choice(words.STEPS),
        next_on=None if is_ended else today(at) + ahead,
        ended_at=ended if is_ended else None,
        created_by=customer.owner,
        created_at=max(opened, customer.created_at),
    )
