"""What a file of vehicles and equipment holds: which, whose, and what falls due."""

from accounts.permissions.actions import Can
from customers.choices.imports import ImportField as F
from customers.choices.imports import ImportKind
from customers.kinds import whose
from customers.kinds.kind import Kind

WORDS = {
    F.ASSET_NAME: (
        "品牌型号 品牌车型 厂牌型号 车型 车系 型号 设备名称 设备型号 产品型号 车辆型号 "
        "brandandmodel model makeandmodel carmodel equipment"
    ),
    F.PLATE: (
        "车牌 车牌号 车牌号码 号牌 号牌号码 牌照号 plate platenumber licenseplate "
        "registration"
    ),
    F.VIN: (
        "车架号 车架号码 车辆识别代号 车辆识别代码 底盘号 vin vin码 vin号 chassis "
        "chassisnumber"
    ),
    F.SERIAL: (
        "序列号 设备编号 设备序列号 出厂编号 机号 机身号 serial serialnumber serialno "
        "sn"
    ),
    **whose.WORDS,
    F.ASSET_KIND: "类型 资产类型 保有类型 类别 type kind assettype vehicleorequipment",
    F.SOLD_ON: (
        "销售日期 购车日期 购买日期 交车日期 售出日期 开票日期 soldon saledate sold "
        "purchasedate deliverydate"
    ),
    F.SOLD_BY: (
        "销售门店 销售网点 售出门店 门店 网点 经销商 soldby branch dealer sellingbranch"
    ),
    F.MILEAGE: (
        "里程 行驶里程 公里数 里程数 当前里程 进厂里程 里程公里 mileage mileagekm "
        "odometer km"
    ),
    F.MILEAGE_ON: (
        "里程日期 抄表日期 读数日期 进厂日期 里程登记日期 mileagereadon mileagedate "
        "readon "
        "odometerdate"
    ),
    F.NEXT_SERVICE: (
        "下次保养 下次保养日期 保养到期 保养到期日 保养日期 nextservice nextserviceon "
        "servicedue"
    ),
    F.INSPECTION: (
        "年检到期 年检到期日 年检日期 年检有效期 年审到期 年审到期日 检验有效期 "
        "inspection inspectionuntil inspectiondue mot"
    ),
    F.INSURANCE: (
        "保险到期 保险到期日 保险日期 保险有效期 交强险到期 商业险到期 insurance "
        "insuranceuntil insurancedue insuranceexpiry"
    ),
    F.WARRANTY: (
        "质保到期 质保到期日 质保日期 保修到期 保修到期日 三包到期 warranty "
        "warrantyuntil "
        "warrantyexpiry"
    ),
    F.ASSET_NOTE: "备注 说明 note notes remark remarks comment noteontheasset",
}
EXAMPLES = {
    "zh-hans": [
        [
            *("客户编码", "品牌型号", "车牌号", "车架号", "销售日期", "里程"),
            *("里程日期", "下次保养", "年检到期", "保险到期", "质保到期", "备注"),
        ],
        [
            *("KH000001", "途观L 330TSI", "沪A12345", "LSVAA49J132047371"),
            *("2024-06-01", "23500", "2026-11-01", "2026-12-15", "2026-06-30"),
            *("2027-05-31", "2027-06-01", ""),
        ],
        [
            *("KH000001", "帕萨特", "沪B67890", "", "", "8200", "2026-11-03"),
            *("", "", "2027-03-31", "", "他店购买"),
        ],
    ],
    "en": [
        [
            *("Customer code", "Brand and model", "Plate", "VIN", "Sold on"),
            *("Mileage", "Mileage read on", "Next service", "Inspection until"),
            *("Insurance until", "Warranty until", "Note"),
        ],
        [
            *("KH000001", "Tiguan L 330TSI", "沪A12345", "LSVAA49J132047371"),
            *("2024-06-01", "23500", "2026-11-01", "2026-12-15", "2026-06-30"),
            *("2027-05-31", "2027-06-01", ""),
        ],
        [
            *("KH000001", "Passat", "沪B67890", "", "", "8200", "2026-11-03"),
            *("", "", "2027-03-31", "", "Bought elsewhere"),
        ],
    ],
}
KIND = Kind(
    word=ImportKind.ASSETS,
    can=Can.EDIT_CUSTOMERS,
    headings=WORDS,
    needed={(F.VIN, F.PLATE, F.SERIAL): "no_number"},
    examples=EXAMPLES,
    called=(F.ASSET_NAME, F.PLATE, F.VIN, F.SERIAL),
    named={
        F.ASSET_KIND: "kind",
        F.ASSET_NAME: "name",
        F.ASSET_NOTE: "note",
        F.SOLD_BY: "sold_by_id",
    },
)
