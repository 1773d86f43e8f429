"""What the demo company changed after complaints, and what it made of the effect."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Agreed:
    """One improvement: from which story, whose, days ago it was agreed and done.

    `found` are windows in days with what was counted: complaints before and after here,
    the same elsewhere; the verdict of a person, none where it waits, and his remark.
    """

    story: int
    branch: str
    whose: str
    title: str
    problem: str
    action: str
    agreed: int
    cause: str = ""
    kind: str = "CORRECTIVE"
    days: int = 14
    begun: str = ""
    done: int | None = None
    report: str = ""
    found: dict[int, tuple[tuple[int, int, int, int], str, str]] = field(
        default_factory=dict
    )


# Of so many customers each: here, in the untouched branches together.
BASES = (640, 860)
AGREED = [
    Agreed(0, "PD", "supervisor", "保养预约改为错峰分时段",
           "预约九点的客户集中到店，接待排队一小时以上。",
           "预约按半小时分段，每段限四台；超出时提示下一时段。", 112, cause="overload",
           begun="预约系统已按半小时分段，门店试行。", done=104,
           report="全员培训完成，公示牌已更新，连续一周无超约。",
           found={30: ((26, 9, 31, 30), "EFFECTIVE", ""),
                  90: ((71, 30, 92, 95), "EFFECTIVE", "")}),
    Agreed(2, "PD", "supervisor", "追加项目须客户签字确认",
           "结算时才告知追加工时费，客户感觉被隐瞒。",
           "追加项目拍照发客户，签字确认后方可施工。", 101, cause="not-told",
           kind="PREVENTIVE", begun="签字单模板已下发。", done=96,
           report="抽查三十单，签字齐全。",
           found={30: ((4, 2, 7, 6), "UNCLEAR", ""),
                  90: ((9, 7, 15, 16), "UNCLEAR", "样本太少，继续观察一个季度")}),
    Agreed(5, "PD", "supervisor2", "洗车外包，减少取车等候",
           "洗车机故障频繁，取车等候一个半小时。",
           "高峰时段洗车外包给隔壁洗车店。", 84, cause="overload",
           begun="外包合同已签。", done=62, report="外包已运行一周。",
           found={30: ((12, 33, 29, 28), "NO_EFFECT", "往返移车更慢，投诉反而增加")}),
    Agreed(20, "PD", "supervisor", "订单与施工单品牌逐项核对",
           "贴膜品牌与订单不一致，交车时才发现。",
           "施工前由销售与技师共同核对订单并签字。", 22, cause="handover", days=30,
           begun="核对表已设计，下周一试行。"),
    Agreed(26, "PD", "service", "异响维修后增加路试里程",
           "同一异响三次返修，路试里程不足。",
           "异响类维修路试不少于二十公里并录音留档。", 8, cause="skill", days=5),
]  # fmt: skip
