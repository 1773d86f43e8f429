"""The addresses of what several do about a complaint: parts, teams, merges, groups."""

from crm.tests.access.answers import (
    ANNAS_COMPLAINT,
    ANSWERS,
    FLAGS_HERS,
    HANDLES_HERS,
    LEADS_MAJORS,
    MERGES_HERS,
)
from crm.tests.access.row import (
    Row,
    complaint,
    group,
    grouped,
    its_part,
    member,
    part,
    part_file,
)

ROWS = [
    Row("complaints:parts", ANSWERS),
    Row("complaints:part", ANSWERS, part),
    Row("complaints:part_file", ANSWERS, part_file),
    Row("complaints:part_take", ANSWERS, part, post={}),
    Row("complaints:part_answer", ANSWERS, part, post={}),
    Row("complaints:part_ask", HANDLES_HERS, complaint),
    Row("complaints:part_send_back", HANDLES_HERS, its_part),
    Row("complaints:part_call_off", HANDLES_HERS, its_part),
    Row("complaints:declare", LEADS_MAJORS, complaint),
    Row("complaints:flag", FLAGS_HERS, complaint),
    Row("complaints:team_join", HANDLES_HERS, complaint),
    Row("complaints:team_leave", HANDLES_HERS, member, post={}),
    Row("complaints:decide", LEADS_MAJORS, complaint),
    Row("complaints:daily_note", FLAGS_HERS, complaint),
    Row("complaints:merge", MERGES_HERS, complaint),
    Row("complaints:unmerge", MERGES_HERS, complaint),
    Row("complaints:group_start", HANDLES_HERS, complaint),
    Row("complaints:group", ANNAS_COMPLAINT, group),
    Row("complaints:group_add", HANDLES_HERS, group, post={}),
    Row("complaints:group_note", HANDLES_HERS, group, post={}),
    Row("complaints:group_remove", HANDLES_HERS, grouped, post={}),
]
