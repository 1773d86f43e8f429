"""What the customers of the demo company agreed to, refused and took back."""

import datetime
from random import Random

from crm.demo.people import KNOWN
from customers.choices.consent import Channel, ConsentState, How, Purpose
from customers.models import ConsentRecord, Customer

# So many were asked at all; of a use: (share asked of those, share that said yes).
ASKED_SHARE, WITHDRAWN_SHARE = 0.6, 0.08
USES = {
    (Purpose.REMINDERS, Channel.PHONE): (0.8, 0.95),
    (Purpose.REMINDERS, Channel.WECHAT): (0.6, 0.95),
    (Purpose.SURVEYS, Channel.PHONE): (0.5, 0.8),
    (Purpose.MARKETING, Channel.SMS): (0.7, 0.7),
    (Purpose.MARKETING, Channel.WECHAT): (0.6, 0.8),
    (Purpose.MARKETING, Channel.EMAIL): (0.2, 0.5),
    (Purpose.CLUB, Channel.WECHAT): (0.3, 0.9),
    (Purpose.PARTNERS, Channel.WHOLE): (0.3, 0.5),
    (Purpose.PROFILING, Channel.WHOLE): (0.4, 0.9),
}
GIVEN, REFUSED = ConsentState.GIVEN, ConsentState.REFUSED
WITHDRAWN = ConsentState.WITHDRAWN
# What 王小明 said, one after the other: of every kind something.
HIS = (
    (Purpose.REMINDERS, Channel.PHONE, GIVEN, How.SIGNED),
    (Purpose.REMINDERS, Channel.WECHAT, GIVEN, How.SIGNED),
    (Purpose.MARKETING, Channel.SMS, GIVEN, How.SIGNED),
    (Purpose.MARKETING, Channel.WECHAT, GIVEN, How.ONLINE),
    (Purpose.MARKETING, Channel.PHONE, REFUSED, How.SPOKEN),
    (Purpose.PARTNERS, Channel.WHOLE, REFUSED, How.SPOKEN),
    (Purpose.MARKETING, Channel.SMS, WITHDRAWN, How.WRITTEN),
)
EVIDENCE = {How.SIGNED: "到店客户信息登记表", How.WRITTEN: "微信聊天记录"}


def consents(served: list[Customer], at: datetime.datetime) -> list[ConsentRecord]:
    """Return what was said, in the order of time; the texts are set when stored."""
    draw, made = Random(len(served)), []
    for customer in served:
        if customer.name == KNOWN:
            made += [
                _said(customer, *said, _later(customer, at, days))
                for days, said in enumerate(HIS, start=1)
            ]
        elif draw.random() < ASKED_SHARE:
            made += _of(customer, at, draw)
    return sorted(made, key=lambda one: (one.at, one.customer.code, one.channel))


def _of(customer: Customer, at: datetime.datetime, draw: Random) -> list[ConsentRecord]:
    how, day = draw.choice(list(How)), draw.randint(0, 5)
    made = []
    for (purpose, channel), (asked, agreed) in USES.items():
        if draw.random() > asked:
            continue
        state = GIVEN if draw.random() < agreed else REFUSED
        when = _later(customer, at, day)
        made.append(_said(customer, purpose, channel, state, how, when))
        if state == GIVEN and draw.random() < WITHDRAWN_SHARE:
            gone = _later(customer, at, day + draw.randint(5, 300))
            if gone > when:
                withdrawn = (purpose, channel, WITHDRAWN, How.SPOKEN)
                made.append(_said(customer, *withdrawn, gone))
    return made


def _later(customer: Customer, at: datetime.datetime, days: int) -> datetime.datetime:
    """Return a moment so many days after the customer came, and before `at`."""
    when = customer.created_at + datetime.timedelta(days=days, minutes=20)
    return min(when, at - datetime.timedelta(hours=2))


def _said(customer, purpose, channel, state, how, when) -> ConsentRecord:
    return ConsentRecord(
        customer=customer,
        purpose=purpose,
        channel=channel,
        state=state,
        how=how,
        evidence=EVIDENCE.get(how, ""),
        at=when,
        by=customer.owner,
    )
