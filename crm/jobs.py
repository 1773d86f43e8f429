"""Every kind of background work: who does it, what it is called, how it can fail."""

from django.utils.translation import gettext_lazy as _

from accounts.services.exports import JOB
from accounts.services.jobs import Work
from crm.services import exports
from customers.choices.doubles import DoubleJob
from customers.choices.imports import ImportJob
from customers.choices.tiers import TierJob
from customers.services import import_work, scanning, tier_trials

WORKS: dict[str, Work] = {
    ImportJob.READ: import_work.read,
    ImportJob.CHECK: import_work.check,
    ImportJob.RUN: import_work.run,
    ImportJob.UNDO: import_work.undo,
    DoubleJob.SCAN: scanning.work,
    TierJob.RUN: tier_trials.run_work,
    TierJob.TRY: tier_trials.try_work,
    JOB: exports.make,
}
TITLES: dict[str, str] = {
    **dict(ImportJob.choices),
    **dict(DoubleJob.choices),
    **dict(TierJob.choices),
    JOB: _("Writing the export"),
}
