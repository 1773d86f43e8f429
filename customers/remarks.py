"""What is said about a row of an import, in the page's language. No rows."""

from django.utils.translation import gettext

from accounts.choices import JobFault
from accounts.models import Job
from customers.choices.archive import ContactRole, Kind, PartnerKind, Source, Tier
from customers.choices.assets import AssetKind
from customers.choices.documents import DocumentKind
from customers.choices.imports import ImportFault, ImportField
from customers.choices.leads import CHANNELS
from customers.choices.tiers import TierFault
from customers.remark_words import WORDS

FAULTS = dict(JobFault.choices) | dict(ImportFault.choices) | dict(TierFault.choices)
# Field → (value, label) of each word it knows.
CHOICES = {
    ImportField.KIND: Kind.choices,
    ImportField.PARTNER_KIND: PartnerKind.choices,
    ImportField.TIER: Tier.choices,
    ImportField.SOURCE: Source.choices,
    ImportField.ROLE: ContactRole.choices,
    ImportField.CHANNEL: CHANNELS,
    ImportField.ASSET_KIND: AssetKind.choices,
    ImportField.DOCUMENT_KIND: DocumentKind.choices,
}


def labels(words: list[tuple]) -> str:
    """Return the words a field knows as one line."""
    return gettext(", ").join(str(label) for _value, label in words)


def problem(remark: dict, value: str | None = None) -> str:
    """Return what is wrong, in the page's language; `value` replaces the cell's."""
    params = remark["params"] | ({} if value is None else {"value": value})
    return gettext_of(remark, 0) % params


def cure(remark: dict) -> str:
    """Return what to do about it."""
    params = dict(remark["params"])
    if words := CHOICES.get(params.get("field")):
        params["words"] = labels(words)
    return gettext_of(remark, 1) % params


def reason(remarks: list[dict]) -> str:
    """Return all that is said about a row as one line, for the file of errors."""
    told = []
    for remark in remarks:
        said = f"{problem(remark)} {cure(remark)}"
        if remark["column"]:
            column = {"name": remark["column"], "value": said}
            said = gettext("%(name)s: %(value)s") % column
        told.append(said)
    return " | ".join(told)


def fault(job: Job | None) -> str:
    """Return why a job failed as a whole, "" when it did not."""
    if job is None or not job.error:
        return ""
    return str(FAULTS[job.error]) % job.result.get("fault", {})


def gettext_of(remark: dict, place: int) -> str:
    return str(WORDS[remark["code"]][place])
