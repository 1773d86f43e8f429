"""What is amiss in the demo archive: people entered twice, one merged, two removed."""

import datetime
import uuid

from accounts import pinyin
from crm.demo.people import KNOWN, Company
from crm.services import merging, removing
from customers.models import Customer, Double
from customers.services import scanning
from visits.models import Visit

# So many pairs, in the branch of the information supervisor.
PAIRS, REMOVED = 13, 2
HEARD = str.maketrans("伟明芳静丽强军杰敏霞", "玮鸣方婧莉蔷君洁民夏")
REASONS = ("客户要求退出，资料已核对", "测试时误建的档案")


def enter_twice(served: list[Customer], staff: Company) -> None:
    """Make the later of two customers one who was there already, in four ways."""
    branch = staff.branches["PD"]
    persons = [
        one
        for one in served
        if one.branch is branch and not one.is_organisation and one.name != KNOWN
    ]
    count = min(PAIRS, max(len(persons) - REMOVED, 0) // 2)
    for way, first in enumerate(persons[:count]):
        _imitate(first, persons[count + way], way % 4)


def _imitate(first: Customer, second: Customer, way: int) -> None:
    second.city, second.salutation, second.birthday = first.city, "", None
    second.name = first.name.translate(HEARD) if way in {0, 3} else first.name
    second.name_key = pinyin.sort_key(second.name)
    if way in {0, 2} and first.phone:
        second.phone, second.phone_raw = first.phone, first.phone_raw
    if way == 1:
        second.phone = second.phone_raw = ""
    if way == 3:
        first.wechat = first.wechat or f"wx_{first.code}"
        second.wechat = first.wechat


def decide(staff: Company, at: datetime.datetime) -> None:
    """Find them as a night would, merge one pair, put two customers into the bin."""
    scanning.scan(at=at)
    nina = staff.users["information"]
    idle = Double.objects.exclude(first__in=_planned()).exclude(second__in=_planned())
    pair = idle.open().order_by("-score", "pk").first()
    if pair is None:
        return
    merging.merge(
        pair.first,
        pair.second,
        actor=nina,
        choices={},
        versions=(pair.first.version, pair.second.version),
        submission_key=uuid.uuid5(uuid.NAMESPACE_URL, "weixi-demo"),
        at=at,
    )
    alone = Customer.objects.filter(branch=staff.branches["PD"])
    alone = alone.exclude(pk__in=_planned()).exclude(name=KNOWN).order_by("-pk")
    in_pairs = {
        pk for two in Double.objects.values_list("first", "second") for pk in two
    }
    for customer, reason in zip(alone.exclude(pk__in=in_pairs), REASONS, strict=False):
        removing.remove(customer, actor=nina, reason=reason, at=at)


def _planned():
    return Visit.objects.planned().values("customer")
