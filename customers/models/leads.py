"""Chances before they are customers: leads, and what was done with them."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.append_only import never_emptied
from accounts.models import Branch
from customers.choices.archive import Source
from customers.choices.leads import (
    CHANNELS,
    CLOSED,
    OPEN,
    Deed,
    LeadState,
    LostReason,
    TouchChannel,
)
from customers.models.archive import Customer
from customers.models.campaigns import Campaign
from customers.querysets.leads import DeedQuerySet, LeadQuerySet

# Columns the product keeps by itself; a change of these alone is no history.
KEPT = ["touched_at", "last_contact_at", "first_contacted_at", "ladder_step",
        "next_contact_on", "search", "version", "updated_at"]  # fmt: skip
PEOPLE = settings.AUTH_USER_MODEL


@pghistory.track(
    pghistory.UpdateEvent(
        row=pghistory.Old, condition=pghistory.AnyChange(exclude=KEPT)
    ),
    pghistory.DeleteEvent(),
    exclude=["search"],
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Lead(models.Model):
    """One recorded chance, from the first word to the deal, the loss or the pool."""

    name = models.CharField(_("name or salutation"), max_length=80)
    name_key = models.CharField(max_length=120, editable=False)
    # E.164 where it could be read, otherwise the digits; `phone_raw` is what was typed.
    phone = models.CharField(_("mobile or phone"), max_length=32, blank=True)
    phone_raw = models.CharField(max_length=40, blank=True, editable=False)
    wechat = models.CharField(_("WeChat"), max_length=40, blank=True)
    interests = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, size=8
    )
    channel = models.CharField(
        _("channel"), max_length=10, choices=CHANNELS, default=Source.WALK_IN
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, verbose_name=_("campaign")
    )
    referrer = models.ForeignKey(
        Customer,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="referred_leads",
        verbose_name=_("recommended by"),
    )
    expected_on = models.DateField(_("expected to buy on"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)
    branch = models.ForeignKey(Branch, models.PROTECT, db_index=False)
    # None: nobody looks after it yet, or it lies in the common pool.
    owner = models.ForeignKey(
        PEOPLE,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("owner"),
        db_index=False,
    )
    # To whom it is, or was last, handed over; the owner stays.
    taker = models.ForeignKey(
        PEOPLE, models.PROTECT, null=True, related_name="taken_leads", editable=False
    )
    state = models.CharField(
        _("state"), max_length=12, choices=LeadState, default=LeadState.NEW
    )
    lost_reason = models.CharField(
        _("why lost"), max_length=12, choices=LostReason, blank=True
    )
    first_due_at = models.DateTimeField(editable=False)
    first_contacted_at = models.DateTimeField(null=True, editable=False)
    last_contact_at = models.DateTimeField(null=True, editable=False)
    # What the ladder counts from: the last time anybody did something about it.
    touched_at = models.DateTimeField(editable=False)
    # The last step climbed since: 0, or working days.
    ladder_step = models.PositiveSmallIntegerField(default=0, editable=False)
    next_contact_on = models.DateField(_("next contact"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    pooled_at = models.DateTimeField(null=True, editable=False)
    previous_owner = models.ForeignKey(
        PEOPLE, models.PROTECT, null=True, related_name="+", editable=False
    )
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, related_name="leads", editable=False
    )
    # When he agreed to be contacted, and to which text.
    consent_given_at = models.DateTimeField(null=True, editable=False)
    consent_text = models.CharField(max_length=20, blank=True, editable=False)
    # Where a file of a platform found it; the same (platform, key) comes once.
    platform = models.CharField(max_length=40, blank=True, editable=False)
    platform_key = models.CharField(max_length=60, blank=True, editable=False)
    # Grams, pinyin, initials and phone tails: see `customers.lexemes`.
    search = SearchVectorField(null=True, editable=False)
    submission_key = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        PEOPLE, models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("lead", "lead")
        verbose_name_plural = _("leads")
        constraints = [
            models.CheckConstraint(name="lead_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="lead_can_be_reached", condition=~Q(phone="") | ~Q(wechat="")
            ),
            models.CheckConstraint(
                name="lead_state_known", condition=Q(state__in=LeadState.values)
            ),
            models.CheckConstraint(
                name="lead_lost_says_why",
                condition=Q(state=LeadState.LOST) & ~Q(lost_reason="")
                | ~Q(state=LeadState.LOST) & Q(lost_reason=""),
            ),
            models.CheckConstraint(
                name="lead_closed_iff_dated",
                condition=Q(state__in=CLOSED, closed_at__isnull=False)
                | ~Q(state__in=CLOSED) & Q(closed_at=None),
            ),
            models.CheckConstraint(
                name="lead_in_pool_is_nobodys",
                condition=Q(state=LeadState.POOL, owner=None, pooled_at__isnull=False)
                | ~Q(state=LeadState.POOL) & Q(pooled_at=None),
            ),
            models.CheckConstraint(
                name="lead_handed_over_to_somebody",
                condition=~Q(state=LeadState.HANDED_OVER)
                | Q(owner__isnull=False, taker__isnull=False),
            ),
            models.CheckConstraint(
                name="lead_with_customer_is_won",
                condition=Q(customer=None) | Q(state=LeadState.WON),
            ),
            models.UniqueConstraint(
                fields=["platform", "platform_key"],
                condition=~Q(platform_key=""),
                name="lead_downloaded_once",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="lead_time"),
            models.Index(fields=["owner", "-created_at", "-id"], name="lead_owner"),
            models.Index(fields=["branch", "-created_at", "-id"], name="lead_branch"),
            models.Index(
                fields=["touched_at", "id"],
                condition=Q(state__in=OPEN),
                name="lead_open_touched",
            ),
            models.Index(
                fields=["owner", "touched_at", "id"],
                condition=Q(state__in=OPEN),
                name="lead_open_owner",
            ),
            models.Index(fields=["phone"], condition=~Q(phone=""), name="lead_phone"),
            models.Index(
                fields=["wechat"], condition=~Q(wechat=""), name="lead_wechat"
            ),
            GinIndex(fields=["owner", "branch", "search"], name="lead_search"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("leads:detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def is_pooled(self) -> bool:
        return self.state == LeadState.POOL

    @property
    def is_handed_over(self) -> bool:
        return self.state == LeadState.HANDED_OVER

    @property
    def standing(self) -> str:
        """Say how it stands and whose it is, so that a stale page is told."""
        return f"{self.state}:{self.owner_id or ''}:{self.taker_id or ''}"

    @property
    def awaits_first_contact(self) -> bool:
        return self.is_open and self.first_contacted_at is None


class LeadDeed(models.Model):
    """One thing done with a lead, or that the ladder did for it; never changed."""

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="deeds", db_index=False)
    # None: the clock.
    actor = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Deed)
    at = models.DateTimeField()
    # Of a contact: how, and whether anybody answered.
    channel = models.CharField(max_length=10, choices=TouchChannel, blank=True)
    is_reached = models.BooleanField(null=True)
    # To whom it went; how it stands since.
    person = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=LeadState, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    # Of a step of the ladder: untouched since when. A step is climbed once since then.
    since = models.DateTimeField(null=True)
    submission_key = models.UUIDField(null=True, unique=True)

    objects = DeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "kind", "since"],
                condition=Q(since__isnull=False),
                name="lead_climbs_a_step_once",
            ),
        ]
        indexes = [
            models.Index(fields=["lead", "-at", "-id"], name="lead_deed_of"),
            models.Index(
                fields=["actor", "at"],
                condition=Q(kind=Deed.CLAIMED),
                name="lead_deed_claimed",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.kind}"
