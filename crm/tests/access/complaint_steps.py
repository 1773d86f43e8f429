"""The addresses of the steps of a complaint."""

from crm.tests.access.answers import ADDS_TO_HERS, ASSIGNS_HERS, HANDLES_HERS
from crm.tests.access.row import Row, complaint

# Asked by a form of their own; a shut one leads back to the complaint.
FORMS = ("acknowledge", "assess", "propose", "tell", "resolve", "answer", "verify",
         "miss", "close", "withdraw", "wait", "resume", "escalate", "send_out",
         "take_back", "note", "progress", "regrade", "change_kind", "correct")  # fmt: skip
ROWS = [
    Row("complaints:acknowledge", HANDLES_HERS, complaint, post={}),
    Row("complaints:investigate", HANDLES_HERS, complaint, post={}),
    *(Row(f"complaints:{name}", HANDLES_HERS, complaint) for name in FORMS),
    Row("complaints:note", HANDLES_HERS, complaint, post={}),
    Row("complaints:reopen", ASSIGNS_HERS, complaint),
    Row("complaints:assign", ASSIGNS_HERS, complaint),
    Row("complaints:add", ADDS_TO_HERS, complaint),
    Row("complaints:add", ADDS_TO_HERS, complaint, post={}),
]
