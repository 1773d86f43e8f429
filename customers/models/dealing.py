"""Whose a lead becomes: hand-overs with their receipt, rules, who is away."""

from datetime import datetime

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from accounts.models import Branch
from customers.choices.leads import CHANNELS, Dealing, Ending, LeadState
from customers.models.campaigns import Campaign
from customers.models.leads import Lead
from customers.querysets.leads import LeadHandoverQuerySet, RuleQuerySet

PEOPLE = settings.AUTH_USER_MODEL


class LeadHandover(models.Model):
    """One lead handed to somebody to bring it to its end, with a limit to accept it."""

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    taker = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    # How the lead stood before, so that giving it back restores it.
    stood = models.CharField(max_length=12, choices=LeadState)
    handed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=12, choices=Ending, blank=True)

    objects = LeadHandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead"],
                condition=Q(ended_at=None),
                name="lead_handed_over_once_at_a_time",
            ),
            models.CheckConstraint(
                name="lead_handover_ended_iff_dated",
                condition=Q(ended_at=None, ending="")
                | Q(ended_at__isnull=False) & ~Q(ending=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(accepted_at=None, ended_at=None, late_told_at=None),
                name="lead_handover_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} → {self.taker_id}"

    def is_late(self, at: datetime) -> bool:
        return not self.accepted_at and not self.ended_at and self.due_at <= at


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class DealingRule(models.Model):
    """Who gets the leads of a branch: of one channel, one campaign, or every one."""

    branch = models.ForeignKey(Branch, models.PROTECT, verbose_name=_("branch"))
    channel = models.CharField(
        _("channel"), max_length=10, choices=CHANNELS, blank=True
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, verbose_name=_("campaign")
    )
    way = models.CharField(
        _("who gets the next one"),
        max_length=5,
        choices=Dealing,
        default=Dealing.LEAST,
    )
    people = models.ManyToManyField(PEOPLE, related_name="+", verbose_name=_("people"))
    # Who got the last one, where they get them in turns.
    last = models.ForeignKey(
        PEOPLE, models.SET_NULL, null=True, related_name="+", editable=False
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("rule"), _("rules")
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "channel", "campaign"],
                nulls_distinct=False,
                name="dealing_rule_once",
            ),
            models.CheckConstraint(
                name="dealing_rule_names_one_thing",
                condition=Q(channel="") | Q(campaign=None),
            ),
        ]

    def __str__(self) -> str:
        # As stored: the trail keeps it, for readers of either language.
        return str(self.campaign or self.channel or "*")

    @property
    def words(self) -> str:
        """What the rule is about, in the reader's language."""
        return str(self.campaign or self.get_channel_display() or _("every channel"))


class LeadPause(models.Model):
    """Until which day somebody who is away is given no leads."""

    user = models.OneToOneField(PEOPLE, models.CASCADE, related_name="lead_pause")
    until_on = models.DateField(_("away until"))

    def __str__(self) -> str:
        return f"{self.user_id} {self.until_on}"
