"""The words of cells that mean a value of a closed list, in both languages. No rows."""

from customers.choices.archive import ContactRole, Kind, PartnerKind, Source, Tier
from customers.choices.assets import AssetKind
from customers.choices.documents import DocumentKind
from customers.choices.imports import ImportField as F

# Written as `cells.plain` leaves them: half width, lower case, letters and digits.
WORDS = {
    F.KIND: {
        Kind.PERSON: "个人 个 自然人 个体 私人 男 女 person individual private p",
        Kind.ORGANISATION: (
            "单位 企业 公司 法人 机构 集团 政府 organisation organization company "
            "business firm org o"
        ),
    },
    F.PARTNER_KIND: {
        PartnerKind.END_CUSTOMER: "最终客户 终端客户 终端 客户 endcustomer enduser",
        PartnerKind.DEALER: "经销商 代理经销商 dealer distributor",
        PartnerKind.RETAILER: "零售商 零售 门店 retailer shop store",
        PartnerKind.AGENT: "代理商 代理 中介 agent broker",
    },
    F.TIER: {
        Tier.S: "s s级 s战略 战略 战略客户 sstrategic strategic vip",
        Tier.A: "a a级 a类",
        Tier.B: "b b级 b类",
        Tier.C: "c c级 c类 普通",
        Tier.D: "d d级 d类",
    },
    F.SOURCE: {
        Source.WALK_IN: "到店 上门 自然到店 进店 自然进店 walkin",
        Source.PHONE: "来电 电话 电话咨询 phone phonecall call",
        Source.REFERRAL: "转介绍 介绍 推荐 老客户介绍 朋友介绍 referral recommended",
        Source.ONLINE: (
            "网络 网络平台 线上 网上 互联网 抖音 汽车之家 懂车帝 易车 微信 online "
            "onlineplatform web internet"
        ),
        Source.EVENT: "活动 展会 车展 市场活动 event exhibition",
        Source.IMPORT: "导入 import",
        Source.OTHER: "其他 其它 other",
    },
    F.ROLE: {
        ContactRole.DECIDER: (
            "决策人 决策者 负责人 老板 总经理 经理 法人 decisionmaker decider boss "
            "owner"
        ),
        ContactRole.BUYER: "采购 采购员 采购经理 买方 buyer purchasing purchaser",
        ContactRole.FINANCE: "财务 会计 出纳 finance accountant accounting",
        ContactRole.USER: "使用人 使用者 用车人 user",
        ContactRole.DRIVER: "司机 驾驶员 驾驶人 driver",
        ContactRole.FAMILY: "家人 家属 配偶 父母 子女 家庭成员 family familymember",
        ContactRole.OTHER: "其他 其它 other",
    },
    F.CHANNEL: {
        Source.WALK_IN: "到店 上门 自然到店 进店 自然进店 展厅 walkin",
        Source.PHONE: "来电 电话 电话咨询 400电话 400 热线 呼入 phone phonecall call",
        Source.REFERRAL: "转介绍 介绍 推荐 老客户介绍 朋友介绍 referral recommended",
        Source.ONLINE: (
            "网络 网络平台 线上 网上 互联网 平台 官网 小程序 公众号 微信 企业微信 "
            "视频号 朋友圈 直播 直播间 短视频 抖音 巨量引擎 快手 小红书 百度 垂媒 "
            "汽车之家 懂车帝 易车 易车网 太平洋汽车 太平洋汽车网 爱卡汽车 瓜子 app "
            "online onlineplatform web website internet autohome dongchedi yiche"
        ),
        Source.EVENT: "活动 展会 车展 市场活动 外展 巡展 event exhibition",
        Source.OTHER: "其他 其它 other",
    },
    F.ASSET_KIND: {
        AssetKind.VEHICLE: "车辆 车 汽车 轿车 乘用车 商用车 货车 vehicle car truck",
        AssetKind.EQUIPMENT: "设备 机器 机械 仪器 equipment machine device",
    },
    F.DOCUMENT_KIND: {
        DocumentKind.CONTRACT: "合同 协议 合同与协议 购车合同 contract agreement",
        DocumentKind.CARE_RECORD: "维系记录 回访记录 关怀记录 carerecord",
        DocumentKind.WORK_ORDER: (
            "任务委托书 委托书 维修委托书 工单 施工单 workorder jobsheet"
        ),
        DocumentKind.SETTLEMENT: (
            "结算单 结算清单 发票 票据 settlementsheet settlement invoice receipt"
        ),
        DocumentKind.ID_COPY: (
            "证件复印件 身份证复印件 身份证 行驶证 驾驶证 营业执照 copyofanid idcopy"
        ),
        DocumentKind.OTHER: "其他 其它 other",
    },
}
MEANS = {
    field: {word: value for value, words in words.items() for word in words.split()}
    for field, words in WORDS.items()
}
