"""What a file of leads holds: a list of one's own, or a download of a platform."""

from accounts.permissions.actions import Can
from customers.choices.imports import ImportField as F
from customers.choices.imports import ImportKind
from customers.kinds.kind import Kind

WORDS = {
    F.NAME: (
        "姓名 客户姓名 用户姓名 用户名称 称呼 客户名称 客户 联系人 线索姓名 用户名 "
        "昵称 "
        "潜客姓名 name fullname leadname customer customername contact"
    ),
    F.PHONE: (
        "手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 用户手机号 用户电话 "
        "客户电话 客户手机 客户手机号 线索电话 真实号码 phone mobile mobilephone "
        "mobileorphone tel telephone phonenumber mobilenumber"
    ),
    F.WECHAT: "微信 微信号 用户微信 wechat weixin wechatid",
    F.PLATFORM: (
        "平台 平台名称 来源平台 线索平台 媒体 媒体平台 投放平台 网站 platform site "
        "website media"
    ),
    F.LEAD_KEY: (
        "线索id 线索编号 线索号 线索单号 订单id 订单号 询价单号 询价编号 留资id "
        "leadid leadnumber leadno id enquiryid orderid numberoftheleadontheplatform"
    ),
    F.CHANNEL: (
        "渠道 线索渠道 线索来源 来源 来源渠道 渠道类型 渠道名称 流量来源 channel "
        "source leadsource"
    ),
    F.CAMPAIGN: (
        "活动 活动名称 推广活动 推广计划 广告计划 计划名称 市场活动 campaign "
        "campaignname event"
    ),
    F.INTERESTS: (
        "意向车型 意向车系 意向品牌 意向产品 感兴趣车型 关注车型 关注车系 询价车型 "
        "询价车系 车型 车系 咨询车型 意向 model carmodel series interest interests "
        "interestedin product"
    ),
    F.CITY: (
        "城市 所在城市 用户城市 留资城市 上牌城市 购车城市 地区 city location region"
    ),
    F.LEFT_AT: (
        "留资时间 留资日期 提交时间 提交日期 线索时间 线索创建时间 创建时间 询价时间 "
        "下单时间 登记时间 登记日期 进线时间 leadtime submittedat submitted createdat "
        "created createdon date lefttheddetailson leftthedetailson"
    ),
    F.EXPECTED: (
        "预计购车日期 预计成交日期 预计购买日期 计划购车日期 expectedtobuyon "
        "expecteddate expectedon"
    ),
    F.BUDGET: "预算 购车预算 预算元 预算金额 budget budgetyuan",
    F.NEXT_CONTACT: (
        "下次联系 下次联系日期 下次跟进 下次跟进时间 下次跟进日期 nextcontact "
        "nextcontacton nextfollowup"
    ),
    F.WORKER: (
        "负责人 跟进人 销售顾问 客户经理 归属人 分配给 owner assignedto "
        "responsible salesrep wholooksafterit"
    ),
    F.AUTHOR: "创建人 录入人 登记人 createdby creator author enteredby",
    F.LEAD_NOTE: (
        "备注 说明 留言 用户留言 客户留言 咨询内容 需求 需求描述 跟进记录 note notes "
        "remark remarks comment message noteonthelead"
    ),
}
EXAMPLES = {
    "zh-hans": [
        [
            *("线索ID", "平台", "姓名", "手机号", "意向车型", "城市", "渠道"),
            *("活动", "留资时间", "备注"),
        ],
        [
            *("D20261122001", "懂车帝", "林小姐", "13800000003", "途观L"),
            *("上海", "网络平台", "", "2026-11-22 09:30", "想周末试驾"),
        ],
        [
            *("D20261122002", "懂车帝", "陈先生", "13800000004", "帕萨特、朗逸"),
            *("苏州", "网络平台", "", "2026-11-22 10:05", ""),
        ],
    ],
    "en": [
        [
            *("Lead ID", "Platform", "Name", "Phone", "Model", "City", "Channel"),
            *("Campaign", "Lead time", "Note"),
        ],
        [
            *("D20261122001", "Autohome", "Ms Lin", "13800000003", "Tiguan L"),
            *("Shanghai", "online", "", "2026-11-22 09:30", "Test drive at weekend"),
        ],
        [
            *("D20261122002", "Autohome", "Mr Chen", "13800000004"),
            *("Passat, Lavida", "Suzhou", "online", "", "2026-11-22 10:05", ""),
        ],
    ],
}
KIND = Kind(
    word=ImportKind.LEADS,
    can=Can.CREATE_LEADS,
    headings=WORDS,
    needed={(F.NAME,): "no_name", (F.PHONE, F.WECHAT): "no_reach"},
    examples=EXAMPLES,
    called=(F.NAME,),
    named={F.LEAD_NOTE: "note", F.CAMPAIGN: "campaign_id"},
    defaults=(F.PLATFORM, F.CHANNEL),
)
