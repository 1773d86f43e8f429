"""The addresses of what customers are told, and of what they open themselves."""

from crm.tests.access.answers import COMPLAINTS, EVERYBODY, HANDLES_HERS, KEEPS_ANSWERS
from crm.tests.access.row import Row, complaint, status_token, telling


def shipped(world) -> list:
    return ["result"]


ROWS = [
    Row("complaints:answers", COMPLAINTS),
    Row("complaints:answer_settings", KEEPS_ANSWERS),
    Row("complaints:answer_create", KEEPS_ANSWERS),
    Row("complaints:answer_edit", KEEPS_ANSWERS, shipped),
    Row("complaints:answer_approve", KEEPS_ANSWERS, shipped, post={}),
    Row("complaints:answer_retire", KEEPS_ANSWERS, shipped, post={}),
    Row("complaints:link", HANDLES_HERS, complaint, post={}),
    Row("complaints:link_revoke", HANDLES_HERS, complaint, post={}),
    Row("complaints:telling_take_back", HANDLES_HERS, telling, post={}),
    Row("complaints:telling_retry", HANDLES_HERS, telling, post={}),
    Row("complaints:telling_react", HANDLES_HERS, telling, post={}),
    Row("complaints:status", EVERYBODY, status_token),
    Row("complaints:status_write", EVERYBODY, status_token, post={}),
    Row("complaints:status_judge", EVERYBODY, status_token, post={}),
]
