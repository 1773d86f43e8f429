"""What a file of customers holds: its fields, their headings, an example."""

from accounts.permissions.actions import Can
from customers.choices.imports import ImportField as F
from customers.choices.imports import ImportKind
from customers.kinds.kind import Kind

# Written as `headings.plain` leaves them: half width, lower case, no blanks or marks.
WORDS = {
    F.NAME: (
        "姓名 客户姓名 客户名称 客户名 客户 名称 名字 单位名称 公司名称 企业名称 "
        "公司 车主 车主姓名 会员姓名 name fullname customer customername company "
        "companyname client account accountname 顾客 顾客姓名 会员 会员名称 "
        "往来单位 单位 机构名称 商户名称 店名 联系单位 personname clientname "
        "organisation organization organisationname organizationname"
    ),
    F.PHONE: (
        "手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 移动电话 客户电话 "
        "客户手机 车主电话 phone mobile mobilephone mobileorphone tel telephone "
        "phonenumber mobilenumber cell cellphone 手机号1 电话1 电话1号 本人手机 "
        "手机电话 联系手机 联系号码 常用电话 座机 固话 固定电话 contactnumber "
        "mobileno phoneno telno telephonenumber"
    ),
    F.KIND: (
        "类型 客户类型 客户类别 类别 性质 客户性质 type kind customertype 客户属性 "
        "个人单位 category customercategory"
    ),
    F.PARTNER_KIND: (
        "伙伴类型 合作类型 合作伙伴类型 渠道类型 partnerkind partnertype partner "
        "伙伴类别 经销类型"
    ),
    F.TIER: (
        "等级 客户等级 级别 客户级别 分级 tier level grade rank 会员等级 会员级别 "
        "vip等级 客户分级 abc分类 customertier customergrade customerlevel class"
    ),
    F.CITY: (
        "城市 所在城市 市 地区 所在地 city town place 城市名称 市区 所属城市 "
        "客户城市 区域 locality"
    ),
    F.ADDRESS: (
        "地址 详细地址 联系地址 客户地址 通讯地址 住址 address street streetaddress "
        "家庭地址 单位地址 公司地址 收货地址 居住地址 addressline1 postaladdress"
    ),
    F.SHORT_NAME: (
        "简称 公司简称 客户简称 shortname nickname 别名 昵称 shorttitle alias"
    ),
    F.SALUTATION: "称呼 尊称 称谓 salutation title 先生女士 mrmrs",
    F.EMAIL: (
        "邮箱 电子邮箱 电子邮件 邮件 邮箱地址 email emailaddress mail e邮箱 电邮 "
        "mailaddress"
    ),
    F.WECHAT: "微信 微信号 wechat weixin wechatid 微信账号 微信id wechataccount",
    F.ID_NUMBER: (
        "证件号或统一社会信用代码 "
        "证件号 证件号码 身份证 身份证号 身份证号码 统一社会信用代码 信用代码 税号 "
        "idnumber idcard id身份证 idorcreditcode creditcode 证件 证件编号 "
        "社会信用代码 营业执照号 纳税人识别号 taxnumber taxid vatnumber"
    ),
    F.BIRTHDAY: (
        "生日 出生日期 出生年月日 birthday birthdate dateofbirth dob 生辰 出生年月 "
        "出生日 birth dateborn"
    ),
    F.SOURCE: (
        "来源 客户来源 渠道 获客渠道 source leadsource channel origin 来源渠道 "
        "信息来源 客源 线索来源 customersource heardfrom"
    ),
    F.NEXT_CONTACT: (
        "下次联系 下次联系日期 下次联系时间 下次跟进 下次跟进时间 下次回访 "
        "nextcontact nextcontacton nextcontactdate nextfollowup followup 计划联系 "
        "计划回访日期 预约联系 下次拜访 下次联系时刻 nextcall nextvisit callback"
    ),
    F.NOTE: (
        "备注 说明 备注信息 描述 note notes remark remarks comment comments "
        "description memo 客户备注 其他说明 摘要 info information"
    ),
    F.CONTACT_NAME: (
        "联系人 联系人姓名 主要联系人 contact contactname contactperson "
        "nameofacontactthere 对接人 经办人 联系人1 contactpersonname"
    ),
    F.CONTACT_PHONE: (
        "联系人电话 联系人手机 联系人手机号 contactphone contactmobile "
        "phoneofthatcontact 联系人联系方式 联系人1电话 对接人电话 "
        "contactpersonphone"
    ),
    F.OWNER: (
        "负责人 客户经理 所属销售 归属人 跟进人 业务员 销售顾问 负责人用户名 owner "
        "ownerusername accountmanager assignedto salesrep responsible 所属人 销售 "
        "销售员 销售人员 客服 责任人 维护人 服务顾问 manager salesperson salesman"
    ),
    F.CODE: "客户编码 客户代码 客户编号 维系编号 customercode",
    F.KEY: (
        "编号 原系统编号 旧编号 外部编号 会员号 id "
        "externalkey externalid customerid customerno customernumber "
        "key code no numberinyouroldsystem 客户id 会员编号 会员卡号 档案号 档案编号 "
        "系统编号 序列编号 oldid oldnumber reference ref clientid"
    ),
    F.AUTHOR: (
        "创建人 创建者 录入人 建档人 登记人 createdby creator author enteredby "
        "firstwrittendownby"
    ),
    F.WRITTEN_ON: (
        "创建日期 创建时间 录入日期 录入时间 建档日期 建档时间 登记日期 createdon "
        "createdat created creationdate dateentered firstwrittendownon"
    ),
}
EXAMPLES = {
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
KIND = Kind(
    word=ImportKind.CUSTOMERS,
    can=Can.IMPORT_CUSTOMERS,
    headings=WORDS,
    needed={(F.NAME,): "no_name"},
    examples=EXAMPLES,
    called=(F.NAME,),
)
