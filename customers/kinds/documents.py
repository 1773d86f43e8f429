"""What a register of paper documents holds: what they are, whose, where they lie."""

from accounts.permissions.actions import Can
from customers.choices.imports import ImportField as F
from customers.choices.imports import ImportKind
from customers.kinds import whose
from customers.kinds.kind import Kind

WORDS = {
    F.DOCUMENT_TITLE: (
        "标题 题名 资料名称 文件名称 档案名称 文档名称 档案题名 名称 title "
        "documenttitle "
        "document documentname name"
    ),
    **whose.WORDS,
    F.DOCUMENT_KIND: (
        "类型 文件类型 资料类型 档案类型 类别 档案类别 文档类型 type kind documenttype "
        "typeofdocument category"
    ),
    F.NUMBER: (
        "编号 文件编号 档案编号 档号 合同编号 合同号 资料编号 文号 number "
        "documentnumber "
        "numberofthedocument contractnumber no"
    ),
    F.DATED_ON: (
        "日期 文件日期 资料日期 签订日期 签署日期 形成日期 dated date datedon "
        "documentdate signedon"
    ),
    F.VALID_UNTIL: (
        "有效期 有效期至 到期日 到期日期 截止日期 失效日期 validuntil expiry expires "
        "expirydate"
    ),
    F.PAPER_AT: (
        "存放地点 存放门店 存放网点 门店 保管地点 档案室 paperliesin branch location "
        "place"
    ),
    F.SHELF: "柜号 架号 档案柜 档案架 柜架号 货架 shelf cabinet rack",
    F.BOX: "盒号 箱号 档案盒 卷盒号 盒 box boxnumber folder",
    F.RETENTION: (
        "保管期限 保存期限 保管类别 保管期 保存年限 保管年限 retentionclass retention "
        "keepfor"
    ),
    F.FILED_ON: "归档日期 归档时间 存档日期 入档日期 filedon filed archivedon",
}
EXAMPLES = {
    "zh-hans": [
        [
            *("客户编码", "题名", "类型", "文件编号", "文件日期", "有效期至"),
            *("存放地点", "柜号", "盒号", "保管期限", "归档日期"),
        ],
        [
            *("KH000001", "购车合同", "合同", "HT-2024-018", "2024-06-01"),
            *("2027-06-01", "", "A-2", "18", "合同与协议", "2024-06-03"),
        ],
        [
            *("KH000001", "首保委托书", "任务委托书", "WO-5521", "2024-12-02"),
            *("", "", "B-1", "4", "维修委托书", "2024-12-02"),
        ],
    ],
    "en": [
        [
            *("Customer code", "Title", "Type", "Document number", "Dated"),
            *("Valid until", "Paper lies in", "Shelf", "Box", "Retention class"),
            "Filed on",
        ],
        [
            *("KH000001", "Sales contract", "contract", "HT-2024-018"),
            *("2024-06-01", "2027-06-01", "", "A-2", "18"),
            *("Contracts and agreements", "2024-06-03"),
        ],
        [
            *("KH000001", "First service", "work order", "WO-5521", "2024-12-02"),
            *("", "", "B-1", "4", "Work orders", "2024-12-02"),
        ],
    ],
}
KIND = Kind(
    word=ImportKind.DOCUMENTS,
    can=Can.KEEP_DOCUMENTS,
    headings=WORDS,
    needed={(F.DOCUMENT_TITLE,): "no_title", whose.NAMES: "missing"},
    examples=EXAMPLES,
    called=(F.DOCUMENT_TITLE,),
    named={
        F.DOCUMENT_KIND: "kind",
        F.DOCUMENT_TITLE: "title",
        F.PAPER_AT: "paper_at_id",
        F.RETENTION: "retention_id",
    },
    defaults=(F.PAPER_AT, F.RETENTION),
)
