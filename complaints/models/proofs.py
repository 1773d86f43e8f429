"""What is true of every complaint, whoever wrote it: the database sees to it."""

from django.db import models
from django.db.models import F, Q

from complaints.choices import (
    CONTENT,
    IN_WORK,
    VERIFIED,
    Channel,
    Ending,
    Kind,
    Severity,
    State,
)

# What is looked into and verified, whatever it is called.
WHOLE_WAY = Q(kind__in=VERIFIED) | Q(severity=Severity.MAJOR)
PROOFS = [
    models.CheckConstraint(name="complaint_has_words", condition=~Q(words="")),
    models.CheckConstraint(
        name="complaint_words_known",
        condition=Q(state__in=State.values, kind__in=Kind.values,
                    channel__in=Channel.values, severity__in=Severity.values),
    ),
    models.CheckConstraint(
        name="complaint_major_says_why",
        condition=Q(severity=Severity.MAJOR) & ~Q(major_reasons=[])
        | ~Q(severity=Severity.MAJOR),
    ),
    models.CheckConstraint(
        name="complaint_closed_iff_ended",
        condition=Q(state=State.CLOSED, closed_at__isnull=False)
        & ~Q(ending="")
        | ~Q(state=State.CLOSED)
        & Q(closed_at=None, ending="", merged_into=None, closed_by=None),
    ),
    models.CheckConstraint(
        name="complaint_merged_iff_into_another",
        condition=Q(ending=Ending.MERGED, merged_into__isnull=False)
        & ~Q(merged_into=F("pk"))
        | ~Q(ending=Ending.MERGED) & Q(merged_into=None),
    ),
    # Nobody is told before there is something to tell him.
    models.CheckConstraint(
        name="complaint_told_has_solution",
        condition=Q(told_at=None)
        | ~Q(solution="") & ~Q(told_by="") & ~Q(reaction=""),
    ),
    models.CheckConstraint(
        name="complaint_past_telling_is_told",
        condition=Q(state__in=IN_WORK)
        | Q(told_at__isnull=False)
        | Q(ending__in=[Ending.WITHDRAWN, Ending.MERGED]),
    ),
    models.CheckConstraint(
        name="complaint_resolved_has_proofs",
        condition=~Q(ending=Ending.RESOLVED)
        | ~WHOLE_WAY
        | Q(verified_at__isnull=False, verifier__isnull=False)
        & Q(reaction__in=CONTENT),
    ),
    # What was looked into, however it ended, says why it came and whose it was.
    models.CheckConstraint(
        name="complaint_ended_says_why",
        condition=~Q(ending__in=[Ending.RESOLVED, Ending.UNVERIFIED])
        | ~WHOLE_WAY
        | Q(cause__isnull=False) & ~Q(liability=""),
    ),
    models.CheckConstraint(
        name="complaint_major_verified_by_another",
        condition=~Q(severity=Severity.MAJOR, ending=Ending.RESOLVED)
        | Q(verifier__isnull=False) & ~Q(verifier=F("handler")),
    ),
    models.CheckConstraint(
        name="complaint_major_ended_by_another",
        condition=~Q(severity=Severity.MAJOR)
        | ~Q(ending__in=[
            Ending.RESOLVED, Ending.UNVERIFIED, Ending.WITHDRAWN,
        ])
        | Q(closed_by__isnull=False) & ~Q(closed_by=F("handler")),
    ),
    models.CheckConstraint(
        name="complaint_not_by_whom_it_is_about",
        condition=Q(about_user=None)
        | Q(kind=Kind.PRAISE)
        | ~Q(handler=F("about_user"))
        & ~Q(verifier=F("about_user"))
        & ~Q(closed_by=F("about_user")),
    ),
    models.CheckConstraint(
        name="complaint_waits_while_in_work",
        condition=Q(waiting_since=None) | Q(state__in=IN_WORK),
    ),
    models.CheckConstraint(
        name="complaint_decided_outside_while_open",
        condition=Q(external_since=None) | ~Q(state=State.CLOSED),
    ),
    models.CheckConstraint(
        name="complaint_of_regulator_is_numbered",
        condition=~Q(channel=Channel.REGULATOR)
        | ~Q(agency="") & Q(agency_received_on__isnull=False),
    ),
]  # fmt: skip
