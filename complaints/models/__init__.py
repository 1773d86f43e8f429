"""The nouns of complaints, by noun."""

from complaints.models.answers import Answer
from complaints.models.clocks import Clock, Pause
from complaints.models.complaints import Complaint, Number
from complaints.models.groups import Group, GroupMember
from complaints.models.improvements import (
    EffectCheck,
    Improvement,
    ImprovementLine,
    ImprovementNumber,
    ImprovementSource,
)
from complaints.models.inbound import ComplaintFile, Inbound
from complaints.models.lines import Line
from complaints.models.links import Knock, StatusLink
from complaints.models.majors import Sight, TeamMember
from complaints.models.offers import Compensation
from complaints.models.parts import Part
from complaints.models.settings import Category, Cause, ClockRule, Policy
from complaints.models.tellings import Telling

__all__ = [
    "Answer",
    "Category",
    "Cause",
    "Clock",
    "ClockRule",
    "Compensation",
    "Complaint",
    "EffectCheck",
    "Improvement",
    "ImprovementLine",
    "ImprovementNumber",
    "ImprovementSource",
    "ComplaintFile",
    "Inbound",
    "Group",
    "GroupMember",
    "Knock",
    "Line",
    "Number",
    "Part",
    "Pause",
    "Policy",
    "Sight",
    "TeamMember",
    "StatusLink",
    "Telling",
]
