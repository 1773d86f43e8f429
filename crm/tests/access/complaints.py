"""The addresses of complaints."""

from crm.tests.access.answers import ANNAS_COMPLAINT, COMPLAINTS
from crm.tests.access.row import Row, complaint

ROWS = [
    Row("complaints:index", COMPLAINTS),
    Row("complaints:detail", ANNAS_COMPLAINT, complaint),
]
