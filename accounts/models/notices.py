"""What users are told: notices, how and when each wants to hear of them, mails."""

from datetime import date, time
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import GROUP_OF, EventGroup, MailState, Way
from accounts.models.outgoing import Outgoing
from accounts.querysets import (
    AvailabilityQuerySet,
    MailQuerySet,
    NoticeQuerySet,
    WayQuerySet,
)
from accounts.quiet import Quiet


class Notice(models.Model):
    """One line told to one user, with the page it is about."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices"
    )
    # Whom the reader stands in for; None in his own right.
    for_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    kind = models.CharField(max_length=40)
    # The record the inbox groups it under, as "customers.customer:42"; the kind itself
    # where it is about none.
    subject = models.CharField(max_length=80)
    # What the record was called then; often a customer's name.
    about = models.CharField(max_length=120, blank=True)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=120)
    awaits_digest = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_user"),
            models.Index(fields=["user", "subject", "-id"], name="notice_record"),
            models.Index(
                fields=["user"], condition=Q(awaits_digest=True), name="notice_digest"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.user_id}"

    @property
    def templates(self) -> list[str]:
        """Name the templates that may word this notice, the fitting one first."""
        return [f"notices/{self.kind}.html", "notices/plain.html"]

    @property
    def record(self) -> str:
        """Say what the record is, or the group of events, in the reader's language."""
        label, colon, _pk = self.subject.partition(":")
        if colon:
            return str(apps.get_model(label)._meta.verbose_name)
        return (
            str(EventGroup(GROUP_OF[self.kind]).label) if self.kind in GROUP_OF else ""
        )


class ChosenWay(models.Model):
    """How one user wants to hear of one group of events."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    group = models.CharField(max_length=12, choices=EventGroup)
    way = models.CharField(max_length=8, choices=Way)

    objects = WayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "group"], name="way_once"),
            models.CheckConstraint(
                name="way_known",
                condition=Q(group__in=EventGroup.values, way__in=Way.values),
            ),
            models.CheckConstraint(
                name="way_of_rights_is_never_off",
                condition=~Q(group=EventGroup.RIGHTS, way=Way.OFF),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.group}: {self.way}"


class Availability(models.Model):
    """When one user may be disturbed by mail, and who hears for him when away."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)
    quiet_from = models.TimeField(_("quiet from"), default=time(21))
    quiet_until = models.TimeField(_("quiet until"), default=time(8))
    quiet_on_days_off = models.BooleanField(_("quiet on days off"), default=True)
    away_from = models.DateField(_("away from"), null=True, blank=True)
    away_until = models.DateField(_("away until"), null=True, blank=True)
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("substitute"),
    )

    objects = AvailabilityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="away_has_both_ends_and_a_substitute",
                condition=Q(away_from=None, away_until=None, substitute=None)
                | Q(
                    away_from__isnull=False,
                    away_until__gte=F("away_from"),
                    substitute__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="away_stands_in_for_another", condition=~Q(substitute=F("user"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.quiet_from:%H:%M}-{self.quiet_until:%H:%M}"

    @property
    def quiet(self) -> Quiet:
        return Quiet(
            self.quiet_from,
            self.quiet_until,
            self.quiet_on_days_off,
            ZoneInfo(self.user.time_zone),
        )

    def stand_in(self, day: date):
        """Return who hears for the user on `day`, or None."""
        is_away = self.substitute and self.away_from <= day <= self.away_until
        return self.substitute if is_away and self.substitute.is_active else None


class Mail(Outgoing):
    """One mail to one user, written by what causes it and sent by a worker."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("reader")
    )
    key = models.CharField(max_length=140)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField()
    state = models.CharField(
        _("state"), max_length=8, choices=MailState, default=MailState.WAITING
    )
    created_at = models.DateTimeField(_("written"))

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("mail"), _("mails")
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state=MailState.WAITING),
                name="mail_due",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="mail_once"),
            models.CheckConstraint(
                name="mail_state_known", condition=Q(state__in=MailState.values)
            ),
            models.CheckConstraint(
                name="mail_sent_iff_dated",
                condition=Q(state=MailState.SENT, sent_at__isnull=False)
                | ~Q(state=MailState.SENT) & Q(sent_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.user_id}"

    @property
    def is_waiting(self) -> bool:
        return self.state == MailState.WAITING
