"""Whom the demo company serves: persons and firms, and the people known there."""

import datetime
from random import Random

from accounts import pinyin
from accounts.models import User
from crm.demo.calendar import days_before, moment
from crm.demo.people import KNOWN, Company
from crm.demo.words import names, places, talk
from customers.choices.archive import ContactRole, Kind, PartnerKind, Source
from customers.models import Contact, Customer

FIRM_SHARE = 0.15
PREFIXES = [*range(130, 140), *range(150, 160), *range(180, 190)]
# Before the two years the demo tells of, and within them.
OLDEST, NEWEST = 1100, 2


def customers(staff: Company, count: int, at, draw: Random) -> list[Customer]:
    """Return `count` customers in the order in which they came, 王小明 among them."""
    owners = [staff.users["account"]] * min(count, 12)
    owners += draw.choices(staff.owners(), staff.shares(), k=count - len(owners))
    days = sorted((_day_of_arrival(draw) for _ in owners), reverse=True)
    draw.shuffle(owners)
    made = [
        _customer(number, owner, days_before(at, day), draw)
        for number, (owner, day) in enumerate(zip(owners, days, strict=True), start=1)
    ]
    _name_wang_xiaoming(made, staff.users["account"], at)
    return made


def contacts(archive: list[Customer], at, draw: Random) -> list[Contact]:
    """Return one to three people for each firm, a relative for some persons."""
    made = []
    for customer in archive:
        if customer.is_organisation:
            roles = draw.sample(
                [ContactRole.DECIDER, ContactRole.BUYER, ContactRole.FINANCE,
                 ContactRole.DRIVER],
                k=draw.randint(1, 3),
            )  # fmt: skip
            made += [_contact(customer, role, draw) for role in roles]
        elif draw.random() < 0.12:
            made.append(_contact(customer, ContactRole.FAMILY, draw))
    return made


def person_name(draw: Random) -> str:
    tricky = draw.random() < 0.06
    surname = draw.choice(names.TRICKY_SURNAMES if tricky else names.SURNAMES)
    return surname + draw.choice(names.GIVEN)


def phone(draw: Random) -> str:
    return f"+86{draw.choice(PREFIXES)}0000{draw.randint(0, 9999):04d}"


def _day_of_arrival(draw: Random) -> int:
    """Return how many days ago: two thirds were there before the two years began."""
    if draw.random() < 0.66:
        return draw.randint(731, OLDEST)
    return draw.randint(NEWEST, 730)


def _customer(number: int, owner: User, day: datetime.date, draw: Random) -> Customer:
    born = moment(day, draw.randint(9, 18), draw.randint(0, 59))
    customer = Customer(
        # Drawn anew when he is stored; until then it tells the customers apart.
        code=f"{number:06d}",
        owner=owner,
        branch=owner.branch,
        source=draw.choice(Source.values[:5]),
        created_by=owner,
        created_at=born,
        updated_at=born,
    )
    _place(customer, draw)
    if draw.random() < FIRM_SHARE:
        _as_firm(customer, draw)
    else:
        _as_person(customer, draw)
    return customer


def _place(customer: Customer, draw: Random) -> None:
    customer.city = draw.choice(places.BRANCHES[customer.branch.code][2])
    district = draw.choice(places.DISTRICTS.get(customer.city, [""]))
    street, house = draw.choice(places.STREETS), draw.randint(1, 1299)
    estate = draw.choice(["", "", *places.ESTATES])
    door = (
        f"{estate} {draw.randint(1, 28)} 幢 {draw.randint(1, 18)}0{draw.randint(1, 4)}"
    )
    customer.address = f"{district}{street} {house} 号" + (estate and f" {door}")


def _as_person(customer: Customer, draw: Random) -> None:
    customer.kind = Kind.PERSON
    customer.name = person_name(draw)
    customer.salutation = draw.choice(["", "", *talk.SALUTATIONS])
    if draw.random() < 0.97:
        _ring(customer, phone(draw))
    if draw.random() < 0.8:
        year, month = draw.randint(1958, 2004), draw.randint(1, 12)
        customer.birthday = datetime.date(year, month, draw.randint(1, 28))
    if draw.random() < 0.5:
        customer.wechat = f"wx_{draw.randint(10**6, 10**7 - 1)}"
    if draw.random() < 0.2:
        customer.note = draw.choice(talk.CUSTOMER_NOTES)
    _settle(customer)


def _as_firm(customer: Customer, draw: Random) -> None:
    customer.kind = Kind.ORGANISATION
    word, trade = draw.choice(names.FIRM_WORDS), draw.choice(names.FIRM_TRADES)
    customer.short_name = f"{word}{trade}"
    customer.name = f"{customer.city}{word}{trade}有限公司"
    if draw.random() < 0.1:
        customer.partner_kind = draw.choice(
            [PartnerKind.DEALER, PartnerKind.RETAILER, PartnerKind.AGENT]
        )
    area = places.LANDLINES.get(customer.city)
    if area:
        _ring(customer, f"+86{area}5555{draw.randint(0, 9999):04d}")
    else:
        _ring(customer, phone(draw))
    customer.email = f"office{draw.randint(100, 9999)}@example.com"
    _settle(customer)


def _contact(customer: Customer, role: str, draw: Random) -> Contact:
    number = phone(draw)
    title = "" if role == ContactRole.FAMILY else draw.choice(names.TITLES)
    return Contact(
        customer=customer,
        name=person_name(draw),
        role=role,
        title=title,
        phone=number,
        phone_raw=number.removeprefix("+86"),
        created_at=customer.created_at,
    )


def _name_wang_xiaoming(archive: list[Customer], owner: User, at) -> None:
    """Make the owner's first person the one whom tests and tours look for."""
    theirs = [one for one in archive if one.owner is owner and not one.is_organisation]
    if not theirs:
        return
    customer = theirs[0]
    came = days_before(at, min(700, (at - customer.created_at).days))
    customer.created_at = customer.updated_at = moment(came, 10, 20)
    customer.name, customer.salutation, customer.city = KNOWN, "先生", "上海"
    customer.address = "浦东新区科技路 218 号 翠湖苑 6 幢 802"
    customer.note = "习惯微信联系，工作日上午不方便接电话。"
    customer.birthday = datetime.date(1986, customer.created_at.month, 18)
    _ring(customer, "+8613800005678")
    _settle(customer)


def _ring(customer: Customer, number: str) -> None:
    customer.phone, customer.phone_raw = number, number.removeprefix("+86")


def _settle(customer: Customer) -> None:
    customer.name_key = pinyin.sort_key(customer.name)
