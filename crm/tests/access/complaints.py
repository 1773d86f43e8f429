"""The addresses of complaints."""

from crm.tests.access.answers import (
    ANNAS_COMPLAINT,
    ASSIGNS_HERS,
    COMPLAINTS,
    FULL_SHEET,
)
from crm.tests.access.row import Row, complaint

ROWS = [
    Row("complaints:index", COMPLAINTS),
    Row("complaints:board", COMPLAINTS),
    Row("complaints:detail", ANNAS_COMPLAINT, complaint),
    Row("complaints:assign", ASSIGNS_HERS, complaint),
    Row("complaints:sheet", ANNAS_COMPLAINT, complaint),
    Row("complaints:sheet_full", FULL_SHEET, complaint, post={}),
    Row("complaints:audit", ANNAS_COMPLAINT, complaint),
]
