"""Every kind of background work: who does it, what it is called, how it can fail."""

from accounts.services.jobs import Work
from customers.choices.doubles import DoubleJob
from customers.choices.imports import ImportJob
from customers.services import import_work, scanning

WORKS: dict[str, Work] = {
    ImportJob.READ: import_work.read,
    ImportJob.CHECK: import_work.check,
    ImportJob.RUN: import_work.run,
    ImportJob.UNDO: import_work.undo,
    DoubleJob.SCAN: scanning.work,
}
TITLES: dict[str, str] = dict([*ImportJob.choices, *DoubleJob.choices])
