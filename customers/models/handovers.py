"""Customers passed from one colleague to another, with what was promised to them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.choices.handovers import HandoverKind, PromiseKind, PromiseState
from customers.models.archive import Customer
from customers.querysets.handovers import HandoverQuerySet, PromiseQuerySet


class Handover(models.Model):
    """One deed by which the customers of `giver` came to `taker`, or are shared."""

    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="handovers_given",
        verbose_name=_("who passes on"),
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="handovers_taken",
        verbose_name=_("who takes over"),
    )
    kind = models.CharField(_("why"), max_length=12, choices=HandoverKind)
    # The last day of a leave; the customers keep their owner.
    until = models.DateField(_("until"), null=True, blank=True)
    note = models.TextField(_("note to the successor"), max_length=2000, blank=True)
    customer_count = models.PositiveIntegerField(default=0)
    submission_key = models.UUIDField(unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("handover"), _("handovers")
        constraints = [
            models.CheckConstraint(
                name="handover_to_somebody_else", condition=~Q(giver=F("taker"))
            ),
            models.CheckConstraint(
                name="handover_kind_known",
                condition=Q(kind__in=HandoverKind.values),
            ),
            models.CheckConstraint(
                name="handover_leave_iff_until",
                condition=Q(kind=HandoverKind.LEAVE, until__isnull=False)
                | ~Q(kind=HandoverKind.LEAVE) & Q(until=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["until"], condition=Q(ended_at=None), name="handover_running"
            )
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker}"

    def get_absolute_url(self) -> str:
        return reverse("handovers:detail", args=[self.pk])

    @property
    def hold_key(self) -> str:
        """What the holds of a leave are called: see `Hold.key`."""
        return f"customers.handover:{self.pk}"


class Promise(models.Model):
    """What a customer expects from whoever looks after him now."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="promises")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="promises")
    kind = models.CharField(max_length=12, choices=PromiseKind)
    # What it is about: "visits.visit:88".
    key = models.CharField(max_length=60)
    due_on = models.DateField(null=True)
    state = models.CharField(
        max_length=10, choices=PromiseState, default=PromiseState.OPEN
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("promise"), _("promises")
        constraints = [
            models.UniqueConstraint(fields=["handover", "key"], name="promise_once"),
            models.CheckConstraint(
                name="promise_decided_iff_dated",
                condition=Q(state=PromiseState.OPEN, decided_at=None)
                | ~Q(state=PromiseState.OPEN) & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="promise_declined_says_why",
                condition=~Q(state=PromiseState.DECLINED) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"
