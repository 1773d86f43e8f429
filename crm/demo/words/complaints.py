"""What customers of the demo company complained about, asked and praised."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Told:
    """One complaint: since how many days, whose, what was said, how far it came.

    `way` is how it went on, `hours` after how many the customer knew the result, and
    `told_by` how; what he makes of what is written to him is heard later. `of` is the
    story of the same customer.
    """

    ago: int
    whose: str
    category: str
    words: str
    way: str
    hours: int = 20
    kind: str = "COMPLAINT"
    channel: str = "PHONE"
    severity: int = 2
    remedy: str = ""
    cause: str = "skill"
    liability: str = "OURS"
    solution: str = ""
    told_by: str = "PHONE"
    of: int | None = None
    more: dict = field(default_factory=dict)


REGULATOR = {
    "agency": "浦东新区市场监督管理局",
    "agency_number": "沪浦市监诉字〔2026〕0871号",
}
BRAKES = "刹车片更换不到一个月又响，来回跑了两次都没解决。"
# The oldest first: numbers are given as they came.
STORIES = [
    Told(118, "account", "waiting-time", "预约九点保养，十一点才上工位，没人解释。",
         "verified", 6, severity=1, remedy="EXPLAIN", cause="overload",
         solution="致歉并赠送一次洗车，保养时段改为错峰预约。"),
    Told(112, "caojing", "repair-quality", "换完机油第二天底壳渗油，停车位一大片。",
         "verified", 26, remedy="REPAIR",
         solution="免费重新紧固并更换密封垫，复检合格。"),
    Told(104, "service", "price-charges", "结算单比报价多了两百元工时费，事先没说。",
         "verified", 30, remedy="REFUND", cause="not-told",
         solution="退还差额，今后追加项目须客户签字确认。"),
    Told(97, "renjie", "delivery", "说好月底交车，拖了十天还没有准信。", "written", 70,
         told_by="SMS", remedy="EXPLAIN", cause="supply", liability="SUPPLIER",
         solution="与厂家核实到港日期，书面告知并补偿一次保养。"),
    Told(93, "account", "staff-attitude", "问续保的事，前台爱答不理，态度很差。",
         "verified", 8, remedy="APOLOGISE", cause="conduct",
         solution="主管当面致歉，当事员工复训服务用语。"),
    Told(88, "wuhao", "waiting-time",
         "取车等了一个半小时，说洗车机坏了。", "verified", 5,
         severity=1, cause="overload", solution="致歉，免洗车费，公示洗车等候时长。"),
    Told(84, "longfei", "repair-quality", BRAKES, "reopened", 40, severity=3,
         remedy="REPAIR", solution="拆检后打磨制动盘并加消音片。"),
    Told(80, "account2", "parts-supply", "等一个后视镜等了三周，每次都说快了。",
         "verified", 60, cause="supply", liability="SUPPLIER",
         solution="调拨园区店库存，当日装车。"),
    Told(76, "account", "other", "谢谢小林，半夜打电话也耐心指导换备胎。", "closed", 20,
         kind="PRAISE", solution="转达表扬，列入本月服务之星。"),
    Told(71, "caojing", "contract-promise",
         "销售口头答应送的三次保养，到店说没有记录。",
         "written", 44, severity=3, remedy="COMPENSATE", cause="promise",
         told_by="LETTER",
         solution="核实聊天记录后补录三次保养，承诺一律写入合同。"),
    Told(66, "moli", "price-charges",
         "保险返现少了三百元，让我自己找财务。", "verified",
         28, cause="handover", solution="财务补足返现，由客户经理一次告知结果。"),
    Told(61, "service2", "repair-quality", "空调修过还是不凉，孩子在后座热得直哭。",
         "verified", 22, remedy="REPAIR",
         solution="更换膨胀阀并试车四十公里，温度正常。"),
    Told(57, "account", "waiting-time", "周六预约还是排队两小时，预约有什么用？",
         "verified", 7, cause="overload", solution="增开周六两个快保工位。"),
    Told(52, "luyao", "privacy", "买完车天天接贷款推销电话，是不是你们泄露的？",
         "unverified", 90, severity=3, remedy="EXPLAIN", cause="unknown",
         liability="NOBODY", solution="核查系统访问日志未见外泄，已登记免打扰。"),
    Told(48, "pengfei", "delivery",
         "交车时缺一把备用钥匙，说过几天寄。", "verified", 18,
         cause="rule-broken", solution="当日补交钥匙，交车清单增加双人核对。"),
    Told(45, "service", "product-quality", "新车行驶中中控屏黑屏三次。", "verified", 66,
         severity=3, remedy="REPLACE", cause="defect", liability="SUPPLIER",
         solution="厂家更换主机并延保一年。"),
    Told(41, "fangyuan", "other", "希望休息区能有儿童座椅和绘本。", "closed", 48,
         kind="SUGGESTION", channel="COUNTER", solution="已采购，下月到位。"),
    Told(38, "account", "repair-quality", "做完四轮定位方向还是跑偏。", "verified", 16,
         remedy="REPAIR", solution="更换定位仪标靶后重新定位，路试正常。"),
    Told(34, "wuhao", "staff-attitude",
         "电话里说话很冲，还先挂了我的电话。", "withdrawn",
         channel="WECHAT", remedy="APOLOGISE"),
    Told(31, "duheng", "price-charges", "发票开错抬头，改了三次才对，耽误报销。",
         "written", 24, severity=1, cause="wrong-data", told_by="EMAIL",
         more={"reply_email": "finance@example.com"},
         solution="重开发票并快递到单位，抬头信息更正到档案。"),
    Told(27, "sales", "contract-promise",
         "订车时说的贴膜品牌和装的不一样。", "verified",
         33, remedy="REPLACE", cause="handover", solution="免费更换为约定品牌。"),
    Told(24, "baiyu", "waiting-time", "事故车定损三天没有回音。", "verified", 20,
         cause="handover", solution="协调保险公司当日定损，指定专人跟进。"),
    Told(20, "account", "other", "请问过户后原车的延保还能用吗？", "closed", 4,
         kind="ENQUIRY", channel="WECHAT", severity=1,
         solution="可以，凭过户材料到店变更登记。"),
    Told(17, "service", "safety", "高速上刹车突然变硬，差点追尾，车上有老人孩子！",
         "major", severity=4, channel="REGULATOR", remedy="COMPENSATE",
         more=REGULATOR | {"claimed": 36000}),
    Told(14, "caojing", "repair-quality", BRAKES, "told", 50, remedy="REPAIR",
         told_by="SMS",
         solution="更换原厂刹车片，免工时费。"),
    Told(11, "account", "waiting-time",
         "取号后四十分钟没人接待。", "told", 6, severity=1,
         channel="COUNTER", cause="overload", solution="致歉，当场安排专人接待。"),
    Told(9, "account", "repair-quality", "上次修的异响又出现了，这是第三次来店。",
         "investigating", severity=3, remedy="REPAIR"),
    Told(8, "supervisor", "staff-attitude", "你们店有人在停车场抽烟骂人，我不留名字。",
         "acknowledged", kind="GRUMBLE", channel="WEB"),
    Told(6, "account2", "price-charges", "补胎收费两百，隔壁只要八十，请给个说法。",
         "waiting", remedy="EXPLAIN", channel="WECHAT"),
    Told(5, "sales2", "delivery", "提车日期又改了，这次连短信都没有。", "proposed",
         remedy="EXPLAIN", cause="not-told",
         solution="确认本周六交车，改期一律提前两天电话告知。"),
    Told(3, "account", "parts-supply", "订的轮毂到货后发现型号不对。", "assessed",
         remedy="REPLACE", channel="COUNTER"),
    Told(2, "wuhao", "product-quality", "后备箱关门异响，路上一直响。", "late",
         remedy="REPAIR"),
    Told(1, "renjie", "other", "保养套餐能不能转给家人用？", "acknowledged", severity=1,
         kind="ENQUIRY", channel="WECHAT"),
    Told(1, "account", "staff-attitude",
         "回访电话语气生硬，听着像审问。", "acknowledged",
         kind="GRUMBLE", severity=1),
    Told(0, "service", "repair-quality", "早上刚取的车，仪表又亮故障灯。", "registered",
         channel="COUNTER", remedy="REPAIR"),
    # What an earlier one of the same customer says already; merged into it.
    Told(8, "account", "repair-quality", "异响的事，到现在没有人给我回电话。",
         "merged", of=26),
]  # fmt: skip
