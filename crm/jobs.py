"""Every kind of background work: who does it, what it is called, how it can fail."""

from accounts.services.jobs import Work
from customers.choices.imports import ImportJob
from customers.choices.tiers import TierJob
from customers.services import import_work, tier_trials

WORKS: dict[str, Work] = {
    ImportJob.READ: import_work.read,
    ImportJob.CHECK: import_work.check,
    ImportJob.RUN: import_work.run,
    TierJob.RUN: tier_trials.run_work,
    TierJob.TRY: tier_trials.try_work,
}
TITLES: dict[str, str] = dict(ImportJob.choices) | dict(TierJob.choices)
