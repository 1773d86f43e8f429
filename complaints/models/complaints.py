"""Complaints, and the numbers they get."""

from datetime import datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.append_only import never_emptied
from accounts.models import Branch, Department
from complaints.choices import (
    IN_WORK,
    TOLD,
    VERIFIED,
    Channel,
    Ending,
    Kind,
    Liability,
    MajorReason,
    Reaction,
    Remedy,
    Severity,
    State,
)
from complaints.models.indexes import INDEXES
from complaints.models.proofs import PROOFS
from complaints.models.settings import Category, Cause, Policy
from complaints.querysets.complaints import ComplaintQuerySet
from customers.models import Asset, Customer
from visits.models import FeedbackItem, Visit

PEOPLE = settings.AUTH_USER_MODEL
# Columns the product keeps by itself; a change of these alone is no history.
KEPT = ["line_count", "due_at", "updated_at"]


class Number(models.Model):
    """The last number given out in a year; whoever takes the next one locks it."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


@pghistory.track(
    pghistory.UpdateEvent(
        row=pghistory.Old, condition=pghistory.AnyChange(exclude=KEPT)
    ),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Complaint(models.Model):
    """What one customer is dissatisfied with, asks or praises, until it is closed."""

    code = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=10, choices=Kind, default=Kind.COMPLAINT
    )
    channel = models.CharField(_("came in by"), max_length=10, choices=Channel)
    # None: whoever it was does not say who he is.
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, related_name="complaints", db_index=False
    )
    # Who said it where that is somebody else than the customer, or nobody we know.
    said_by = models.CharField(_("said by"), max_length=60, blank=True)
    reply_phone = models.CharField(_("phone for the answer"), max_length=32, blank=True)
    reply_email = models.EmailField(_("e-mail for the answer"), blank=True)
    branch = models.ForeignKey(
        Branch, models.PROTECT, verbose_name=_("branch"), db_index=False
    )
    asset = models.ForeignKey(
        Asset, models.PROTECT, null=True, blank=True, verbose_name=_("about")
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name=_("category")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name=_("department")
    )
    severity = models.PositiveSmallIntegerField(
        _("severity"), choices=Severity, default=Severity.NORMAL
    )
    major_reasons = ArrayField(
        models.CharField(max_length=10, choices=MajorReason), default=list, blank=True
    )
    words = models.TextField(_("customer's words"), max_length=4000)
    facts = models.TextField(_("what is known of it"), max_length=4000, blank=True)
    remedy = models.CharField(
        _("remedy sought"), max_length=10, choices=Remedy, blank=True
    )
    remedy_words = models.CharField(_("in his words"), max_length=200, blank=True)
    claimed = models.DecimalField(
        _("amount claimed (yuan)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
    )
    happened_on = models.DateField(_("happened on"), null=True, blank=True)
    # When he said it: from then on the clocks run.
    received_at = models.DateTimeField(_("received"))
    state = models.CharField(
        _("state"), max_length=13, choices=State, default=State.REGISTERED
    )
    # Beside the way: while the customer owes us an answer; while others decide it.
    waiting_since = models.DateTimeField(null=True, editable=False)
    external_since = models.DateTimeField(null=True, editable=False)
    # How many times it went one level up, and how many times it was opened again.
    level = models.PositiveSmallIntegerField(default=0, editable=False)
    reopened_count = models.PositiveSmallIntegerField(default=0, editable=False)
    handler = models.ForeignKey(
        PEOPLE,
        models.PROTECT,
        null=True,
        related_name="complaints",
        verbose_name=_("handled by"),
        db_index=False,
    )
    # The colleague it complains of, who has no hand in it; of praise, whom it praises.
    about_user = models.ForeignKey(
        PEOPLE,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("about the colleague"),
    )
    liability = models.CharField(
        _("liability"), max_length=8, choices=Liability, blank=True
    )
    cause = models.ForeignKey(
        Cause, models.PROTECT, null=True, blank=True, verbose_name=_("root cause")
    )
    solution = models.TextField(_("solution"), max_length=2000, blank=True)
    reaction = models.CharField(
        _("reaction of the customer"), max_length=12, choices=Reaction, blank=True
    )
    first_replied_at = models.DateTimeField(null=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    told_by = models.CharField(max_length=10, choices=Channel, blank=True)
    verify_on = models.DateField(null=True, editable=False)
    verified_at = models.DateTimeField(null=True, editable=False)
    verifier = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", editable=False
    )
    # Of the regulator's channel: who sent it on, under which number, received when.
    agency = models.CharField(_("regulator"), max_length=80, blank=True)
    agency_number = models.CharField(_("its number"), max_length=60, blank=True)
    agency_received_on = models.DateField(
        _("received from it on"), null=True, blank=True
    )
    # Where it came from without anybody typing it again.
    visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, related_name="complaints", editable=False
    )
    feedback = models.OneToOneField(
        FeedbackItem,
        models.PROTECT,
        null=True,
        related_name="complaint",
        editable=False,
    )
    policy = models.ForeignKey(Policy, models.PROTECT, editable=False)
    # What the tier promised then, beside the policy: working hours, working days.
    tier = models.CharField(max_length=1, blank=True, editable=False)
    tier_reply_hours = models.PositiveSmallIntegerField(null=True, editable=False)
    tier_resolve_days = models.PositiveSmallIntegerField(null=True, editable=False)
    # The earliest of its running clocks; None where nothing runs.
    due_at = models.DateTimeField(null=True, editable=False)
    # How many lines its history has: the last one's place.
    line_count = models.PositiveIntegerField(default=0, editable=False)
    submission_key = models.UUIDField(null=True, unique=True, editable=False)
    registered_by = models.ForeignKey(
        PEOPLE, models.PROTECT, null=True, related_name="+", editable=False
    )
    registered_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "complaint")
        verbose_name_plural = _("complaints")
        constraints = PROOFS
        indexes = INDEXES
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("complaints:detail", args=[self.code])

    @property
    def is_open(self) -> bool:
        return self.state != State.CLOSED

    @property
    def is_closed(self) -> bool:
        return self.state == State.CLOSED

    @property
    def is_in_work(self) -> bool:
        """Say whether the customer still waits for the result."""
        return self.state in IN_WORK

    @property
    def is_told(self) -> bool:
        """Say whether he knows the result and it is not closed yet."""
        return self.state in TOLD

    @property
    def is_major(self) -> bool:
        return self.severity == Severity.MAJOR

    @property
    def is_waiting(self) -> bool:
        return self.waiting_since is not None

    @property
    def is_external(self) -> bool:
        return self.external_since is not None

    @property
    def is_anonymous(self) -> bool:
        return self.customer_id is None

    @property
    def is_verified_kind(self) -> bool:
        """Say whether its kind is closed only after the customer was asked again."""
        return self.kind in VERIFIED

    @property
    def goes_whole_way(self) -> bool:
        """Say whether it is looked into and verified, not just answered.

        What is grave is, whatever it was called when it came.
        """
        return self.is_verified_kind or self.is_major

    @property
    def is_reachable(self) -> bool:
        """Say whether anybody can be asked again."""
        return not self.is_anonymous or bool(self.reply_phone or self.reply_email)

    def is_about(self, user) -> bool:
        """Say whether `user` is the one complained of; whom it praises is not."""
        return self.kind != Kind.PRAISE and self.about_user_id == user.pk

    @property
    def standing(self) -> str:
        """Say how it stands, so that a stale page is told: its last line's place."""
        return f"{self.state}:{self.line_count}"

    def is_late(self, at: datetime) -> bool:
        return self.is_open and self.due_at is not None and self.due_at <= at
