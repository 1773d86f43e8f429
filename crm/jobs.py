"""Every kind of background work: who does it, what it is called, how it can fail."""

from accounts.choices import JobFault
from accounts.services.jobs import Work

WORKS: dict[str, Work] = {}
TITLES: dict[str, str] = {}
FAULTS: dict[str, str] = dict(JobFault.choices)
