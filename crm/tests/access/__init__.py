"""The table: every address and who may open it. Nothing but the table stands here."""

from crm.tests.access import (
    answers,
    archive,
    complaint_parts,
    complaint_settings,
    complaint_steps,
    complaints,
    intake,
    leads,
    remedies,
    tellings,
    visits,
    whole,
)
from crm.tests.access.answers import HID, IN, NO, OK, PEOPLE
from crm.tests.access.row import Row

# What answers with something else than a page of its own.
NO_PAGES = {
    "home", "healthz", "readyz", "manifest", "visits:photo",
    "complaints:file", "complaints:inbound_file", "complaints:part_file",
    "customers:document_file", "customers:import_template", "customers:import_errors",
}  # fmt: skip
ROWS = [*whole.ROWS, *archive.ROWS, *leads.ROWS, *visits.ROWS]
ROWS += [*complaints.ROWS, *complaint_steps.ROWS]
ROWS += [*intake.ROWS, *complaint_parts.ROWS]
ROWS += complaint_settings.ROWS
ROWS += tellings.ROWS
ROWS += remedies.ROWS

__all__ = ["HID", "IN", "NO", "NO_PAGES", "OK", "PEOPLE", "ROWS", "Row", "answers"]
