"""What customers wrote by themselves, and the files that came with what they said."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Branch
from complaints.choices import InboundState, InboundWay
from complaints.models.complaints import Complaint
from complaints.querysets.inbound import FileQuerySet, InboundQuerySet


class Inbound(models.Model):
    """One message a customer sent by the web form or by mail, until it is registered.

    Who he says he is was checked by nobody: it is never matched without a person.
    """

    way = models.CharField(_("came by"), max_length=4, choices=InboundWay)
    name = models.CharField(_("name"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    words = models.TextField(_("what happened"), max_length=4000)
    # Names of files that came along and were refused.
    left_out = ArrayField(
        models.CharField(max_length=120), default=list, editable=False
    )
    # None: he did not say which; every branch sees it.
    branch = models.ForeignKey(
        Branch, models.PROTECT, null=True, blank=True, verbose_name=_("branch")
    )
    received_at = models.DateTimeField(_("received"))
    # The form's key, or the number of the mail: what arrives twice is kept once.
    origin = models.CharField(max_length=200, unique=True, editable=False)
    # From where a form was sent, for the throttle; forgotten after thirty days.
    ip = models.GenericIPAddressField(null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=InboundState, default=InboundState.NEW
    )
    # What it became, or was added to.
    complaint = models.ForeignKey(
        Complaint, models.PROTECT, null=True, related_name="messages", editable=False
    )
    reason = models.CharField(_("why it is dismissed"), max_length=200, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, editable=False)

    objects = InboundQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("message"), _("messages")
        constraints = [
            models.CheckConstraint(
                name="inbound_words_known",
                condition=Q(way__in=InboundWay.values, state__in=InboundState.values)
                & ~Q(words=""),
            ),
            models.CheckConstraint(
                name="inbound_done_iff_dated",
                condition=Q(state=InboundState.NEW, done_at=None, complaint=None)
                | Q(state=InboundState.REGISTERED, done_at__isnull=False)
                & Q(complaint__isnull=False)
                | Q(state=InboundState.DISMISSED, done_at__isnull=False, complaint=None)
                & ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-received_at", "-id"], name="inbound_time"),
            models.Index(
                fields=["ip", "received_at"],
                condition=Q(ip__isnull=False),
                name="inbound_ip",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.words[:60]

    def get_absolute_url(self) -> str:
        return reverse("complaints:inbound_detail", args=[self.pk])

    @property
    def title(self) -> str:
        """What a list calls it: its subject, who wrote, or how it begins."""
        return self.subject or self.name or self.words[:30]

    @property
    def is_new(self) -> bool:
        return self.state == InboundState.NEW


class ComplaintFile(models.Model):
    """One file of evidence, as it was checked and stored; never changed.

    It hangs on the message it came with, on the complaint, or on both.
    """

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, null=True, related_name="files"
    )
    # The line of the history it was added with.
    place = models.PositiveIntegerField(null=True)
    inbound = models.ForeignKey(
        Inbound, models.PROTECT, null=True, related_name="files"
    )
    # What it is offered as; where it lies says nothing of it.
    name = models.CharField(max_length=120)
    stored_as = models.CharField(max_length=80, unique=True)
    content_type = models.CharField(max_length=80)
    byte_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    # None: the customer sent it himself.
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField()

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("file"), _("files")
        constraints = [
            models.CheckConstraint(
                name="complaintfile_hangs_on_something",
                condition=Q(complaint__isnull=False, place__isnull=False)
                | Q(complaint=None, place=None, inbound__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name
