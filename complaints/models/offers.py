"""Compensation: what a customer is to get, proposed by one and decided by another."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from complaints.models.complaints import Complaint
from complaints.outcomes import ALLOWED, DECIDED, OfferKind, OfferState
from complaints.querysets.offers import OfferQuerySet

PEOPLE = settings.AUTH_USER_MODEL


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Compensation(models.Model):
    """What a customer is to get for what went wrong; nothing before a second person."""

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="offers", db_index=False
    )
    kind = models.CharField(_("what he gets"), max_length=12, choices=OfferKind)
    amount = models.DecimalField(_("worth (yuan)"), max_digits=12, decimal_places=2)
    reason = models.CharField(_("why"), max_length=500)
    state = models.CharField(
        _("state"), max_length=10, choices=OfferState, default=OfferState.PROPOSED
    )
    # Counts the changes, so that nobody decides on what he did not read.
    version = models.PositiveIntegerField(default=1)
    proposed_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(_("remark"), max_length=500, blank=True)
    # What a manager might allow when it was decided.
    limit = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    given_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(null=True)
    receipt = models.CharField(_("receipt"), max_length=300, blank=True)
    submission_key = models.UUIDField(unique=True, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("compensation")
        constraints = [
            models.CheckConstraint(
                name="compensation_words_known",
                condition=Q(kind__in=OfferKind.values, state__in=OfferState.values),
            ),
            models.CheckConstraint(
                name="compensation_is_worth_something",
                condition=Q(amount__gt=0) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="compensation_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="compensation_decided_as_its_state",
                condition=Q(state=OfferState.PROPOSED)
                & Q(decided_by=None, decided_at=None, limit=None)
                | Q(state__in=[*DECIDED, OfferState.GIVEN])
                & Q(decided_by__isnull=False, decided_at__isnull=False)
                & Q(limit__isnull=False)
                | Q(state=OfferState.WITHDRAWN),
            ),
            models.CheckConstraint(
                name="compensation_refused_says_why",
                condition=~Q(state__in=[OfferState.RETURNED, OfferState.REJECTED])
                | ~Q(decision=""),
            ),
            models.CheckConstraint(
                name="compensation_given_has_receipt",
                condition=Q(state=OfferState.GIVEN, given_at__isnull=False)
                & Q(given_by__isnull=False) & ~Q(receipt="")
                | ~Q(state=OfferState.GIVEN)
                & Q(given_at=None, given_by=None, receipt=""),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["complaint", "proposed_at"], name="compensation_of"),
            models.Index(
                fields=["proposed_at", "id"],
                condition=Q(state=OfferState.PROPOSED),
                name="compensation_waiting",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"

    def get_absolute_url(self) -> str:
        return reverse("complaints:offer", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == OfferState.PROPOSED

    @property
    def is_returned(self) -> bool:
        return self.state == OfferState.RETURNED

    @property
    def is_unsettled(self) -> bool:
        return self.is_waiting or self.is_returned

    @property
    def is_approved(self) -> bool:
        return self.state == OfferState.APPROVED

    @property
    def is_allowed(self) -> bool:
        """Say whether it counts against the limit: approved, given or not yet."""
        return self.state in ALLOWED
