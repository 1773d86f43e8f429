"""What a company decides about its complaints: categories, causes, limits of time."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from accounts.models import Department
from complaints.choices import Basis, Channel, Kind, Metric, Severity, Unit
from complaints.querysets.settings import (
    CategoryQuerySet,
    CauseQuerySet,
    PolicyQuerySet,
    RuleQuerySet,
)
from customers.choices.archive import Tier

# A limit is changed in a draft only: by nobody once its version is in force.
REFUSE_IN_FORCE = """
    IF EXISTS (
        SELECT FROM complaints_policy
        WHERE id IN (OLD.policy_id, NEW.policy_id) AND active_from IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'pgtrigger: The policy of this limit is in force';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


class Named(models.Model):
    """A word of a list that a company keeps itself, in both languages."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_zh = models.CharField(_("name, Chinese"), max_length=60)
    name_en = models.CharField(_("name, English"), max_length=60)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        chinese = (get_language() or "zh").startswith("zh")
        return self.name_zh if chinese else self.name_en


class Category(Named):
    """What a complaint can be about, and what is known of such before one looks."""

    # What points to it in a customer's words, as typed: "异响", "漏油".
    keywords = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, size=40
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("department that answers for it"),
    )
    severity = models.PositiveSmallIntegerField(
        _("severity at first"), choices=Severity, default=Severity.NORMAL
    )
    is_safety = models.BooleanField(_("a matter of safety"), default=False)
    # One line each; asked once when the complaint is resolved.
    checklist_zh = models.TextField(
        _("checklist, Chinese"), max_length=1000, blank=True
    )
    checklist_en = models.TextField(
        _("checklist, English"), max_length=1000, blank=True
    )

    objects = CategoryQuerySet.as_manager()

    class Meta(Named.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("category"), _("categories")
        constraints = [
            models.CheckConstraint(
                name="complaintcategory_severity_known",
                condition=Q(severity__in=Severity.values),
            )
        ]

    @property
    def checklist(self) -> list[str]:
        """The lines to be checked, in the reader's language."""
        chinese = (get_language() or "zh").startswith("zh")
        text = self.checklist_zh if chinese else self.checklist_en
        return [line.strip() for line in text.splitlines() if line.strip()]


class Cause(Named):
    """A root cause, below a wider one or by itself."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="below",
        verbose_name=_("belongs to"),
    )

    objects = CauseQuerySet.as_manager()

    class Meta(Named.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("root cause"), _("root causes")
        constraints = [
            models.CheckConstraint(
                name="cause_not_its_own_parent", condition=~Q(parent=models.F("pk"))
            )
        ]


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Policy(models.Model):
    """One version of how complaints are handled; each keeps the one it began with."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    # None: a draft. The latest in force holds for what is registered now.
    active_from = models.DateTimeField(null=True, editable=False)
    # What makes a complaint major: the amount claimed, how often one customer came with
    # one category within `repeat_days`, how many customers came together, his tier.
    major_amount = models.DecimalField(
        _("major from this amount (yuan)"),
        max_digits=12,
        decimal_places=2,
        default=20000,
    )
    repeat_count = models.PositiveSmallIntegerField(
        _("major from so many of one customer and category"), default=3
    )
    repeat_days = models.PositiveSmallIntegerField(_("within so many days"), default=90)
    group_count = models.PositiveSmallIntegerField(
        _("major from so many customers together"), default=5
    )
    major_tiers = ArrayField(
        models.CharField(max_length=1, choices=Tier),
        default=list,
        blank=True,
        verbose_name=_("grave ones of these tiers are major"),
    )
    # Up to this a manager decides; above it somebody who may decide everywhere.
    compensation_limit = models.DecimalField(
        _("compensation a manager allows (yuan)"),
        max_digits=12,
        decimal_places=2,
        default=2000,
    )
    verify_days = models.PositiveSmallIntegerField(
        _("verification call after so many working days"), default=3
    )
    warn_percent = models.PositiveSmallIntegerField(
        _("warned when so many percent of the time are left"), default=20
    )
    # Working hours late at which the next one up is told.
    escalate_hours = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        size=5,
        verbose_name=_("told to the next one up after so many working hours late"),
    )
    note = models.CharField(_("what changes, and why"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(null=True, editable=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint policy")
        verbose_name_plural = _("complaint policies")
        constraints = [
            models.CheckConstraint(
                name="complaintpolicy_limits",
                condition=Q(
                    major_amount__gte=0, repeat_count__gte=2, repeat_days__gte=1,
                    group_count__gte=2, compensation_limit__gte=0, verify_days__gte=1,
                    warn_percent__range=(0, 90),
                ),
            )
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(
                name="in_force_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__active_from__isnull=False),
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return str(self.version)

    def get_absolute_url(self) -> str:
        return reverse("complaints:policy", args=[self.version])

    @property
    def is_draft(self) -> bool:
        return self.active_from is None


class ClockRule(models.Model):
    """One limit of time in a version of the policy, for the complaints it fits.

    An empty condition fits all. Of promised limits the one with most conditions that
    fit holds; every statutory one that fits holds beside it. The earliest is due.
    """

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="rules")
    metric = models.CharField(_("until"), max_length=12, choices=Metric)
    basis = models.CharField(
        _("set by"), max_length=10, choices=Basis, default=Basis.PROMISED
    )
    amount = models.PositiveSmallIntegerField(_("limit"))
    unit = models.CharField(_("counted in"), max_length=8, choices=Unit)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, blank=True)
    severity = models.PositiveSmallIntegerField(
        _("severity"), choices=Severity, null=True, blank=True
    )
    tier = models.CharField(_("tier"), max_length=1, choices=Tier, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, blank=True)
    # A limit by law is shipped off: the company's counsel confirms it first.
    is_on = models.BooleanField(_("in use"), default=True)
    source = models.CharField(_("where it is written"), max_length=200, blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("limit of time"), _("limits of time")
        constraints = [
            models.CheckConstraint(
                name="clockrule_limits", condition=Q(amount__range=(1, 1000))
            ),
            models.CheckConstraint(
                name="clockrule_words_known",
                condition=Q(metric__in=Metric.values, basis__in=Basis.values,
                            unit__in=Unit.values),
            ),
            models.CheckConstraint(
                name="clockrule_law_is_cited",
                condition=~Q(basis=Basis.STATUTORY) | ~Q(source=""),
            ),
            models.UniqueConstraint(
                fields=["policy", "metric", "basis", "kind", "severity", "tier",
                        "channel"],
                name="clockrule_once",
                nulls_distinct=False,
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Trigger(
                name="in_force_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=REFUSE_IN_FORCE,
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.amount} {self.unit}"
