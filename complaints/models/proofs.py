"""What must be true of every complaint, whoever wrote it: checked by the database."""

from django.db.models import CheckConstraint, F, Q

from complaints.choices import (
    IN_WORK,
    VERIFIED,
    Channel,
    Ending,
    Kind,
    Reaction,
    Severity,
    State,
)

PROOFS = [
    CheckConstraint(name="complaint_has_words", condition=~Q(words="")),
    CheckConstraint(
        name="complaint_words_known",
        condition=Q(state__in=State.values, kind__in=Kind.values,
                    channel__in=Channel.values, severity__in=Severity.values),
    ),
    CheckConstraint(
        name="complaint_major_says_why",
        condition=Q(severity=Severity.MAJOR) & ~Q(major_reasons=[])
        | ~Q(severity=Severity.MAJOR),
    ),
    CheckConstraint(
        name="complaint_closed_iff_ended",
        condition=Q(state=State.CLOSED, closed_at__isnull=False)
        & ~Q(ending="")
        | ~Q(state=State.CLOSED)
        & Q(closed_at=None, ending="", merged_into=None, closed_by=None),
    ),
    CheckConstraint(
        name="complaint_merged_iff_into_another",
        condition=Q(ending=Ending.MERGED, merged_into__isnull=False)
        & ~Q(merged_into=F("pk"))
        | ~Q(ending=Ending.MERGED) & Q(merged_into=None),
    ),
    # Nobody is told before there is something to tell him.
    CheckConstraint(
        name="complaint_told_has_solution",
        condition=Q(told_at=None)
        | ~Q(solution="") & ~Q(told_by="") & ~Q(reaction=""),
    ),
    CheckConstraint(
        name="complaint_past_telling_is_told",
        condition=Q(state__in=IN_WORK)
        | Q(told_at__isnull=False)
        | Q(ending__in=[Ending.WITHDRAWN, Ending.MERGED]),
    ),
    CheckConstraint(
        name="complaint_resolved_has_proofs",
        condition=~Q(ending=Ending.RESOLVED, kind__in=VERIFIED)
        | Q(verified_at__isnull=False, cause__isnull=False)
        & ~Q(liability="")
        & Q(reaction__in=[Reaction.SATISFIED, Reaction.ACCEPTED]),
    ),
    CheckConstraint(
        name="complaint_major_verified_by_another",
        condition=~Q(severity=Severity.MAJOR, ending=Ending.RESOLVED)
        | Q(verifier__isnull=False) & ~Q(verifier=F("handler")),
    ),
    CheckConstraint(
        name="complaint_waits_while_in_work",
        condition=Q(waiting_since=None) | Q(state__in=IN_WORK),
    ),
    CheckConstraint(
        name="complaint_of_regulator_is_numbered",
        condition=~Q(channel=Channel.REGULATOR)
        | ~Q(agency="") & Q(agency_received_on__isnull=False),
    ),
]  # fmt: skip
