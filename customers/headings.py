"""Which field a column heading means, in Chinese or English. No rows."""

import re
import unicodedata
from collections.abc import Iterable

from customers.choices.imports import ImportField as F

# Written as `plain` leaves them: half width, lower case, without blanks and marks.
WORDS = {
    F.NAME: (
        "姓名 客户姓名 客户名称 客户名 客户 名称 名字 单位名称 公司名称 企业名称 "
        "公司 车主 车主姓名 会员姓名 name fullname customer customername company "
        "companyname client account accountname"
    ),
    F.PHONE: (
        "手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 移动电话 客户电话 "
        "客户手机 车主电话 phone mobile mobilephone mobileorphone tel telephone "
        "phonenumber mobilenumber cell cellphone"
    ),
    F.KIND: "类型 客户类型 客户类别 类别 性质 客户性质 type kind customertype",
    F.PARTNER_KIND: (
        "伙伴类型 合作类型 合作伙伴类型 渠道类型 partnerkind partnertype partner"
    ),
    F.TIER: "等级 客户等级 级别 客户级别 分级 tier level grade rank",
    F.CITY: "城市 所在城市 市 地区 所在地 city town place",
    F.ADDRESS: (
        "地址 详细地址 联系地址 客户地址 通讯地址 住址 address street streetaddress"
    ),
    F.SHORT_NAME: "简称 公司简称 客户简称 shortname nickname",
    F.SALUTATION: "称呼 尊称 称谓 salutation title",
    F.EMAIL: "邮箱 电子邮箱 电子邮件 邮件 邮箱地址 email emailaddress mail",
    F.WECHAT: "微信 微信号 wechat weixin wechatid",
    F.ID_NUMBER: (
        "证件号 证件号码 身份证 身份证号 身份证号码 统一社会信用代码 信用代码 税号 "
        "idnumber idcard id身份证 idorcreditcode creditcode"
    ),
    F.BIRTHDAY: "生日 出生日期 出生年月日 birthday birthdate dateofbirth dob",
    F.SOURCE: "来源 客户来源 渠道 获客渠道 source leadsource channel origin",
    F.NEXT_CONTACT: (
        "下次联系 下次联系日期 下次联系时间 下次跟进 下次跟进时间 下次回访 "
        "nextcontact nextcontacton nextcontactdate nextfollowup followup"
    ),
    F.NOTE: (
        "备注 说明 备注信息 描述 note notes remark remarks comment comments "
        "description memo"
    ),
    F.CONTACT_NAME: (
        "联系人 联系人姓名 主要联系人 contact contactname contactperson "
        "nameofacontactthere"
    ),
    F.CONTACT_PHONE: (
        "联系人电话 联系人手机 联系人手机号 contactphone contactmobile "
        "phoneofthatcontact"
    ),
    F.OWNER: (
        "负责人 客户经理 所属销售 归属人 跟进人 业务员 销售顾问 负责人用户名 owner "
        "ownerusername accountmanager assignedto salesrep responsible"
    ),
    F.KEY: (
        "编号 客户编号 客户编码 客户代码 原系统编号 旧编号 外部编号 会员号 id "
        "externalkey externalid customerid customercode customerno customernumber "
        "key code no numberinyouroldsystem"
    ),
}
MEANS = {word: field for field, words in WORDS.items() for word in words.split()}
# A file to start from, by language: headings, and rows that show what goes where.
TEMPLATES = {
    "zh-hans": [
        [
            *("姓名", "手机", "类型", "等级", "城市", "地址", "邮箱", "微信", "生日"),
            *("来源", "下次联系", "联系人", "联系人电话", "编号", "备注"),
        ],
        [
            *("王小明", "13800000001", "个人", "B", "上海", "世纪大道 1 号"),
            *("wang@example.com", "wang_xm", "1985-06-01", "到店", "2026-12-01"),
            *("", "", "A-1001", "喜欢周末联系"),
        ],
        [
            *("远帆物流有限公司", "021-62345678", "单位", "A", "苏州", "", "", "", ""),
            *("转介绍", "", "李经理", "13800000002", "A-1002", ""),
        ],
    ],
    "en": [
        [
            *("Name", "Phone", "Type", "Tier", "City", "Address", "E-mail", "WeChat"),
            *("Birthday", "Source", "Next contact", "Contact", "Contact phone", "ID"),
            "Note",
        ],
        [
            *("Wang Xiaoming", "13800000001", "person", "B", "Shanghai"),
            *("1 Century Avenue", "wang@example.com", "wang_xm", "1985-06-01"),
            *("walk-in", "2026-12-01", "", "", "A-1001", "Prefers weekends"),
        ],
        [
            *("Yuanfan Logistics Ltd", "021-62345678", "organisation", "A", "Suzhou"),
            *("", "", "", "", "referral", "", "Manager Li", "13800000002", "A-1002"),
            "",
        ],
    ],
}
# What templates print around the word: (必填), * and the like.
ASIDE = re.compile(r"[(\[【<].*?[)\]】>]")


def guess(headings: Iterable[str]) -> dict[str, str]:
    """Map each heading to the field it means, "" where none; no field twice."""
    taken: set[str] = set()
    mapping = {}
    for heading in headings:
        field = meaning(heading)
        mapping[heading] = "" if field in taken else str(field)
        taken.add(field)
    return mapping


def meaning(heading: str) -> str:
    """Return the field a heading means by itself, or ""."""
    text = unicodedata.normalize("NFKC", heading).lower()
    return MEANS.get(plain(ASIDE.sub("", text)), "") or MEANS.get(plain(text), "")


def plain(text: str) -> str:
    """Return a heading without blanks and marks."""
    return "".join(char for char in text if char.isalnum())


def known(headings: Iterable[str]) -> int:
    """Return how many of the headings mean a field."""
    return sum(1 for heading in headings if meaning(heading))
