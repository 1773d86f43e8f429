"""What the customers of the demo company own: vehicles with plates, VINs and dates."""

import datetime
from random import Random

from crm.demo.calendar import ZONE, days_before, moment, today
from crm.demo.people import KNOWN
from crm.demo.words import wares
from customers import plates
from customers.choices.archive import BusinessLine
from customers.choices.assets import AssetKind, AssetState
from customers.models import Asset, Customer, MileageReading, Purchase

# Of the customers who bought no car here, so many have one.
OTHERS_SHARE = 0.4
PREFIXES = {"PD": "沪ABCDEF", "SZ": "苏EUB", "HZ": "浙AFB"}
# A maker nobody is: WMI, then model, plant; the check digit comes last.
MAKER = "LYF"
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
# Prime to ten: what is counted up looks drawn, and stays each its own.
STRIDE = 7919
YEARLY_KM = (6_000, 24_000)


def assets(
    archive: list[Customer], bought: list[Purchase], at, draw: Random
) -> list[Asset]:
    """Return the vehicles: of those who bought one here, and of some others."""
    sold = {
        line.customer.code: line
        for line in bought
        if line.business_line == BusinessLine.SALES
    }
    made = []
    for number, customer in enumerate(archive, start=1):
        line = sold.get(customer.code)
        if line or customer.name == KNOWN or draw.random() < OTHERS_SHARE:
            made.append(_vehicle(number, customer, line, at, draw))
    return made


def readings(owned: list[Asset], at, draw: Random) -> list[MileageReading]:
    """Return what their meters read, and set what the vehicles keep of it."""
    made = []
    for asset in owned:
        km, day = 0, asset.created_at.astimezone(ZONE).date()
        for _visit in range(draw.randint(0, 3)):
            day += datetime.timedelta(days=draw.randint(90, 200))
            km += draw.randint(*YEARLY_KM) // 2
            if day >= today(at):
                break
            made.append(_reading(asset, km, day))
            asset.mileage_km, asset.mileage_read_on = km, day
    return made


def _vehicle(number: int, customer, line: Purchase | None, at, draw: Random) -> Asset:
    if line:
        name, sold = line.item, line.bought_at.astimezone(ZONE).date()
    else:
        name, sold = (
            draw.choice(wares.VEHICLES)[1],
            days_before(at, draw.randint(400, 2000)),
        )
    born = line.bought_at if line else customer.created_at
    asset = Asset(
        customer=customer,
        kind=AssetKind.VEHICLE,
        name=name,
        plate=_plate(number, customer.branch.code, "EV" in name, draw),
        vin=_vin(number, sold.year, draw),
        sold_on=sold,
        sold_by=customer.branch if line else None,
        created_at=born,
    )
    _date(asset, sold, at, draw)
    if customer.name != KNOWN and draw.random() < 0.03:
        asset.state = AssetState.SOLD_ON
        asset.state_on = max(sold, days_before(at, draw.randint(5, 200)))
    return asset


def _date(asset: Asset, sold: datetime.date, at, draw: Random) -> None:
    """Set what falls due: insurance yearly, inspection, service, three years' warranty.

    Some are a little overdue, as they are everywhere.
    """
    now = today(at)
    asset.warranty_until = sold + datetime.timedelta(days=3 * 365)
    asset.insurance_until = now + datetime.timedelta(days=draw.randint(-10, 355))
    if draw.random() < 0.8:
        asset.inspection_until = now + datetime.timedelta(days=draw.randint(-20, 700))
    if draw.random() < 0.85:
        asset.next_service_on = now + datetime.timedelta(days=draw.randint(-25, 180))


def _plate(number: int, branch: str, is_electric: bool, draw: Random) -> str:
    province, *letters = PREFIXES[branch]
    serial = number * STRIDE
    head = province + draw.choice(letters)
    if is_electric:
        return f"{head}D{serial % 100_000:05d}"
    return f"{head}{draw.choice(LETTERS[:20])}{serial % 10_000:04d}"


def _vin(number: int, year: int, draw: Random) -> str:
    model = "".join(draw.choices(LETTERS, k=4))
    sign = (LETTERS + "123456789")[(year - 2010) % 30]
    body = (
        f"{MAKER}{model}{draw.randint(1, 9)}0{sign}A{number * STRIDE % 1_000_000:06d}"
    )
    return body[:8] + plates.check_digit(body) + body[9:]


def _reading(asset: Asset, km: int, day: datetime.date) -> MileageReading:
    return MileageReading(
        asset=asset,
        km=km,
        read_on=day,
        entered_by=asset.customer.owner,
        entered_at=moment(day, 10, 30),
    )
