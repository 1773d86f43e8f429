"""What the demo company knows of its customers besides their particulars."""

# (name, English name, colour, picture)
TAGS = [
    ("车队客户", "Fleet", "BLUE", "car-front"),
    ("转介绍达人", "Refers others", "GREEN", "megaphone"),
    ("价格敏感", "Price-minded", "AMBER", "tags"),
    ("重点关怀", "Handle with care", "RED", "flag"),
    ("新能源意向", "Wants electric", "VIOLET", "lightbulb"),
    ("老客户", "Long-standing", "GREY", "award"),
]
LIKES = {
    "TIME": [
        "工作日晚上七点以后",
        "周末上午",
        "中午十二点到一点",
        "上班时间不要打电话",
    ],
    "CHANNEL": ["微信", "电话", "先发短信再打电话"],
    "LANGUAGE": ["上海话", "普通话", "英语"],
    "HOBBY": ["钓鱼", "自驾游", "打羽毛球", "摄影", "养花"],
    "PRODUCT": ["七座车", "纯电车型", "浅色内饰", "进口机油"],
    "TABOO": ["不要提前任销售", "不喝酒", "不吃辣", "不喜欢被催促"],
    "FAMILY": ["女儿明年上小学", "父母同住，常用后排", "太太也开车"],
    "OTHER": ["习惯自己看工单", "喜欢喝龙井"],
}
TOLD_BY = ["本人", "太太", "司机", "前台", ""]
OPPORTUNITIES = [
    ("增购两台商务车", 520_000),
    ("置换纯电车型", 218_000),
    ("车队定点维修协议", 160_000),
    ("三年续保套餐", 18_600),
    ("公司用车换新", 760_000),
    ("精品加装与贴膜", 9_800),
    ("延保两年", 6_200),
    ("租赁五台通勤车", 330_000),
    ("加装充电桩", 5_400),
    ("二手车置换", 96_000),
    ("冷藏车两台", 450_000),
    ("家庭第二台车", 139_800),
]
STEPS = ["发送报价", "约试驾", "请财务盖章", "电话确认配置", "上门签约"]
