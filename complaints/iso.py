"""The stages ISO 10002 asks of a complaint, and which lines of its history prove them.

ISO 10002:2018, clause 7: receipt, tracking, acknowledgement, initial assessment,
investigation, response, communicating the decision, closing. No rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.choices import Deed
from complaints.models import Line


class Stage(TextChoices):
    RECEIPT = "RECEIPT", pgettext_lazy("ISO 10002", "Receipt")
    TRACKING = "TRACKING", pgettext_lazy("ISO 10002", "Tracking")
    ACKNOWLEDGEMENT = "ACKNOWLEDGEMENT", pgettext_lazy("ISO 10002", "Acknowledgement")
    ASSESSMENT = "ASSESSMENT", pgettext_lazy("ISO 10002", "Initial assessment")
    INVESTIGATION = "INVESTIGATION", pgettext_lazy("ISO 10002", "Investigation")
    RESPONSE = "RESPONSE", pgettext_lazy("ISO 10002", "Response")
    TELLING = "TELLING", pgettext_lazy("ISO 10002", "Communicating the decision")
    CLOSING = "CLOSING", pgettext_lazy("ISO 10002", "Closing")


# What proves a stage; without one of these it is missing. What stands nowhere here
# shows that it was kept track of.
PROVEN_BY = {
    Deed.REGISTERED: Stage.RECEIPT,
    Deed.ADDED: Stage.RECEIPT,
    Deed.ACKNOWLEDGED: Stage.ACKNOWLEDGEMENT,
    Deed.ASSESSED: Stage.ASSESSMENT,
    Deed.REGRADED: Stage.ASSESSMENT,
    Deed.UPGRADED: Stage.ASSESSMENT,
    Deed.DECLARED: Stage.ASSESSMENT,
    Deed.INVESTIGATED: Stage.INVESTIGATION,
    Deed.ASKED: Stage.INVESTIGATION,
    Deed.PART_TAKEN: Stage.INVESTIGATION,
    Deed.PART_ANSWERED: Stage.INVESTIGATION,
    Deed.PART_RETURNED: Stage.INVESTIGATION,
    Deed.PROPOSED: Stage.RESPONSE,
    Deed.OFFERED: Stage.RESPONSE,
    Deed.OFFER_DECIDED: Stage.RESPONSE,
    Deed.TOLD: Stage.TELLING,
    Deed.VERIFIED: Stage.CLOSING,
    Deed.CLOSED: Stage.CLOSING,
}
# Why a stage is not there, where the complaint has not come so far.
LATER = _("not reached yet")
MISSING = _("missing: nothing of it is on record")


@dataclass
class Proof:
    """One stage and the lines that prove it; without any, `missing` says why."""

    stage: Stage
    lines: list[Line] = field(default_factory=list)
    missing: str = ""


def proofs(lines: Iterable[Line], *, is_closed: bool) -> list[Proof]:
    """Return every stage in its order, each with its lines as they were written.

    The lines are those of `with_taken_back`: what never left proves nothing.
    """
    found = {stage: Proof(stage) for stage in Stage}
    for line in lines:
        proven = Stage.TRACKING if line.is_taken_back else PROVEN_BY.get(line.deed)
        found[proven or Stage.TRACKING].lines.append(line)
    reached = max(
        (place for place, proof in enumerate(found.values()) if proof.lines), default=0
    )
    for place, proof in enumerate(found.values()):
        if not proof.lines:
            skipped = is_closed or place < reached
            proof.missing = MISSING if skipped else LATER
    return list(found.values())
