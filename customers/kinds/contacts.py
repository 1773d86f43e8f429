"""What a file of contacts holds: who they are, and whose."""

from accounts.permissions.actions import Can
from customers.choices.imports import ImportField as F
from customers.choices.imports import ImportKind
from customers.kinds import whose
from customers.kinds.kind import Kind

WORDS = {
    F.NAME: (
        "姓名 联系人 联系人姓名 名字 联系人名称 name fullname contact contactname "
        "contactperson person"
    ),
    **whose.WORDS,
    F.PHONE: (
        "手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 联系人电话 联系人手机 "
        "联系人手机号 移动电话 phone mobile mobilephone mobileorphone tel telephone "
        "phonenumber mobilenumber contactphone contactmobile cell"
    ),
    F.ROLE: "角色 身份 关系 role relation relationship",
    F.POSITION: "职位 职务 岗位 头衔 position title jobtitle job",
    F.EMAIL: "邮箱 电子邮箱 电子邮件 邮件 邮箱地址 email emailaddress mail",
    F.BIRTHDAY: "生日 出生日期 出生年月日 birthday birthdate dateofbirth dob",
    F.CONTACT_NOTE: (
        "备注 说明 note notes remark remarks comment memo noteonthecontact"
    ),
}
EXAMPLES = {
    "zh-hans": [
        ["客户编码", "姓名", "手机", "角色", "职位", "邮箱", "生日", "备注"],
        [
            *("KH000001", "李经理", "13800000002", "采购", "采购部经理"),
            *("li@example.com", "1980-03-02", "上午方便"),
        ],
        ["KH000001", "周会计", "021-62345678", "财务", "会计", "", "", ""],
    ],
    "en": [
        ["Customer code", "Name", "Phone", "Role", "Position", "E-mail"]
        + ["Birthday", "Note"],
        [
            *("KH000001", "Li Wei", "13800000002", "buyer", "Head of purchasing"),
            *("li@example.com", "1980-03-02", "Call in the morning"),
        ],
        ["KH000001", "Zhou Lan", "021-62345678", "finance", "Accountant", "", "", ""],
    ],
}
KIND = Kind(
    word=ImportKind.CONTACTS,
    can=Can.IMPORT_CUSTOMERS,
    headings=WORDS,
    needed={(F.NAME,): "no_name", whose.NAMES: "missing"},
    examples=EXAMPLES,
    called=(F.NAME,),
    named={F.CONTACT_NOTE: "note"},
)
