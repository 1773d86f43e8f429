"""The addresses at which complaints are taken in."""

from crm.tests.access.answers import (
    ANNAS_COMPLAINT,
    ANNAS_MADE,
    EVERYBODY,
    HANDLES_HERS,
    READS_MESSAGE,
    REGISTERS,
    REGISTERS_HIS,
    TAKES_UP_HIS,
)
from crm.tests.access.row import (
    Row,
    complaint,
    complaint_file,
    grumble,
    him,
    message,
    message_file,
    visit,
)

ROWS = [
    Row("complaints:create", REGISTERS),
    Row("complaints:live", REGISTERS, post={"words": "刹车响"}),
    Row("complaints:create_for", REGISTERS_HIS, him),
    Row("complaints:registered", ANNAS_MADE, complaint),
    Row("complaints:receipt", ANNAS_MADE, complaint, post={}),
    Row("complaints:take_up_feedback", TAKES_UP_HIS, grumble, post={}),
    Row("complaints:take_up_visit", TAKES_UP_HIS, visit, post={}),
    Row("complaints:file", ANNAS_COMPLAINT, complaint_file),
    Row("complaints:file_add", HANDLES_HERS, complaint, post={}),
    Row("complaints:inbound", REGISTERS),
    Row("complaints:inbound_detail", READS_MESSAGE, message),
    Row("complaints:inbound_register", READS_MESSAGE, message),
    Row("complaints:inbound_dismiss", READS_MESSAGE, message, post={}),
    Row("complaints:inbound_file", READS_MESSAGE, message_file),
    Row("complaints:say", EVERYBODY),
    Row("complaints:thanks", EVERYBODY),
    Row("search_complainants", REGISTERS, query="?q=zsj"),
]
