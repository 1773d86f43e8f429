"""How a row names the customer it belongs to, in whatever kind of file. No rows."""

from customers.choices.imports import ImportField as F

NAMES = (F.OF_CODE, F.OF_KEY, F.OF_PHONE)
WORDS = {
    F.OF_CODE: (
        "客户编码 客户代码 客户编号 维系编号 customercode customercodehere code "
        "customerno customernumber"
    ),
    F.OF_KEY: (
        "原系统编号 旧编号 外部编号 客户id 会员号 会员编号 客户原编号 customerid "
        "externalkey externalid customernumberinyouroldsystem accountid"
    ),
    F.OF_PHONE: (
        "客户手机 客户电话 单位电话 公司电话 客户手机号 车主电话 车主手机 "
        "车主手机号 customerphone customermobile companyphone customermobileorphone"
    ),
}
