"""The addresses of complaints."""

from crm.tests.access.answers import (
    ANNAS_COMPLAINT,
    COMPLAINTS,
    FULL_SHEET,
    HANDLES_HERS,
    SEES_FIGURES,
    SEES_HIM,
)
from crm.tests.access.row import Row, complaint, him

ROWS = [
    Row("complaints:index", COMPLAINTS),
    Row("customer_complaints", SEES_HIM, him),
    Row("complaints:board", COMPLAINTS),
    Row("complaints:groups", COMPLAINTS),
    Row("complaints:analysis", SEES_FIGURES),
    Row("complaints:detail", ANNAS_COMPLAINT, complaint),
    Row("complaints:sheet", ANNAS_COMPLAINT, complaint),
    Row("complaints:sheet_full", FULL_SHEET, complaint, post={}),
    Row("complaints:number", HANDLES_HERS, complaint, post={"field": "reply_phone"}),
    Row("complaints:audit", ANNAS_COMPLAINT, complaint),
]
