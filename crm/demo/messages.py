"""What customers of the demo company wrote themselves, by web form or by mail."""

import datetime
import hashlib

from complaints.choices import InboundState, InboundWay
from complaints.models import Inbound
from crm.demo.people import Company

WEB, MAIL = InboundWay
# hours ago, way, name, phone, e-mail, subject, words, branch or "", why dismissed or ""
MESSAGES = [
    (3, WEB, "周先生", "13800571188", "", "",
     "昨天刚做完保养，今天早上启动就有异响，请尽快联系我。", "PD", ""),
    (7, MAIL, "Helen Brooks", "", "helen.brooks@example.com", "Invoice for my service",
     "The invoice shows two oil filters, but only one was replaced. "
     "Please send me a corrected one.", "", ""),
    (22, WEB, "孙女士", "13905719022", "sun@example.com", "",
     "预约了九点，等到十点半才有人接待，希望以后能准时。", "SZ", ""),
    (29, MAIL, "钱国强", "", "qian.gq@example.com", "关于配件到货时间",
     "你好，\n配件说好一周到货，现在已经三周了，到底什么时候能到？\n钱国强", "", ""),
    (50, WEB, "", "13600001234", "", "",
     "接待我的小伙子非常热情，车也洗得很干净，表扬一下。", "PD", ""),
    (75, MAIL, "商务合作", "", "promo@example.com", "优质客户资源，低价出售",
     "我司有大量精准客户名单，欢迎来电洽谈。", "", "广告邮件"),
]  # fmt: skip


def messages(staff: Company, at: datetime.datetime) -> list[Inbound]:
    """Return the messages of the last days, the latest first; one was laid aside."""
    return [_message(staff, at, *told) for told in MESSAGES]


def _message(
    staff: Company, at, ago, way, name, phone, email, subject, words, branch, reason
) -> Inbound:  # fmt: skip
    came = at - datetime.timedelta(hours=ago)
    done = {"state": InboundState.DISMISSED, "reason": reason, "done_at": at}
    return Inbound(
        way=way, name=name, phone=phone, email=email, subject=subject, words=words,
        branch=staff.branches.get(branch), received_at=came,
        origin=f"demo:{hashlib.sha256(words.encode()).hexdigest()}",
        **(done | {"done_by": staff.users["manager"]} if reason else {}),
    )  # fmt: skip
